import {entityDefinitions, type EntityType} from '../core/entity.js';
import type {JsonValue} from '../core/json.js';
import type {FieldMapping, MappingRule} from '../core/mapping.js';
import type {PairName} from '../core/pair-key.js';
import {findChanges, type RuleChange} from '../core/rule-change.js';
import type {MappingsChange} from '../core/stores/rule-store.js';
import {AppError} from '../errors/app-error.js';
import type {OperationContext} from './context.js';
import {toMappingRule} from './export-mappings.js';
import {getSystemRow} from './get-system-row.js';
import type {ImportRequest} from './import-request.js';
import {parseMappings, parseMappingsForm} from './parse-mappings.js';
import {requireChange, requireRole} from './require-role.js';

export type MappingsImport = PairName & {readonly changes: readonly RuleChange[]; readonly isSaved: boolean};

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
		if (seen !== undefined && findChanges(byField(parseMappingsForm(seen).mappings), byField(present)).length > 0) throw stale(system.systemName, entityType);
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

/** A field keeps its row; what else a row says may change. */
function toChange(present: readonly FieldMapping[], wanted: readonly MappingRule[]): MappingsChange {
	const rows = new Map(present.map(mapping => [mapping.internalField, mapping]));
	const fields = new Set(wanted.map(({internalField}) => internalField));
	const added = wanted.filter(({internalField}) => !rows.has(internalField));
	const changed = wanted.flatMap(rule => {
		const row = rows.get(rule.internalField);
		return row === undefined || findChanges(byField([row]), byField([rule])).length === 0 ? [] : [toChanged(row, rule)];
	});
	const [oldest] = present.filter(({internalField}) => fields.has(internalField)).toSorted((left, right) => left.version - right.version);
	return {
		version: Math.max(0, ...present.map(({version}) => version)) + 1,
		added,
		removed: present.filter(({internalField}) => !fields.has(internalField)).map(({id}) => id),
		// Versions never go down, also where the newest rule is removed: a rule that stays as it is carries the new one.
		changed: added.length + changed.length > 0 || oldest === undefined ? changed : [toChanged(oldest, oldest)],
	};
}

const toChanged = ({id, externalField, transformation, isRequired, defaultValue, version}: FieldMapping, rule: MappingRule): MappingsChange['changed'][number] =>
	({id, rule, previous: {externalField, transformation, isRequired, defaultValue, version}});

const byField = (rules: readonly MappingRule[]): Readonly<Record<string, JsonValue>> => Object.fromEntries(rules.map(rule => [rule.internalField, toMappingRule(rule)]));

const stale = (systemName: string, entityType: EntityType): AppError => new AppError({
	code: 'MAPPING_STALE', message: `The mappings of ${systemName} ${entityDefinitions[entityType].plural} were changed since they were read; nothing was saved.`,
	nextStep: 'Look at them as they are now, and make the change again.',
});
