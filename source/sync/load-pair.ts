import {AppError} from '../errors/app-error.js';
import {entityDefinitions} from '../core/entity.js';
import type {ExternalSystem} from '../core/external-system.js';
import type {FieldPolicy, SyncPolicy} from '../core/policy.js';
import type {Stores} from '../core/stores/stores.js';
import {toFieldRules} from './decide/field-rules.js';
import {loadSharedFields} from './load-shared-fields.js';
import {createRecordMapper} from './mapping/map-record.js';
import type {Pair} from './pair.js';

/** Reads and compiles the rules of one pair. MAPPING_INVALID when there are none, or when one cannot be used. */
export async function loadPair(stores: Stores, system: ExternalSystem, policy: SyncPolicy): Promise<Pair> {
	const definition = entityDefinitions[policy.entityType];
	const mappings = await stores.rules.listMappings(system.id, policy.entityType);
	if (mappings.length === 0) {
		throw new AppError({
			code: 'MAPPING_INVALID',
			message: `${system.systemName} has no mapping for ${definition.plural}, so none of their fields can be compared.`,
			nextStep: 'Run "parley db seed" for the default mappings, or add rows to data_field_mappings.',
		});
	}
	const rules = toFieldRules(definition, policy, mappings);
	const watched = rules.flatMap(rule => rule.policy.frozenWhen?.field ?? []);
	const filtered = policy.filters.map(filter => filter.field);
	const compared = mappings.map(mapping => ({...mapping, comparedBy: toComparison(policy.fields[mapping.internalField])}));
	return {
		system, definition, policy, rules, mappings, mappingVersion: Math.max(...mappings.map(({version}) => version)),
		shared: await loadSharedFields(stores, system.id, policy.entityType),
		mapper: createRecordMapper(definition, compared, await stores.pages.columnLimits(definition)),
		fields: [...new Set([...rules.map(rule => rule.field), ...definition.keyFields, definition.labelField, ...watched, ...filtered])],
	};
}

/** Of a field's own policy, what decides whether a change of theirs is one at all. */
const toComparison = ({ignore, equality}: FieldPolicy = {}): Pick<FieldPolicy, 'ignore' | 'equality'> => ({...(ignore ? {ignore} : {}), ...(equality === undefined ? {} : {equality})});
