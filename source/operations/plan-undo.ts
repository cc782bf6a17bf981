import type {ConflictSelection} from '../core/stores/bulk-verdict-store.js';
import type {DisputedConflict, SettledPage, VerdictWrites} from '../core/stores/verdict-page-store.js';
import type {SkippedConflicts} from '../core/stores/bulk-verdict-store.js';
import {explainUndoRefusal} from './find-undo-refusal.js';
import {isAboutField} from './is-about-field.js';
import {createSkipList} from './skip-list.js';
import {createVerdictDraft, type VerdictDraft} from './verdict-draft.js';

export type PlannedUndo = {readonly writes: VerdictWrites; readonly skipped: readonly SkippedConflicts[]};

/**
 * Takes the verdicts on many conflicts back, the last one first: each exactly as it would be alone. `settled` names them
 * with the version that their verdict left; one that was settled anew since, or has something newer on top, stays.
 */
export function planUndo(page: SettledPage, settled: ConflictSelection): PlannedUndo {
	const byId = new Map(page.conflicts.map(conflict => [conflict.id, conflict]));
	const draft = createVerdictDraft(page);
	const skipped = createSkipList();
	const reopened: number[] = [];
	for (const [index, id] of [...settled.ids.entries()].toReversed()) {
		const conflict = byId.get(id);
		const refusal = conflict === undefined ? 'It is gone.' : takeBack(draft, page, conflict, settled.versions[index]);
		if (refusal === undefined) reopened.push(id);
		else skipped.add(refusal, [id]);
	}
	return {writes: {...draft.finish(), settled: [], moved: [], reopened}, skipped: skipped.list()};
}

/** Gives why it cannot be taken back. */
function takeBack(draft: VerdictDraft, page: SettledPage, conflict: DisputedConflict, version: number | undefined): string | undefined {
	const before = page.before.get(conflict.id);
	const field = isAboutField(conflict) ? draft.find(conflict) : undefined;
	const refusal = explainUndoRefusal(conflict, {before, obstacle: page.obstacles.get(conflict.id), field});
	if (refusal !== undefined) return refusal;
	if (conflict.version !== version) return 'It was settled anew since.';
	if (isAboutField(conflict) && field !== undefined && before !== undefined) draft.change(conflict, before, before.edit);
	draft.tellStatus(conflict);
	return undefined;
}
