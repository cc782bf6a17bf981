import type {Verdict} from '../core/conflict.js';
import type {ConflictSelection} from '../core/conflict-selection.js';
import {isSameValue} from '../core/is-same-value.js';
import type {ItemMerge} from '../core/policy.js';
import type {Settlement} from '../core/stores/conflict-store.js';
import type {PageProgress} from '../core/stores/bulk-verdict-store.js';
import type {DisputedConflict, DisputedPage, VerdictWrites} from '../core/stores/verdict-page-store.js';
import {isAboutField} from './is-about-field.js';
import type {OwedOf} from './owe-others.js';
import {settleField} from './settle-field.js';
import {createSkipList} from './skip-list.js';
import {toStateBefore, toUntouchedBefore} from './to-state-before.js';
import {createVerdictDraft, type DraftField, type VerdictDraft} from './verdict-draft.js';

/** What a verdict comes to for one conflict, its value in canonical form; or why it is not possible there. */
export type Judgement = {readonly verdict: Verdict; readonly canPush: boolean; readonly items?: ItemMerge | undefined} | {readonly refusal: string};
export type Judge = (conflict: DisputedConflict, isLinked: boolean) => Judgement;

export type PlannedVerdicts = {readonly writes: VerdictWrites; readonly progress: PageProgress};

type Draft = {
	readonly draft: VerdictDraft;
	readonly settled: VerdictWrites['settled'][number][];
	readonly moved: VerdictWrites['moved'][number][];
};

/**
 * What one verdict does to many conflicts: for each exactly what it would do alone, one after the other by id. A conflict
 * that is not as it was seen, or whose own side moved, stays as it is, and so does one for which the verdict is refused.
 */
export function planVerdicts(page: DisputedPage, seen: ConflictSelection, judge: Judge, {username, at, owedOf}: Pick<Settlement, 'username' | 'at'> & {readonly owedOf: OwedOf}): PlannedVerdicts {
	const byId = new Map(page.conflicts.map(conflict => [conflict.id, conflict]));
	const work: Draft = {draft: createVerdictDraft(page, {username, at, owedOf}), settled: [], moved: []};
	const skipped = createSkipList();
	for (const [index, id] of seen.ids.entries()) {
		const conflict = byId.get(id);
		const problem = conflict === undefined ? 'It is gone.' : findChange(conflict, seen.versions[index]) ?? plan(work, conflict, judge, {username, at});
		if (problem !== undefined) skipped.add(problem, [id]);
	}
	const {draft, settled, moved} = work;
	return {
		writes: {...draft.finish(), settled, moved, reopened: [], restorations: []},
		progress: {settledIds: settled.map(({id}) => id), skipped: skipped.list()},
	};
}

/** Why a conflict is not what was seen; undefined when it is. */
function findChange({status, resolvedBy, version}: DisputedConflict, seenVersion: number | undefined): string | undefined {
	if (status !== 'pending') return `It was settled by ${resolvedBy ?? 'Parley'} meanwhile.`;
	return version === seenVersion ? undefined : 'It moved since it was seen.';
}

/** Adds one verdict to the draft; gives why it was not given. */
function plan({draft, settled, moved}: Draft, conflict: DisputedConflict, judge: Judge, by: Pick<Settlement, 'username' | 'at'>): string | undefined {
	const {id} = conflict;
	if (!isAboutField(conflict)) {
		const judged = judge(conflict, false);
		if ('refusal' in judged) return judged.refusal;
		settled.push(putAside(conflict));
		draft.tellStatus(conflict);
		return undefined;
	}
	const field = draft.find(conflict);
	if (field !== undefined && !isSameValue(field.internal, conflict.internalValue)) {
		moved.push({id, value: field.internal, edit: field.edit});
		return 'Our record moved since it was seen.';
	}
	const judged = judge(conflict, field !== undefined);
	if ('refusal' in judged) return judged.refusal;
	settled.push(field === undefined ? putAside(conflict) : settle(draft, {conflict, field, judged, by}));
	draft.tellStatus(conflict);
	return undefined;
}

/** A question about a whole record, or about one that is gone, can only be put aside, which moves nothing. */
const putAside = ({id, internalValue}: DisputedConflict): VerdictWrites['settled'][number] =>
	({id, status: 'ignored', value: undefined, before: toUntouchedBefore(internalValue)});

type FieldDispute = {
	readonly conflict: DisputedConflict & {readonly fieldName: string};
	readonly field: DraftField;
	readonly judged: Extract<Judgement, {readonly verdict: Verdict}>;
	readonly by: Pick<Settlement, 'username' | 'at'>;
};

function settle(draft: VerdictDraft, {conflict, field: {internal, base, theirs, edit}, judged: {verdict, canPush, items}, by: {username, at}}: FieldDispute): VerdictWrites['settled'][number] {
	const {id, externalValue: external} = conflict;
	const after = settleField(verdict, {internal, base, theirs, external, canPush, items});
	draft.change(conflict, after, after.isOwed ? {before: external ?? null, changedAt: at, changedBy: username, isDecided: true} : undefined);
	return {id, status: after.status, value: after.internal, before: toStateBefore({internal, base, theirs}, edit)};
}
