import type {Verdict} from '../../core/conflict.js';
import type {ConflictSelection} from '../../core/conflict-selection.js';
import {isSameValue} from '../../core/is-same-value.js';
import type {PageProgress} from '../../core/stores/bulk-verdict-store.js';
import type {DisputedConflict, DisputedPage, VerdictWrites} from '../../core/stores/verdict-page-store.js';
import type {OutcomeSituation} from './describe-outcomes.js';
import {isAboutField} from './is-about-field.js';
import type {OwedOf, VerdictBy} from './owe-others.js';
import {settleField} from './settle-field.js';
import {createSkipList} from './skip-list.js';
import {toStateBefore, toUntouchedBefore} from './to-state-before.js';
import {createVerdictDraft, type DraftField, type VerdictDraft} from './verdict-draft.js';

/** What a verdict comes to for one conflict, its value in canonical form; or why it is not possible there. */
export type Judged = OutcomeSituation & {readonly verdict: Verdict};
export type Judgement = Judged | {readonly refusal: string};
export type Judge = (conflict: DisputedConflict, isLinked: boolean) => Judgement;

/** What became of one conflict of a page. */
export type PlannedVerdict =
	| {readonly kind: 'settled'; readonly judged: Judged; readonly settled: VerdictWrites['settled'][number]}
	/** Our record is not as it was seen: the conflict shows what it holds now, and waits. */
	| {readonly kind: 'moved'; readonly moved: VerdictWrites['moved'][number]}
	| {readonly kind: 'refused'; readonly refusal: string};

export type PlannedVerdicts = {readonly writes: VerdictWrites; readonly progress: PageProgress};

/**
 * What one verdict does to many conflicts: to each what `planVerdict` says, one after the other by id. One that is not as
 * it was seen stays as it is.
 */
export function planVerdicts(page: DisputedPage, seen: ConflictSelection, judge: Judge, {owedOf, ...by}: VerdictBy & {readonly owedOf: OwedOf}): PlannedVerdicts {
	const byId = new Map(page.conflicts.map(conflict => [conflict.id, conflict]));
	const draft = createVerdictDraft(page, {...by, owedOf});
	const planned: PlannedVerdict[] = [];
	const skipped = createSkipList();
	for (const [index, id] of seen.ids.entries()) {
		const conflict = byId.get(id);
		const one = conflict === undefined ? refused('It is gone.') : findChange(conflict, seen.versions[index]) ?? planVerdict(draft, conflict, judge, by);
		planned.push(one);
		if (one.kind !== 'settled') skipped.add(one.kind === 'moved' ? 'Our record moved since it was seen.' : one.refusal, [id]);
	}
	const writes = toVerdictWrites(draft, planned);
	return {writes, progress: {settledIds: writes.settled.map(({id}) => id), skipped: skipped.list()}};
}

/** Why a conflict is not what was seen; undefined when it is. */
function findChange({status, resolvedBy, version}: DisputedConflict, seenVersion: number | undefined): PlannedVerdict | undefined {
	if (status !== 'pending') return refused(`It was settled by ${resolvedBy ?? 'Parley'} meanwhile.`);
	return version === seenVersion ? undefined : refused('It moved since it was seen.');
}

const refused = (refusal: string): PlannedVerdict => ({kind: 'refused', refusal});

/**
 * What a verdict does to one conflict that is as it was seen, on top of those that the draft holds already: the one place
 * where this is decided, for a verdict over one conflict and over a hundred thousand.
 */
export function planVerdict(draft: VerdictDraft, conflict: DisputedConflict, judge: Judge, by: VerdictBy): PlannedVerdict {
	const field = isAboutField(conflict) ? draft.find(conflict) : undefined;
	if (field !== undefined && !isSameValue(field.internal, conflict.internalValue)) {
		return {kind: 'moved', moved: {id: conflict.id, value: field.internal, edit: field.edit}};
	}
	const judged = judge(conflict, field !== undefined);
	if ('refusal' in judged) return refused(judged.refusal);
	const settled = isAboutField(conflict) && field !== undefined ? settle(draft, {conflict, field, judged, by}) : putAside(conflict);
	draft.tellStatus(conflict);
	return {kind: 'settled', judged, settled};
}

/** What has to be written for the verdicts that were planned on a draft. */
export function toVerdictWrites(draft: VerdictDraft, planned: readonly PlannedVerdict[]): VerdictWrites {
	const settled: VerdictWrites['settled'][number][] = [];
	const moved: VerdictWrites['moved'][number][] = [];
	for (const one of planned) {
		if (one.kind === 'settled') settled.push(one.settled);
		if (one.kind === 'moved') moved.push(one.moved);
	}
	return {...draft.finish(), settled, moved, reopened: [], restorations: []};
}

/** A question about a whole record, or about one that is gone, can only be put aside, which moves nothing. */
const putAside = ({id, internalValue}: DisputedConflict): VerdictWrites['settled'][number] =>
	({id, status: 'ignored', action: 'ignore', value: undefined, before: toUntouchedBefore(internalValue)});

type FieldDispute = {
	readonly conflict: DisputedConflict & {readonly fieldName: string};
	readonly field: DraftField;
	readonly judged: Judged;
	readonly by: VerdictBy;
};

function settle(draft: VerdictDraft, {conflict, field: {internal, base, theirs, edit}, judged: {verdict, push, items}, by: {username, at}}: FieldDispute): VerdictWrites['settled'][number] {
	const {id, externalValue: external} = conflict;
	const after = settleField(verdict, {internal, base, theirs, external, canPush: push !== 'never', items});
	draft.change(conflict, after, after.isOwed ? {before: external ?? null, changedAt: at, changedBy: username, isDecided: true} : undefined);
	return {id, status: after.status, action: verdict.kind, value: after.internal, before: toStateBefore({internal, base, theirs}, edit)};
}
