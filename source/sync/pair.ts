import type {EntityDefinition} from '../core/entity.js';
import type {ExternalSystem} from '../core/external-system.js';
import type {FieldMapping} from '../core/mapping.js';
import type {SyncPolicy} from '../core/policy.js';
import type {PairKey} from '../core/pair-key.js';
import type {FieldRule} from './decide/compare.js';
import type {RecordMapper} from './mapping/map-record.js';

/** Another system with a rule for the same field of ours. */
export type SharingSystem = Pick<ExternalSystem, 'id' | 'systemName'> & Pick<FieldRule, 'direction'>;

/** One entity type of one external system, with everything that decides how it is synchronized. */
export type Pair = {
	readonly system: ExternalSystem;
	readonly definition: EntityDefinition;
	readonly policy: SyncPolicy;
	readonly mappings: readonly FieldMapping[];
	/** The highest version of any of them. */
	readonly mappingVersion: number;
	readonly mapper: RecordMapper;
	readonly rules: readonly FieldRule[];
	/** Which other systems give or are given a field of ours as well, by field. */
	readonly shared: ReadonlyMap<string, readonly SharingSystem[]>;
	/** Every field that comparing, naming or labelling a record reads. */
	readonly fields: readonly string[];
};

/** What the pair is called in tables. */
export const toPairKey = ({system, definition}: Pick<Pair, 'system' | 'definition'>): PairKey => ({externalSystemId: system.id, entityType: definition.entityType});
