import type {Verdict} from '../../core/conflict.js';
import type {JsonValue} from '../../core/json.js';
import {assertNever} from '../../errors/assert-never.js';
import {compareField, type FieldRule, type FieldState} from './compare.js';
import {isSame} from '../mapping/normalize.js';

/** A conflict about one field, as the rule would have met it. */
export type TestedConflict = {
	readonly id: number;
	readonly version: number;
	readonly state: FieldState;
	/** What a person made of it; undefined: it waits. */
	readonly decided: Decision | undefined;
};

export type Decision = {
	readonly action: Verdict['kind'];
	/** What our side held afterwards. */
	readonly value: JsonValue | undefined;
	/** Both sides stayed as they were. */
	readonly isPutAside: boolean;
};

/** What both sides hold once a decision was carried out. */
export type Ends = {readonly internal: JsonValue | undefined; readonly external: JsonValue | undefined};

/** How a rule comes out for a conflict: as the verdict that does the same, or not at all. */
export type RuleOutcome =
	| {readonly kind: 'settles'; readonly verdict: 'keep_internal' | 'keep_external' | 'ignore'; readonly ends: Ends}
	/** The next sync closes it: both sides are the same, or become one value. */
	| {readonly kind: 'next_sync'; readonly ends: Ends}
	| {readonly kind: 'asks'; readonly why: string};

export type Contradiction = {readonly id: number; readonly rule: Ends; readonly person: Ends};

/** What a rule would have done to the conflicts of its field. */
export type BackTest = {
	/** Pending ones, by the verdict that does what the rule would do. */
	readonly settles: Readonly<Record<Extract<RuleOutcome, {kind: 'settles'}>['verdict'], readonly Pick<TestedConflict, 'id' | 'version'>[]>>;
	readonly nextSync: number;
	/** Pending ones that the rule leaves to a person, by why. */
	readonly asks: Readonly<Record<string, number>>;
	/** Past ones: the rule would have come to the same as the person, to something else, or would have asked too. */
	readonly agreed: number;
	readonly contradicted: readonly Contradiction[];
	readonly wouldAsk: number;
};

export const emptyBackTest: BackTest = {settles: {keep_internal: [], keep_external: [], ignore: []}, nextSync: 0, asks: {}, agreed: 0, contradicted: [], wouldAsk: 0};

/** `rule` undefined: the field is not compared any more. */
export function judgeByRule(rule: FieldRule | undefined, {state}: Pick<TestedConflict, 'state'>): RuleOutcome {
	const {internal, external} = state;
	if (rule === undefined) return {kind: 'settles', verdict: 'ignore', ends: {internal, external}};
	const verdict = compareField(rule, state);
	switch (verdict.kind) {
		case 'pull':
			return {kind: 'settles', verdict: 'keep_external', ends: {internal: verdict.value, external: verdict.value}};
		case 'push':
			return {kind: 'settles', verdict: 'keep_internal', ends: {internal, external: internal}};
		case 'keep':
			return {kind: 'settles', verdict: 'keep_internal', ends: {internal, external}};
		case 'merge':
			return {kind: 'next_sync', ends: {internal: verdict.value, external: verdict.value}};
		case 'agree':
			return {kind: 'next_sync', ends: {internal, external}};
		case 'conflict':
		case 'unknown':
			return {kind: 'asks', why: verdict.rule};
		default:
			return assertNever(verdict);
	}
}

/** Adds more conflicts to a back-test: pure, and the same in whatever parts they come. */
export function backTestRule(rule: FieldRule | undefined, conflicts: readonly TestedConflict[], soFar: BackTest = emptyBackTest): BackTest {
	const settles = {keep_internal: [...soFar.settles.keep_internal], keep_external: [...soFar.settles.keep_external], ignore: [...soFar.settles.ignore]};
	const asks: Record<string, number> = {...soFar.asks};
	const contradicted = [...soFar.contradicted];
	let {nextSync, agreed, wouldAsk} = soFar;
	for (const conflict of conflicts) {
		const outcome = judgeByRule(rule, conflict);
		if (conflict.decided !== undefined) {
			const person = endsOf(conflict.decided, conflict.state);
			if (outcome.kind === 'asks') wouldAsk += 1;
			else if (areSame(rule, outcome.ends, person)) agreed += 1;
			else contradicted.push({id: conflict.id, rule: outcome.ends, person});
		} else if (outcome.kind === 'settles') {
			settles[outcome.verdict].push({id: conflict.id, version: conflict.version});
		} else if (outcome.kind === 'next_sync') {
			nextSync += 1;
		} else {
			asks[outcome.why] = (asks[outcome.why] ?? 0) + 1;
		}
	}
	return {settles, nextSync, asks, agreed, contradicted, wouldAsk};
}

function endsOf({action, value, isPutAside}: Decision, {internal, external}: FieldState): Ends {
	if (isPutAside) return {internal, external};
	switch (action) {
		case 'keep_internal':
		case 'keep_external':
		case 'edit':
			// Not the side that was kept: of a list, more than that may have been merged.
			return {internal: value, external: value};
		case 'ignore':
			return {internal, external};
	}
}

const areSame = (rule: FieldRule | undefined, left: Ends, right: Ends): boolean =>
	isSame(rule?.kind ?? 'json', left.internal, right.internal, rule?.policy.equality) && isSame(rule?.kind ?? 'json', left.external, right.external, rule?.policy.equality);
