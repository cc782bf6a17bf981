import type {PolicyDocument} from '../core/rule-schema.js';
import type {OperationContext} from './context.js';
import {toPolicyRules} from './policy-rules.js';

/** One policy as a list shows it. */
export type ListedPolicy = PolicyDocument & {readonly isPushEnabled: boolean};

/** Every policy, in the order of systems and entity types. */
export async function listPolicies({database: {stores}}: OperationContext): Promise<readonly ListedPolicy[]> {
	const [systems, policies] = await Promise.all([stores.systems.list(), stores.rules.listPolicies()]);
	return policies.map(policy => ({
		systemName: systems.find(({id}) => id === policy.externalSystemId)?.systemName ?? `system ${policy.externalSystemId}`,
		entityType: policy.entityType, policy: toPolicyRules(policy), isPushEnabled: policy.isPushEnabled,
	}));
}
