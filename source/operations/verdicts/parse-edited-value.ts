import {NotCanonical, toCanonical} from '../../core/canonical.js';
import type {Conflict} from '../../core/conflict.js';
import {entityDefinitions, type FieldKind} from '../../core/entity.js';
import type {JsonValue} from '../../core/json.js';
import {AppError} from '../../errors/app-error.js';
import {compileColumnFit} from '../../sync/mapping/column-fit.js';
import {compileValidation} from '../../sync/mapping/validate.js';
import type {PairSituation} from './field-situation.js';

const examples: Readonly<Record<FieldKind, string>> = {
	text: 'any text',
	uuid: '3f2b8c1e-5d4a-4b7e-9c6f-0a1b2c3d4e5f',
	integer: '42',
	number: '7.5',
	boolean: 'true',
	date: '2026-11-30',
	timestamp: '2026-11-30T14:00:00Z',
	'text-list': 'documentation, screenshots',
	json: '{"owner": "isso"}',
};

/**
 * What a person typed for a field, in canonical form. A text is read by the field's kind: a list by its commas, JSON as
 * JSON. The field's validation rules and its column's limits hold for it as they do for what the other side sends.
 * @throws VALUE_INVALID with an example of a value that would do.
 */
export function parseEditedValue(conflict: Pick<Conflict, 'entityType' | 'fieldName'>, value: JsonValue, {mappings, limits}: Pick<PairSituation, 'mappings' | 'limits'>): JsonValue {
	const field = conflict.fieldName ?? '';
	const kind = entityDefinitions[conflict.entityType].fields[field] ?? 'text';
	const canonical = canonicalize(field, kind, value);
	const own = mappings.filter(mapping => mapping.internalField === field);
	if (canonical === null && own.some(mapping => mapping.isRequired)) throw invalidValue(field, kind, `${field} is required and cannot be empty.`);
	for (const {validations} of own) {
		for (const rule of validations) {
			const problem = compileValidation(rule)(canonical);
			if (problem !== undefined) throw invalidValue(field, kind, `The value for ${field} ${problem}.`);
		}
	}
	const {keep, refuse} = compileColumnFit(limits.get(field) ?? {});
	const kept = keep === undefined ? canonical : keep(canonical);
	const refusal = refuse(kept);
	if (refusal !== undefined) throw invalidValue(field, kind, `The value for ${field} ${refusal}.`);
	return kept;
}

function canonicalize(field: string, kind: FieldKind, value: JsonValue): JsonValue {
	try {
		return toCanonical(kind, typeof value === 'string' ? readTyped(kind, value) : value);
	} catch (error) {
		if (error instanceof NotCanonical || error instanceof SyntaxError) throw invalidValue(field, kind, `The value for ${field} is not valid: ${error.message}`);
		throw error;
	}
}

/** What a text means where the canonical form is no text. */
function readTyped(kind: FieldKind, text: string): JsonValue {
	if (kind === 'text-list') return text.split(',').map(item => item.trim()).filter(item => item !== '');
	return kind === 'json' ? (JSON.parse(text) as JsonValue) : text;
}

const invalidValue = (field: string, kind: FieldKind, message: string): AppError => new AppError({
	code: 'VALUE_INVALID',
	message,
	nextStep: `Give ${field} a value such as: ${examples[kind]}`,
});
