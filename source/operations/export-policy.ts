import type {PairName} from '../core/pair-key.js';
import type {PolicyDocument} from '../core/rule-schema.js';
import type {OperationContext} from './context.js';
import {getPolicyRow} from './get-policy-row.js';
import {toPolicyRules} from './policy-rules.js';

/** The policy of one pair, as "import" takes it. @throws NOT_FOUND */
export async function exportPolicy({database: {stores}}: OperationContext, name: PairName): Promise<PolicyDocument> {
	const {systemName, policy} = await getPolicyRow(stores, name);
	return {systemName, entityType: name.entityType, policy: toPolicyRules(policy)};
}
