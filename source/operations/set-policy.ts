import type {JsonObject, JsonValue} from '../core/json.js';
import type {PairName} from '../core/pair-key.js';
import {changePolicy, requirePolicyRole, type PolicyImport} from './change-policy.js';
import type {OperationContext} from './context.js';
import {parsePolicy} from './parse-policy.js';
import {toPolicyFacts} from './policy-rules.js';

/** Some rules of a policy, the others staying: fields and filters by the whole, a field's own policy by `field`. */
export type PolicySetting = PairName & {readonly isTrial: boolean; readonly rules: JsonObject; readonly field?: {readonly name: string; readonly policy: JsonValue}};

/** Changes some rules of a policy; the result is judged as a whole. @throws POLICY_INVALID with all that is wrong, NOT_FOUND */
export async function setPolicy(context: OperationContext, {systemName, entityType, isTrial, rules, field}: PolicySetting): Promise<PolicyImport> {
	requirePolicyRole(context, isTrial);
	return changePolicy(context, {systemName, entityType, isTrial}, present => {
		const facts = toPolicyFacts(present);
		const fields = {...(facts['fields'] as JsonObject), ...(field === undefined ? {} : {[field.name]: field.policy})};
		const kept = Object.fromEntries(Object.entries(fields).filter(([, own]) => own !== null));
		return parsePolicy({systemName, entityType, policy: {...facts, fields: kept, ...rules}}).policy;
	});
}
