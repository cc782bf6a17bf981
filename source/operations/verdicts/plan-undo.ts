import type {ConflictSelection} from '../../core/conflict-selection.js';
import type {DisputedConflict, SettledPage, VerdictWrites} from '../../core/stores/verdict-page-store.js';
import type {Restoration} from '../../core/stores/outbox-store.js';
import type {SkippedConflicts} from '../../core/stores/bulk-verdict-store.js';
import type {PairSituation} from './field-situation.js';
import {isAboutField} from './is-about-field.js';
import {judgeUndo, type UndoJudgement} from './judge-undo.js';
import type {OwedOf, VerdictBy} from './owe-others.js';
import {createSkipList} from './skip-list.js';
import {createVerdictDraft, type VerdictDraft} from './verdict-draft.js';

/** The rules in force for a conflict's pair. */
export type PairOf = (conflict: DisputedConflict) => PairSituation;

export type PlannedUndo = {readonly writes: VerdictWrites; readonly skipped: readonly SkippedConflicts[]};

/**
 * Takes the verdicts on many conflicts back, the last one first: each exactly as it would be alone. `settled` names them
 * with the version that their verdict left; one that was settled anew since, or has something newer on top, stays.
 */
export function planUndo(page: SettledPage, settled: ConflictSelection, pairOf: PairOf, by: VerdictBy & {readonly owedOf: OwedOf}): PlannedUndo {
	const byId = new Map(page.conflicts.map(conflict => [conflict.id, conflict]));
	const draft = createVerdictDraft(page, by);
	const skipped = createSkipList();
	const reopened: number[] = [];
	const restorations: Restoration[] = [];
	for (const [index, id] of [...settled.ids.entries()].toReversed()) {
		const conflict = byId.get(id);
		const undo = conflict === undefined ? {refusal: 'It is gone.'} : takeBack(draft, page, conflict, {version: settled.versions[index], pairOf});
		if ('refusal' in undo) {
			skipped.add(undo.refusal, [id]);
			continue;
		}
		reopened.push(id);
		if (undo.restoration !== undefined) restorations.push(undo.restoration);
	}
	return {writes: {...draft.finish(), settled: [], moved: [], reopened, restorations}, skipped: skipped.list()};
}

/** Adds it to the draft, or gives why it cannot be taken back. */
function takeBack(draft: VerdictDraft, page: SettledPage, conflict: DisputedConflict, {version, pairOf}: {readonly version: number | undefined; readonly pairOf: PairOf}): UndoJudgement {
	const before = page.before.get(conflict.id);
	const field = isAboutField(conflict) ? draft.find(conflict) : undefined;
	const judged = judgeUndo(conflict, {before, obstacle: page.obstacles.get(conflict.id), field}, pairOf(conflict));
	if ('refusal' in judged) return judged;
	if (conflict.version !== version) return {refusal: 'It was settled anew since.'};
	if (isAboutField(conflict) && field !== undefined && before !== undefined) draft.change(conflict, before, before.edit);
	draft.tellStatus(conflict);
	return judged;
}
