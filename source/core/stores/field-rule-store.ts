import type {FieldPolicy} from '../policy.js';

/** What a policy says of one field, changed only as it was looked at. */
export type FieldRuleStore = {
	/** Grows with each change of the policy. */
	readonly findPolicyVersion: (policyId: number) => Promise<number | undefined>;
	/** Sets what holds for one field. False, and nothing is changed, when the policy has another version. */
	readonly changeField: (policyId: number, version: number, field: string, policy: FieldPolicy) => Promise<boolean>;
};
