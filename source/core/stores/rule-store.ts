import type {AppError} from '../../errors/app-error.js';
import type {EntityType} from '../entity.js';
import type {FieldMapping, MappingRule} from '../mapping.js';
import type {FieldPolicy, PolicyRules, SyncPolicy} from '../policy.js';

export type MappingsChange = {
	readonly added: readonly MappingRule[];
	readonly changed: readonly {readonly id: number; readonly rule: MappingRule; readonly previous: NonNullable<FieldMapping['previous']>}[];
	/** By id. */
	readonly removed: readonly number[];
	readonly version: number;
};

/** An active row of `sync_policies` that cannot be used. Its pair is not run; the others are. */
export type UnreadablePolicy = {
	readonly policyId: number;
	readonly externalSystemId: number | null;
	readonly entityType: string;
	/** POLICY_INVALID, with what is wrong. */
	readonly error: AppError;
};

export type AllPolicies = {readonly policies: readonly SyncPolicy[]; readonly unreadable: readonly UnreadablePolicy[]};

/** Mappings and policies: the rules of a pair, parsed; a row that is asked for and does not parse throws MAPPING_INVALID or POLICY_INVALID. */
export type RuleStore = {
	readonly listMappings: (externalSystemId: number, entityType: EntityType) => Promise<readonly FieldMapping[]>;
	/** Which fields of ours a pair maps, whether or not the rest of the rows can be read. */
	readonly listMappedFields: (externalSystemId: number, entityType: EntityType) => Promise<readonly string[]>;
	/** Those that can be used. */
	readonly listPolicies: () => Promise<readonly SyncPolicy[]>;
	readonly listUnreadablePolicies: () => Promise<readonly UnreadablePolicy[]>;
	/** Both in one look: a screen asks for them several times a second. */
	readonly listAllPolicies: () => Promise<AllPolicies>;
	/** Writes a change of one pair's mappings; `version` is higher than that of any of them before. */
	readonly saveMappings: (externalSystemId: number, entityType: EntityType, change: MappingsChange) => Promise<void>;
	readonly savePolicy: (policyId: number, rules: PolicyRules) => Promise<void>;
	/** Grows with each change of the policy. */
	readonly findPolicyVersion: (policyId: number) => Promise<number | undefined>;
	/** Sets what a policy says of one field. False, and nothing is changed, when the policy has another version. */
	readonly changeFieldPolicy: (policyId: number, version: number, field: string, policy: FieldPolicy) => Promise<boolean>;
	/** Holds a pair's rules until the transaction ends: one change at a time. */
	readonly lock: (externalSystemId: number, entityType: EntityType) => Promise<void>;
	readonly setPushEnabled: (policyId: number, enabled: boolean) => Promise<void>;
	readonly findPolicy: (externalSystemId: number, entityType: EntityType) => Promise<SyncPolicy | undefined>;
};
