import {isJsonObject, type JsonValue} from '../core/json.js';
import {mappingDocumentSchema, type MappingDocument} from '../core/rule-schema.js';
import {AppError} from '../errors/app-error.js';
import {checkMappings} from '../sync/mapping/check-mappings.js';

/** @throws MAPPING_INVALID with all that is wrong */
export function parseMappings(document: JsonValue): MappingDocument {
	const parsed = parseMappingsForm(document);
	const problems = checkMappings(parsed.entityType, parsed.mappings);
	if (problems.length > 0) throw invalid(problems);
	return parsed;
}

/** Rules that were in force before may break checks of today, and still be corrected: this asks for their form alone. @throws MAPPING_INVALID */
export function parseMappingsForm(document: JsonValue): MappingDocument {
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

const invalid = (problems: readonly string[]): AppError => new AppError({
	code: 'MAPPING_INVALID', message: `These mappings cannot be used. ${problems.join(' ')}`, nextStep: 'Correct the document; docs/mappings.md lists what each rule takes.',
});
