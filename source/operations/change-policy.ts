import {entityDefinitions} from '../core/entity.js';
import type {PairName} from '../core/pair-key.js';
import type {PolicyRules} from '../core/policy.js';
import {findPolicyChanges, type RuleChange} from '../core/rule-change.js';
import type {OperationContext} from './context.js';
import {getPolicyRow} from './get-policy-row.js';
import {getSystemRow} from './get-system-row.js';
import {toPolicyFacts, toPolicyRules} from './policy-rules.js';
import {requireChange, requireRole} from './require-role.js';

export type PolicyImport = PairName & {readonly changes: readonly RuleChange[]; readonly isSaved: boolean};

/** Everyone may look what a change would do. @throws PERMISSION_DENIED */
export function requirePolicyRole(context: OperationContext, isTrial: boolean): void {
	if (isTrial) requireRole(context, 'viewer', 'look at policies');
	else requireChange(context, 'admin', 'change policies');
}

type PolicyEdit = PairName & {readonly isTrial: boolean};

/** Gives a pair the policy that `edit` makes of the present one. One change at a time: what it starts from is read once the pair's rules are held. @throws NOT_FOUND */
export async function changePolicy(context: OperationContext, {systemName, entityType, isTrial}: PolicyEdit, edit: (present: PolicyRules) => PolicyRules): Promise<PolicyImport> {
	return context.database.transact(async stores => {
		const system = await getSystemRow(stores, systemName);
		if (!isTrial) await stores.rules.lock(system.id, entityType);
		const {policy} = await getPolicyRow(stores, {systemName, entityType});
		const wanted = edit(toPolicyRules(policy));
		const [before, after] = [toPolicyFacts(policy), toPolicyFacts(wanted)];
		const changes = findPolicyChanges(before, after);
		const isSaved = !isTrial && changes.length > 0;
		if (isSaved) {
			await stores.rules.savePolicy(policy.id, wanted);
			await stores.audit.append(context.actor, {
				action: 'policy.change', targetType: 'policy', targetId: `${system.systemName} ${entityDefinitions[entityType].plural}`, before, after,
			});
		}
		return {systemName: system.systemName, entityType, changes, isSaved};
	});
}
