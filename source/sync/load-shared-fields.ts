import {entityDefinitions, type EntityType} from '../core/entity.js';
import type {Stores} from '../core/stores/stores.js';
import {toFieldRules} from './decide/field-rules.js';
import type {SharingSystem} from './pair.js';

/** Which other systems have a rule for a field of this entity type, by field. Of policies of one pair the active one counts. */
export async function loadSharedFields(stores: Stores, externalSystemId: number, entityType: EntityType): Promise<ReadonlyMap<string, readonly SharingSystem[]>> {
	const policies = (await stores.rules.listPolicies()).filter(policy => policy.entityType === entityType && policy.externalSystemId !== externalSystemId);
	if (policies.length === 0) return new Map();
	const sharing: {readonly field: string; readonly system: SharingSystem}[] = [];
	for (const {id, systemName} of await stores.systems.list()) {
		const own = policies.filter(policy => policy.externalSystemId === id);
		const policy = own.find(({isActive}) => isActive) ?? own[0];
		if (policy === undefined) continue;
		// A mapping that cannot be read stops its own pair, and takes nothing from what is owed to it.
		const mapped = (await stores.rules.listMappedFields(id, entityType)).map(internalField => ({internalField}));
		sharing.push(...toFieldRules(entityDefinitions[entityType], policy, mapped).map(({field, direction}) => ({field, system: {id, systemName, direction}})));
	}
	return new Map([...Map.groupBy(sharing, ({field}) => field)].map(([field, all]) => [field, all.map(({system}) => system)]));
}
