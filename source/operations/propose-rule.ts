import {isAboutField} from './verdicts/is-about-field.js';
import type {Conflict, Verdict} from '../core/conflict.js';
import {entityDefinitions} from '../core/entity.js';
import type {FieldPolicy} from '../core/policy.js';
import type {FieldOfPair} from '../core/stores/tested-conflict-store.js';
import type {Stores} from '../core/stores/stores.js';
import {AppError} from '../errors/app-error.js';
import type {Contradiction} from '../sync/decide/back-test-rule.js';
import type {OperationContext} from './context.js';
import {loadPairSituation} from './verdicts/field-situation.js';
import {getConflictRow} from './get-conflict-row.js';
import {loadBackTest} from './load-back-test.js';

const shownContradictions = 10;

/** A verdict that can hold for every value; one that was typed cannot. */
export type RuleVerdict = Exclude<Verdict['kind'], 'edit'>;

export type RuleRequest = {readonly of: {readonly conflictId: number} | FieldOfPair; readonly verdict: Verdict['kind']};

/** A verdict as a rule: what it changes in the policy, and what it would have done so far. Nothing was changed. */
export type RuleProposal = FieldOfPair & {
	readonly systemName: string;
	readonly policyId: number;
	/** Of the policy, as it was looked at: applying it names this version. */
	readonly version: number;
	readonly before: FieldPolicy;
	readonly change: FieldPolicy;
	/** The rule in one sentence. */
	readonly text: string;
	readonly backTest: {
		readonly pending: number;
		/** Of the pending ones, by the verdict that the rule comes to. */
		readonly settles: Readonly<Record<RuleVerdict, number>>;
		/** Closed by the next sync. */
		readonly nextSync: number;
		/** Left to a person all the same, by why; most first. */
		readonly asks: readonly {readonly why: string; readonly count: number}[];
		/** The latest verdicts of people on this field. */
		readonly past: number;
		readonly agreed: number;
		readonly wouldAsk: number;
		readonly contradicted: number;
		/** Past verdicts to which the rule would have come otherwise. */
		readonly contradictions: readonly (Contradiction & {readonly conflict: Conflict})[];
	};
};

const changes: Readonly<Record<RuleVerdict, FieldPolicy>> = {
	keep_internal: {strategy: 'internal_wins'}, keep_external: {strategy: 'external_wins'}, ignore: {ignore: true},
};

/** @throws RULE_REFUSED, NOT_FOUND */
export async function proposeRule({database: {stores}}: OperationContext, {of, verdict}: RuleRequest): Promise<RuleProposal> {
	const field = 'conflictId' in of ? await findField(stores, of.conflictId) : of;
	if (verdict === 'edit') throw refuse('A value that was typed fits one conflict and cannot be a rule.');
	const {policy, mappings} = await loadPairSituation(stores, field);
	const system = await stores.systems.findById(field.externalSystemId);
	const version = policy === undefined ? undefined : await stores.rules.findPolicyVersion(policy.id);
	const isMapped = mappings.some(mapping => mapping.internalField === field.fieldName);
	if (system === undefined || policy === undefined || version === undefined || !isMapped) throw notSynced(field);
	const before = policy.fields[field.fieldName] ?? {};
	const change = changes[verdict];
	const {backTest, pending, past} = await loadBackTest(stores, {field, policy, mappings, becomes: {...before, ...change}});
	const {settles, nextSync, asks, agreed, wouldAsk, contradicted} = backTest;
	return {
		...field, systemName: system.systemName, policyId: policy.id, version, before, change, text: describeRule(verdict, field, system.systemName),
		backTest: {
			pending, past, nextSync, agreed, wouldAsk, contradicted: contradicted.length,
			settles: {keep_internal: settles.keep_internal.length, keep_external: settles.keep_external.length, ignore: settles.ignore.length},
			asks: Object.entries(asks).map(([why, count]) => ({why, count})).sort((left, right) => right.count - left.count),
			contradictions: await loadContradictions(stores, contradicted.slice(0, shownContradictions)),
		},
	};
}

async function findField(stores: Stores, conflictId: number): Promise<FieldOfPair> {
	const conflict = await getConflictRow(stores, conflictId);
	if (!isAboutField(conflict)) throw refuse('The conflict is over a whole record, and a rule speaks of one field.');
	const {externalSystemId, entityType, fieldName} = conflict;
	return {externalSystemId, entityType, fieldName};
}

async function loadContradictions(stores: Stores, found: readonly Contradiction[]): Promise<readonly (Contradiction & {readonly conflict: Conflict})[]> {
	const {rows} = await stores.conflicts.page({where: {kind: 'ids', ids: found.map(({id}) => id)}}, undefined, shownContradictions);
	return found.flatMap(one => {
		const conflict = rows.find(({id}) => id === one.id);
		return conflict === undefined ? [] : [{...one, conflict}];
	});
}

function describeRule(verdict: RuleVerdict, {entityType, fieldName}: FieldOfPair, systemName: string): string {
	const subject = `${fieldName} of ${systemName} ${entityDefinitions[entityType].plural}`;
	switch (verdict) {
		case 'keep_internal':
			return `Where both sides changed ${subject}, ours counts from now on.`;
		case 'keep_external':
			return `Where both sides changed ${subject}, theirs counts from now on.`;
		case 'ignore':
			return `${subject} is not compared any more: it comes in no more, and leaves no more.`;
	}
}

const refuse = (reason: string): AppError => new AppError({
	code: 'RULE_REFUSED', message: `This cannot be made a rule. ${reason}`, nextStep: 'Choose a conflict about a field, and keep ours, keep theirs, or ignore.',
});

const notSynced = ({entityType, fieldName}: FieldOfPair): AppError => new AppError({
	code: 'NOT_FOUND', message: `No policy and mapping sync ${fieldName} of ${entityDefinitions[entityType].plural} with that system.`, nextStep: 'See what is synced: parley systems show NAME.',
});
