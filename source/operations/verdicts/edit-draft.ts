import {isSameValue} from '../../core/is-same-value.js';
import type {JsonValue} from '../../core/json.js';
import type {EditKey, InternalEdit} from '../../core/stores/internal-edit-store.js';
import {editKey, type DisputedPage, type VerdictWrites} from '../../core/stores/verdict-page-store.js';
import type {OwedOf, VerdictBy} from './owe-others.js';

/** An internal edit without the names of its field. */
export type OwedEdit = Omit<InternalEdit, keyof EditKey>;

/** The internal edits of a page while one verdict after the other is planned on it: those of its own system, and what other systems are owed. */
export type EditDraft = {
	/** What is owed of the field by now. */
	readonly find: (about: EditKey) => InternalEdit | undefined;
	/** Our value moves by a verdict: other systems that share the field are owed it. Undefined `after`: it does not move. */
	readonly oweOthers: (about: EditKey, before: JsonValue | undefined, after: JsonValue | undefined) => void;
	/** What the field's own system is owed; undefined: nothing. */
	readonly set: (about: EditKey, edit: OwedEdit | undefined) => void;
	readonly finish: () => Pick<VerdictWrites, 'putEdits' | 'droppedEdits' | 'owedElsewhere'>;
};

export function createEditDraft(page: Pick<DisputedPage, 'edits'>, {owedOf, ...by}: VerdictBy & {readonly owedOf: OwedOf}): EditDraft {
	const edits = new Map<string, {readonly about: EditKey; readonly edit: InternalEdit | undefined}>();
	/** What other systems are owed by verdicts so far, by the key of its note: it counts until a verdict about that system's own conflict. */
	const owed = new Map<string, VerdictWrites['owedElsewhere'][number]>();
	return {
		find: about => {
			const key = editKey(about);
			const changed = edits.get(key);
			const found = changed === undefined ? page.edits.get(key) : changed.edit;
			const news = owed.get(key);
			return news === undefined ? found : {...news, before: found?.before ?? news.before, changedAt: by.at, changedBy: by.username, isDecided: false};
		},
		oweOthers: (about, before, after) => {
			if (after === undefined || isSameValue(before, after)) return;
			for (const news of owedOf({...about, before: before ?? null}, by)) owed.set(editKey({...about, ...news}), {...news, entityType: about.entityType});
		},
		set: (about, edit) => {
			const key = editKey(about);
			edits.set(key, {about, edit: edit && {...edit, ...about}});
			owed.delete(key);
		},
		finish: () => ({
			putEdits: [...edits.values()].flatMap(({edit}) => edit ?? []),
			droppedEdits: [...edits].flatMap(([key, {about, edit}]) => (edit === undefined && page.edits.has(key) ? [about] : [])),
			owedElsewhere: [...owed.values()],
		}),
	};
}
