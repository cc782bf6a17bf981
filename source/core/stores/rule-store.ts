import type {EntityType} from '../entity.js';
import type {FieldMapping, MappingRule} from '../mapping.js';
import type {PolicyRules, SyncPolicy} from '../policy.js';

export type MappingsChange = {
	readonly added: readonly MappingRule[];
	readonly changed: readonly {readonly id: number; readonly rule: MappingRule; readonly previous: NonNullable<FieldMapping['previous']>}[];
	/** By id. */
	readonly removed: readonly number[];
	readonly version: number;
};

/** Mappings and policies: the rules of a pair, parsed; a row that does not parse throws MAPPING_INVALID or POLICY_INVALID. */
export type RuleStore = {
	readonly listMappings: (externalSystemId: number, entityType: EntityType) => Promise<readonly FieldMapping[]>;
	readonly listPolicies: () => Promise<readonly SyncPolicy[]>;
	/** Writes a change of one pair's mappings; `version` is higher than that of any of them before. */
	readonly saveMappings: (externalSystemId: number, entityType: EntityType, change: MappingsChange) => Promise<void>;
	readonly savePolicy: (policyId: number, rules: PolicyRules) => Promise<void>;
	/** Holds a pair's rules until the transaction ends: one change at a time. */
	readonly lock: (externalSystemId: number, entityType: EntityType) => Promise<void>;
	readonly setPushEnabled: (policyId: number, enabled: boolean) => Promise<void>;
	readonly findPolicy: (externalSystemId: number, entityType: EntityType) => Promise<SyncPolicy | undefined>;
};
