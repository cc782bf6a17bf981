import type {Verdict} from '../../core/conflict.js';
import type {PairKey} from '../../core/pair-key.js';
import type {Stores} from '../../core/stores/stores.js';
import {AppError} from '../../errors/app-error.js';
import {describeOutcomes, type OutcomeSubject} from './describe-outcomes.js';
import {loadPairSituation, toFieldSituation, type PairSituation} from './field-situation.js';
import {loadByPair} from './load-by-pair.js';
import {parseEditedValue} from './parse-edited-value.js';
import type {Judgement} from './plan-verdicts.js';

/** What tells how a verdict comes out, beside the values. */
export type JudgedConflict = OutcomeSubject & PairKey;

/** The rules of every pair that `conflicts` belong to, as one function: what `verdict` comes to for each of them. */
export async function loadJudge(stores: Stores, verdict: Verdict, conflicts: readonly JudgedConflict[]): Promise<(conflict: JudgedConflict, isLinked: boolean) => Judgement> {
	const pairOf = await loadPairs(stores, conflicts);
	// A verdict comes out the same for all conflicts of a field in the same state; only the values differ.
	const known = new Map<string, Judgement>();
	return (conflict, isLinked) => {
		const key = `${conflict.externalSystemId} ${conflict.entityType} ${conflict.fieldName ?? ''} ${conflict.conflictType} ${conflict.status} ${isLinked} ${conflict.externalValue === undefined}`;
		const judgement = known.get(key) ?? judgeOneOfMany(verdict, conflict, isLinked, pairOf(conflict));
		known.set(key, judgement);
		return judgement;
	};
}

/** The rules of every pair that `conflicts` belong to, each read once. */
export async function loadPairs(stores: Stores, conflicts: readonly PairKey[]): Promise<(conflict: PairKey) => PairSituation> {
	const pairOf = await loadByPair(conflicts, pair => loadPairSituation(stores, pair));
	return conflict => pairOf(conflict) ?? {policy: undefined, mappings: [], rules: [], limits: new Map()};
}

/** Among many, a value that a field does not take is refused there, and taken elsewhere. */
function judgeOneOfMany(...judged: Parameters<typeof judgeVerdict>): Judgement {
	try {
		return judgeVerdict(...judged);
	} catch (error) {
		if (error instanceof AppError && error.code === 'VALUE_INVALID') return {refusal: error.message};
		throw error;
	}
}

/** What a verdict comes to for one conflict, an edited value in canonical form. @throws VALUE_INVALID for one that the field does not take */
export function judgeVerdict(verdict: Verdict, conflict: JudgedConflict, isLinked: boolean, pair: PairSituation): Judgement {
	const {push, items} = toFieldSituation(pair, conflict.fieldName);
	const outcome = describeOutcomes(conflict, {push, isLinked, items})[verdict.kind];
	if ('refusal' in outcome) return outcome;
	if (verdict.kind !== 'edit') return {verdict, push, isLinked, items};
	return {verdict: {kind: 'edit', value: parseEditedValue(conflict, verdict.value, pair)}, push, isLinked, items};
}
