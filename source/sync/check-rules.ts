import {NotCanonical, toCanonical} from '../core/canonical.js';
import {entityDefinitions, type EntityType} from '../core/entity.js';
import type {MappingRule} from '../core/mapping.js';
import type {PolicyRules} from '../core/policy.js';
import {compileTransformation} from './transform.js';
import {compileValidation} from './validate.js';

/** Everything that is wrong with the mappings of one entity type beyond their form, as sentences. Pure. */
export function checkMappings(entityType: EntityType, rules: readonly MappingRule[]): readonly string[] {
	const {fields, table, keyFields} = entityDefinitions[entityType];
	const targets = rules.map(({internalField}) => internalField);
	return [
		...targets.filter((field, index) => targets.indexOf(field) !== index).map(field => `${field} has several mappings.`),
		...targets.filter(field => !Object.hasOwn(fields, field)).map(field => `${table} offers no ${field} to mappings; possible are ${Object.keys(fields).join(', ')}.`),
		...keyFields.filter(field => !targets.includes(field)).map(field => `${field} has no mapping, and records are told apart by it.`),
		...rules.flatMap(rule => compileProblem(rule)),
	];
}

/** A pattern may have the form of one and still be none. */
function compileProblem({internalField, transformation, validations}: MappingRule): readonly string[] {
	try {
		compileTransformation(transformation);
		for (const validation of validations) compileValidation(validation);
		return [];
	} catch (error) {
		return [`${internalField}: ${error instanceof Error ? error.message : String(error)}.`];
	}
}

/** The same for a policy. Schedules are judged where schedules are known. */
export function checkPolicy(entityType: EntityType, {fields: own, filters, whenGone = {}}: PolicyRules): readonly string[] {
	const {fields, table} = entityDefinitions[entityType];
	const named = [...Object.keys(own), ...Object.values(own).flatMap(({frozenWhen}) => frozenWhen?.field ?? []), ...filters.map(({field}) => field), ...Object.keys(whenGone)];
	return [
		...new Set(named.filter(field => !Object.hasOwn(fields, field)).map(field => `${table} has no ${field} that is synced; possible are ${Object.keys(fields).join(', ')}.`)),
		...filters.filter(({operator, value}) => (operator === 'in' || operator === 'not_in') && !Array.isArray(value)).map(({field}) => `The filter on ${field} needs a list of values.`),
		...Object.entries(whenGone).flatMap(([field, value]): readonly string[] => {
			try {
				toCanonical(fields[field] ?? 'text', value);
				return [];
			} catch (error) {
				if (error instanceof NotCanonical) return [`gone_fields: ${field}: ${error.message}`];
				throw error;
			}
		}),
	];
}
