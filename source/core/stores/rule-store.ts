import type {EntityType} from '../entity.js';
import type {FieldMapping} from '../mapping.js';
import type {SyncPolicy} from '../policy.js';

/** Mappings and policies: the rules of a pair, parsed; a row that does not parse throws MAPPING_INVALID or POLICY_INVALID. */
export type RuleStore = {
	readonly listMappings: (externalSystemId: number, entityType: EntityType) => Promise<readonly FieldMapping[]>;
	readonly listPolicies: () => Promise<readonly SyncPolicy[]>;
	readonly setPushEnabled: (policyId: number, enabled: boolean) => Promise<void>;
	readonly findPolicy: (externalSystemId: number, entityType: EntityType) => Promise<SyncPolicy | undefined>;
};
