import {isSameValue} from '../core/is-same-value.js';
import type {JsonValue} from '../core/json.js';
import type {EditKey, InternalEdit} from '../core/stores/internal-edit-store.js';
import {
	editKey, recordKey, type DisputedConflict, type DisputedLink, type DisputedPage, type LinkFieldWrite, type VerdictWrites,
} from '../core/stores/verdict-page-store.js';
import type {OwedOf, VerdictBy} from './owe-others.js';
import type {SettledField} from './settle-field.js';

/** A conflict about a field, as it stands in the draft. */
export type DraftField = {
	readonly internalId: string;
	readonly internal: JsonValue | undefined;
	readonly base: JsonValue | undefined;
	readonly theirs: JsonValue | undefined;
	readonly edit: InternalEdit | undefined;
};

type FieldConflict = DisputedConflict & {readonly fieldName: string};

/**
 * A page while one verdict after the other is planned on it: each sees what those before it did, as if they had been
 * given one by one, and only what is different in the end is written.
 */
export type VerdictDraft = {
	/** Undefined when our record is not there, or not linked. */
	readonly find: (conflict: FieldConflict) => DraftField | undefined;
	/** Gives the field other values; `undefined` for `internal` leaves our record as it is. `edit` undefined: nothing is owed. */
	readonly change: (conflict: FieldConflict, after: Pick<SettledField, 'internal' | 'base' | 'theirs'>, edit: Omit<InternalEdit, keyof EditKey> | undefined) => void;
	/** The conflict is settled or open again: its record's status is told anew. */
	readonly tellStatus: (conflict: DisputedConflict) => void;
	readonly finish: () => Pick<VerdictWrites, 'records' | 'links' | 'putEdits' | 'droppedEdits' | 'owedElsewhere' | 'cancelOutboxOf'>;
};

type Values = Map<string, JsonValue | undefined>;

export function createVerdictDraft(page: DisputedPage, {owedOf, ...by}: VerdictBy & {readonly owedOf: OwedOf}): VerdictDraft {
	/** What differs from the page so far, by record, link and field. */
	const internals = new Map<string, Values>();
	const bases = new Map<string, Values>();
	const theirs = new Map<string, Values>();
	const edits = new Map<string, InternalEdit | undefined>();
	const editKeys = new Map<string, EditKey>();
	const told = new Map<string, {readonly conflict: DisputedConflict; readonly internalId: string}>();
	const changedLinks = new Set<string>();
	/** What other systems are owed by verdicts so far, by the key of its note: it counts until a verdict about that system's own conflict. */
	const owed = new Map<string, VerdictWrites['owedElsewhere'][number]>();

	const readEdit = (key: string): InternalEdit | undefined => {
		const found = edits.has(key) ? edits.get(key) : page.edits.get(key);
		const news = owed.get(key);
		return news === undefined ? found : {...news, before: found?.before ?? news.before, changedAt: by.at, changedBy: by.username, isDecided: false};
	};
	const oweOthers = (about: EditKey, before: JsonValue | undefined, after: JsonValue | undefined): void => {
		if (after === undefined || isSameValue(before, after)) return;
		for (const news of owedOf({...about, before: before ?? null}, by)) owed.set(editKey({...about, ...news}), {...news, entityType: about.entityType});
	};
	const linkOf = ({linkId}: DisputedConflict): DisputedLink | undefined => (linkId === undefined ? undefined : page.links.get(linkId));
	return {
		find: conflict => {
			const link = linkOf(conflict);
			const {entityType, fieldName, linkId} = conflict;
			if (link === undefined || linkId === undefined) return undefined;
			const record = page.records.get(recordKey(entityType, link.internalId));
			if (record === undefined) return undefined;
			const key = editKey({...conflict, internalId: link.internalId, field: fieldName});
			return {
				internalId: link.internalId,
				internal: read(internals, recordKey(entityType, link.internalId), fieldName, record[fieldName]),
				base: read(bases, linkId, fieldName, link.base[fieldName]),
				theirs: read(theirs, linkId, fieldName, link.theirs[fieldName]),
				edit: readEdit(key),
			};
		},
		change: (conflict, after, edit) => {
			const {entityType, fieldName, linkId} = conflict;
			const link = linkOf(conflict);
			if (link === undefined || linkId === undefined) return;
			const {internalId} = link;
			const about: EditKey = {externalSystemId: conflict.externalSystemId, entityType, internalId, field: fieldName};
			const key = editKey(about);
			const ours = recordKey(entityType, internalId);
			oweOthers(about, read(internals, ours, fieldName, page.records.get(ours)?.[fieldName]), after.internal);
			if (after.internal !== undefined) put(internals, ours, fieldName, after.internal);
			put(bases, linkId, fieldName, after.base);
			put(theirs, linkId, fieldName, after.theirs);
			edits.set(key, edit === undefined ? undefined : {...edit, ...about});
			owed.delete(key);
			editKeys.set(key, about);
			changedLinks.add(linkId);
		},
		tellStatus: conflict => {
			const link = linkOf(conflict);
			if (link !== undefined) told.set(recordKey(conflict.entityType, link.internalId), {conflict, internalId: link.internalId});
		},
		finish: () => ({
			records: [...told].flatMap(([key, {conflict: {entityType}, internalId}]) => {
				const record = page.records.get(key);
				return record === undefined ? [] : [{entityType, internalId, set: toSet(internals.get(key), record)}];
			}),
			links: [...changedLinks].flatMap(linkId => toLinkWrite(linkId, page.links.get(linkId), bases.get(linkId), theirs.get(linkId)) ?? []),
			putEdits: [...edits.values()].flatMap(edit => edit ?? []),
			droppedEdits: [...edits].flatMap(([key, edit]) => {
				const dropped = editKeys.get(key);
				return edit === undefined && dropped !== undefined && page.edits.has(key) ? [dropped] : [];
			}),
			owedElsewhere: [...owed.values()],
			cancelOutboxOf: [...changedLinks],
		}),
	};
}

function read(changes: ReadonlyMap<string, Values>, key: string, field: string, found: JsonValue | undefined): JsonValue | undefined {
	const values = changes.get(key);
	return values?.has(field) ? values.get(field) : found;
}

function put(changes: Map<string, Values>, key: string, field: string, value: JsonValue | undefined): void {
	const values = changes.get(key);
	if (values === undefined) changes.set(key, new Map([[field, value]]));
	else values.set(field, value);
}

/** Only what differs from what is there; absent is never written into a record. */
function toSet(values: Values | undefined, found: Readonly<Record<string, JsonValue>>): Readonly<Record<string, JsonValue>> {
	const set: Record<string, JsonValue> = {};
	for (const [field, value] of values ?? []) {
		if (value !== undefined && !isSameValue(found[field], value)) set[field] = value;
	}
	return set;
}

function toLinkWrite(linkId: string, link: DisputedLink | undefined, bases: Values | undefined, theirs: Values | undefined): LinkFieldWrite | undefined {
	if (link === undefined) return undefined;
	const base = toSet(bases, link.base);
	const shown = toSet(theirs, link.theirs);
	const withoutBase = toRemoved(bases, link.base);
	const withoutTheirs = toRemoved(theirs, link.theirs);
	const isChanged = Object.keys(base).length + Object.keys(shown).length + withoutBase.length + withoutTheirs.length > 0;
	return isChanged ? {linkId, base, theirs: shown, withoutBase, withoutTheirs} : undefined;
}

const toRemoved = (values: Values | undefined, found: Readonly<Record<string, JsonValue>>): readonly string[] =>
	[...(values ?? [])].flatMap(([field, value]) => (value === undefined && Object.hasOwn(found, field) ? [field] : []));
