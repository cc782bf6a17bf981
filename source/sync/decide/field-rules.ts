import type {EntityDefinition} from '../../core/entity.js';
import type {FieldMapping} from '../../core/mapping.js';
import type {SyncPolicy} from '../../core/policy.js';
import type {FieldRule} from './compare.js';

/** The rule of each mapped field: the field's own policy over the pair's. Ignored fields have none. */
export function toFieldRules(definition: EntityDefinition, policy: SyncPolicy, mappings: readonly Pick<FieldMapping, 'internalField'>[]): readonly FieldRule[] {
	return mappings.flatMap(({internalField}): readonly FieldRule[] => {
		const own = policy.fields[internalField] ?? {};
		if (own.ignore) return [];
		return [{
			field: internalField,
			kind: definition.fields[internalField] ?? 'text',
			direction: narrow(policy.direction, own.direction),
			strategy: own.strategy ?? policy.strategy,
			policy: own,
		}];
	});
}

/** A field may be narrower than its pair, never wider: an inbound pair writes nothing outside. */
function narrow(pair: SyncPolicy['direction'], own: SyncPolicy['direction'] | undefined): SyncPolicy['direction'] {
	return own !== undefined && pair === 'bidirectional' ? own : pair;
}
