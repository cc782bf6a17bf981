import {entityDefinitions, type EntityType} from '../core/entity.js';
import {isJsonObject, type JsonValue} from '../core/json.js';
import type {FieldMapping, MappingRule} from '../core/mapping.js';
import {findChanges, type RuleChange} from '../core/rule-change.js';
import {mappingDocumentSchema, type MappingDocument} from '../core/rule-schema.js';
import {toCommand} from '../core/text/to-command.js';
import type {MappingsChange} from '../core/stores/rule-store.js';
import {AppError} from '../errors/app-error.js';
import {checkMappings} from '../sync/mapping/check-mappings.js';
import type {OperationContext} from './context.js';
import {getSystemRow} from './get-system-row.js';
import {requireChange, requireRole} from './require-role.js';

export type PairName = {readonly systemName: string; readonly entityType: EntityType};

export type ImportRequest = {
	/** The document as it was read: JSON, not yet trusted. */
	readonly document: JsonValue;
	/** Only says what would change. */
	readonly isTrial: boolean;
	/** The document that the edit began with, as "export" gave it: refused when the rules are others by now. */
	readonly seen?: JsonValue;
};

export type MappingsImport = PairName & {readonly changes: readonly RuleChange[]; readonly isSaved: boolean};

/** The mappings of one pair, as "import" takes them. @throws NOT_FOUND */
export async function exportMappings({database: {stores}}: OperationContext, {systemName, entityType}: PairName): Promise<MappingDocument> {
	const system = await getSystemRow(stores, systemName);
	const mappings = await stores.rules.listMappings(system.id, entityType);
	if (mappings.length === 0) throw noMappings(systemName, entityType);
	return {systemName: system.systemName, entityType, mappings: mappings.map(toRule)};
}

/**
 * Makes the mappings of one pair those of a document: the whole of them. Every changed rule gets a new version and keeps
 * the one before, so that the next look at each record gives its fields the new form without asking anybody.
 * @throws MAPPING_INVALID with all that is wrong, MAPPING_STALE, NOT_FOUND
 */
export async function importMappings(context: OperationContext, {document, isTrial, seen}: ImportRequest): Promise<MappingsImport> {
	if (isTrial) requireRole(context, 'viewer', 'look at mappings');
	else requireChange(context, 'admin', 'change mappings');
	const {systemName, entityType, mappings} = parseMappings(document);
	return context.database.transact(async stores => {
		const system = await getSystemRow(stores, systemName);
		if (!isTrial) await stores.rules.lock(system.id, entityType);
		const present = await stores.rules.listMappings(system.id, entityType);
		if (seen !== undefined && findChanges(byField(parseForm(seen).mappings), byField(present)).length > 0) throw stale(system.systemName, entityType);
		const changes = findChanges(byField(present), byField(mappings));
		if (isTrial || changes.length === 0) return {systemName: system.systemName, entityType, changes, isSaved: false};
		await stores.rules.saveMappings(system.id, entityType, toChange(present, mappings));
		await stores.audit.append(context.actor, {
			action: 'mappings.import', targetType: 'mappings', targetId: `${system.systemName} ${entityDefinitions[entityType].plural}`,
			before: byField(present), after: byField(mappings),
		});
		return {systemName: system.systemName, entityType, changes, isSaved: true};
	});
}

/** @throws MAPPING_INVALID with all that is wrong */
export function parseMappings(document: JsonValue): MappingDocument {
	const parsed = parseForm(document);
	const problems = checkMappings(parsed.entityType, parsed.mappings);
	if (problems.length > 0) throw invalid(problems);
	return parsed;
}

/** Rules that were in force before may break checks of today, and still be corrected. */
function parseForm(document: JsonValue): MappingDocument {
	const parsed = mappingDocumentSchema.safeParse(document);
	if (parsed.success) return parsed.data;
	throw invalid(parsed.error.issues.map(({path, message}) => `${tellPlace(document, path)}: ${message}.`));
}

/** A mapping is told by the field that it fills: nobody counts the rules of a document. */
function tellPlace(document: JsonValue, path: readonly PropertyKey[]): string {
	const [list, index, ...rest] = path;
	const rules = isJsonObject(document) && list === 'mappings' ? document['mappings'] : undefined;
	const rule: JsonValue | undefined = Array.isArray(rules) && typeof index === 'number' ? rules[index] : undefined;
	const name = isJsonObject(rule) ? rule['internalField'] : undefined;
	return (typeof name === 'string' ? [name, ...rest] : path).join('.');
}

/** A field keeps its row; what else a row says may change. */
function toChange(present: readonly FieldMapping[], wanted: readonly MappingRule[]): MappingsChange {
	const rows = new Map(present.map(mapping => [mapping.internalField, mapping]));
	const fields = new Set(wanted.map(({internalField}) => internalField));
	return {
		version: Math.max(0, ...present.map(({version}) => version)) + 1,
		added: wanted.filter(({internalField}) => !rows.has(internalField)),
		removed: present.filter(({internalField}) => !fields.has(internalField)).map(({id}) => id),
		changed: wanted.flatMap(rule => {
			const row = rows.get(rule.internalField);
			if (row === undefined || findChanges(byField([row]), byField([rule])).length === 0) return [];
			const {externalField, transformation, isRequired, defaultValue, version} = row;
			return [{id: row.id, rule, previous: {externalField, transformation, isRequired, defaultValue, version}}];
		}),
	};
}

const toRule = ({externalField, internalField, transformation, validations, isRequired, defaultValue}: MappingRule): MappingRule => ({externalField, internalField, transformation, validations, isRequired, defaultValue});

const byField = (rules: readonly MappingRule[]): Readonly<Record<string, JsonValue>> => Object.fromEntries(rules.map(rule => [rule.internalField, toRule(rule)]));

const stale = (systemName: string, entityType: EntityType): AppError => new AppError({
	code: 'MAPPING_STALE', message: `The mappings of ${systemName} ${entityDefinitions[entityType].plural} were changed since they were read; nothing was saved.`,
	nextStep: 'Look at them as they are now, and make the change again.',
});

const invalid = (problems: readonly string[]): AppError => new AppError({
	code: 'MAPPING_INVALID', message: `These mappings cannot be used. ${problems.join(' ')}`, nextStep: 'Correct the document; docs/mappings.md lists what each rule takes.',
});

export const noMappings = (systemName: string, entityType: EntityType): AppError => new AppError({
	code: 'NOT_FOUND', message: `${systemName} has no mappings for ${entityDefinitions[entityType].plural}.`, nextStep: `See what it syncs: ${toCommand('systems show', systemName)}`,
});
