import {entityDefinitions, type EntityType} from '../core/entity.js';
import {findPolicyChanges} from '../core/rule-change.js';
import {AppError} from '../errors/app-error.js';
import {changePolicy, requirePolicyRole, type PolicyImport} from './change-policy.js';
import type {OperationContext} from './context.js';
import type {ImportRequest} from './import-request.js';
import {parsePolicy, parsePolicyForm} from './parse-policy.js';
import {toPolicyFacts} from './policy-rules.js';

/** Makes a pair's policy that of a document, after saying what would change. @throws POLICY_INVALID with all that is wrong, POLICY_STALE, NOT_FOUND */
export async function importPolicy(context: OperationContext, {document, isTrial, seen}: ImportRequest): Promise<PolicyImport> {
	requirePolicyRole(context, isTrial);
	const {systemName, entityType, policy} = parsePolicy(document);
	const seenPolicy = seen === undefined ? undefined : parsePolicyForm(seen).policy;
	return changePolicy(context, {systemName, entityType, isTrial}, present => {
		if (seenPolicy !== undefined && findPolicyChanges(toPolicyFacts(seenPolicy), toPolicyFacts(present)).length > 0) throw stale(systemName, entityType);
		return policy;
	});
}

const stale = (systemName: string, entityType: EntityType): AppError => new AppError({
	code: 'POLICY_STALE', message: `The policy of ${systemName} ${entityDefinitions[entityType].plural} was changed since it was read; nothing was saved.`,
	nextStep: 'Look at it as it is now, and make the change again.',
});
