import {entityDefinitions, type EntityDefinition, type EntityType, type FieldKind} from '../../core/entity.js';
import type {FieldMapping, MappingRule, ValidationRule} from '../../core/mapping.js';
import {explainForeign} from './explain-foreign.js';
import {createRecordMapper} from './map-record.js';

/** Everything that is wrong with the mappings of one entity type beyond their form, as sentences. Pure. */
export function checkMappings(entityType: EntityType, rules: readonly MappingRule[]): readonly string[] {
	const definition = entityDefinitions[entityType];
	const {fields, table, keyFields} = definition;
	const targets = rules.map(({internalField}) => internalField);
	const sources = rules.map(({externalField}) => externalField);
	return [
		...repeated(targets).map(field => `${field} has several mappings.`),
		...repeated(sources).map(source => `${source} is read by several mappings, ${rules.filter(({externalField}) => externalField === source).map(({internalField}) => internalField).join(' and ')}: a field of theirs fills one of ours.`),
		...targets.filter(field => !Object.hasOwn(fields, field)).map(field => `${table} offers no ${field} to mappings; possible are ${Object.keys(fields).join(', ')}.`),
		...keyFields.filter(field => !targets.includes(field)).map(field => `${field} has no mapping, and records are told apart by it.`),
		...rules.flatMap(rule => [...validationProblems(rule, fields[rule.internalField] ?? 'text'), ...trialProblems(entityType, definition, rule)]),
	];
}

const repeated = (names: readonly string[]): readonly string[] => [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];

/** What a field takes that is missing over there. A pattern may have the form of one and still be none: then nothing compiles. */
function trialProblems(entityType: EntityType, definition: EntityDefinition, rule: MappingRule): readonly string[] {
	const mapping: FieldMapping = {...rule, id: 0, externalSystemId: 0, entityType, version: 1};
	try {
		const {map} = createRecordMapper(definition, [mapping], new Map());
		if (rule.defaultValue === null) return [];
		const mapped = map({externalId: '', fields: {}});
		return mapped.kind === 'mapped' ? [] : mapped.failures.map(({message}) => `${rule.internalField}: its default ${JSON.stringify(rule.defaultValue)} is refused by its own rules. ${message}`);
	} catch (error) {
		return [`${rule.internalField}: ${error instanceof Error ? error.message : String(error)}.`];
	}
}

/** Checks that no value of the field's kind can pass. */
const validationProblems = ({internalField, validations}: MappingRule, kind: FieldKind): readonly string[] =>
	validations.flatMap(validation => explainImpossible(validation, kind).map(why => `${internalField}: ${validation.type} ${why}.`));

function explainImpossible(rule: ValidationRule, kind: FieldKind): readonly string[] {
	switch (rule.type) {
		case 'range':
			if (kind !== 'integer' && kind !== 'number' && kind !== 'json') return [`is for numbers, and this field is a ${kind}`];
			return rule.min !== undefined && rule.max !== undefined && rule.min > rule.max ? [`begins at ${rule.min}, above its end ${rule.max}`] : [];
		case 'one_of':
			return rule.values.length === 0 ? ['has no values'] : rule.values.flatMap(value => explainForeign(kind, value));
		case 'max_length':
		case 'min_length':
		case 'pattern':
			return [];
	}
}
