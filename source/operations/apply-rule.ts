import type {Verdict} from '../core/conflict.js';
import type {ConflictPredicate} from '../core/predicate/conflict-predicate.js';
import {toConflictSelection} from '../core/conflict-selection.js';
import {entityDefinitions} from '../core/entity.js';
import type {FieldPolicy} from '../core/policy.js';
import type {FieldOfPair} from '../core/stores/tested-conflict-store.js';
import type {Stores} from '../core/stores/stores.js';
import {AppError} from '../errors/app-error.js';
import type {OperationContext} from './context.js';
import {loadPairSituation} from './verdicts/field-situation.js';
import {loadBackTest} from './load-back-test.js';
import type {RuleProposal} from './propose-rule.js';
import {requireChange} from './require-role.js';
import {resolveConflicts, type BulkOptions, type BulkOutcome} from './resolve-conflicts.js';

/** A proposal, as it was read. */
export type RuleApplication = FieldOfPair & Pick<RuleProposal, 'policyId' | 'version' | 'change'>;

export type AppliedRule = {
	/** Of the policy, now. */
	readonly version: number;
	/** What the rule settled at once, by verdict; each can be taken back by its request id. */
	readonly settled: readonly (BulkOutcome & {readonly verdict: Verdict['kind']})[];
};

/**
 * Makes a verdict the rule of a field, if the policy is still the one that was looked at, and settles the pending conflicts
 * that the rule decides. The rule and its audit event are one transaction; a stop afterwards leaves the rule in force, and
 * the next sync settles what is left. @throws POLICY_STALE, NOT_FOUND
 */
export async function applyRule(context: OperationContext, application: RuleApplication, options: BulkOptions = {}): Promise<AppliedRule> {
	requireChange(context, 'admin', 'make rules');
	const becomes = await context.database.transact(stores => changePolicy(context, stores, application));
	return {version: application.version + 1, settled: await settleByRule(context, application, becomes, options)};
}

async function changePolicy({actor}: OperationContext, stores: Stores, {policyId, version, change, externalSystemId, entityType, fieldName}: RuleApplication): Promise<FieldPolicy> {
	const {policy, mappings} = await loadPairSituation(stores, {externalSystemId, entityType});
	const system = await stores.systems.findById(externalSystemId);
	const {plural} = entityDefinitions[entityType];
	if (system === undefined || policy?.id !== policyId || !mappings.some(mapping => mapping.internalField === fieldName)) {
		throw new AppError({code: 'NOT_FOUND', message: `Policy ${policyId} does not sync ${fieldName} of ${plural}.`, nextStep: 'Propose the rule again: parley rules propose.'});
	}
	const before = policy.fields[fieldName] ?? {};
	const after = {...before, ...change};
	if (!(await stores.rules.changeFieldPolicy(policyId, version, fieldName, after))) {
		throw new AppError({
			code: 'POLICY_STALE', message: `The policy for ${system.systemName} ${plural} was changed since the rule was proposed; nothing was changed.`,
			nextStep: 'Propose the rule again, and read its back-test anew: parley rules propose.',
		});
	}
	await stores.audit.append(actor, {
		action: 'policy.rule', targetType: 'policy', targetId: `${system.systemName} ${plural}`, before: {[fieldName]: before}, after: {[fieldName]: after}, detail: {version: version + 1},
	});
	return after;
}

async function settleByRule(context: OperationContext, {externalSystemId, entityType, fieldName}: RuleApplication, becomes: FieldPolicy, options: BulkOptions): Promise<AppliedRule['settled']> {
	const {stores} = context.database;
	const field = {externalSystemId, entityType, fieldName};
	const {policy, mappings} = await loadPairSituation(stores, field);
	if (policy === undefined) return [];
	const {backTest: {settles}} = await loadBackTest(stores, {field, policy, mappings, becomes}, ['pending']);
	const predicate: ConflictPredicate = {kind: 'all', of: [{kind: 'system', externalSystemId}, {kind: 'entity', entityType}, {kind: 'field', field: fieldName}]};
	const settled: (BulkOutcome & {readonly verdict: Verdict['kind']})[] = [];
	for (const kind of ['keep_internal', 'keep_external', 'ignore'] as const) {
		if (settles[kind].length === 0) continue;
		// Back-tests go from the newest to the oldest; selections ascend.
		const outcome = await resolveConflicts(context, {predicate, verdict: {kind}, selection: toConflictSelection(settles[kind].toReversed())}, options);
		settled.push({...outcome, verdict: kind});
	}
	return settled;
}
