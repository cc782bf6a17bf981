import type {JsonValue} from '../../core/json.js';
import type {EditKey, InternalEdit} from '../../core/stores/internal-edit-store.js';
import {recordKey, type DisputedConflict, type DisputedLink, type DisputedPage, type VerdictWrites} from '../../core/stores/verdict-page-store.js';
import {createEditDraft, type OwedEdit} from './edit-draft.js';
import {createFieldChanges} from './field-changes.js';
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
	readonly change: (conflict: FieldConflict, after: Pick<SettledField, 'internal' | 'base' | 'theirs'>, edit: OwedEdit | undefined) => void;
	/** The conflict is settled or open again: its record's status is told anew. */
	readonly tellStatus: (conflict: DisputedConflict) => void;
	readonly finish: () => Pick<VerdictWrites, 'records' | 'links' | 'putEdits' | 'droppedEdits' | 'owedElsewhere' | 'cancelOutboxOf'>;
};

export function createVerdictDraft(page: DisputedPage, by: VerdictBy & {readonly owedOf: OwedOf}): VerdictDraft {
	/** By record. */
	const internals = createFieldChanges();
	/** By link. */
	const bases = createFieldChanges();
	const theirs = createFieldChanges();
	const edits = createEditDraft(page, by);
	const told = new Map<string, {readonly conflict: DisputedConflict; readonly internalId: string}>();
	const changedLinks = new Set<string>();
	const linkOf = ({linkId}: DisputedConflict): (DisputedLink & {readonly linkId: string}) | undefined => {
		const link = linkId === undefined ? undefined : page.links.get(linkId);
		return linkId === undefined || link === undefined ? undefined : {...link, linkId};
	};
	return {
		find: conflict => {
			const {entityType, fieldName} = conflict;
			const link = linkOf(conflict);
			const owner = link && recordKey(entityType, link.internalId);
			const record = owner === undefined ? undefined : page.records.get(owner);
			if (link === undefined || owner === undefined || record === undefined) return undefined;
			return {
				internalId: link.internalId,
				internal: internals.read(owner, fieldName, record[fieldName]),
				base: bases.read(link.linkId, fieldName, link.base[fieldName]),
				theirs: theirs.read(link.linkId, fieldName, link.theirs[fieldName]),
				edit: edits.find(toEditKey(conflict, link)),
			};
		},
		change: (conflict, after, edit) => {
			const {entityType, fieldName} = conflict;
			const link = linkOf(conflict);
			if (link === undefined) return;
			const about = toEditKey(conflict, link);
			const owner = recordKey(entityType, link.internalId);
			edits.oweOthers(about, internals.read(owner, fieldName, page.records.get(owner)?.[fieldName]), after.internal);
			if (after.internal !== undefined) internals.put(owner, fieldName, after.internal);
			bases.put(link.linkId, fieldName, after.base);
			theirs.put(link.linkId, fieldName, after.theirs);
			edits.set(about, edit);
			changedLinks.add(link.linkId);
		},
		tellStatus: conflict => {
			const link = linkOf(conflict);
			if (link !== undefined) told.set(recordKey(conflict.entityType, link.internalId), {conflict, internalId: link.internalId});
		},
		finish: () => ({
			...edits.finish(),
			records: [...told].flatMap(([owner, {conflict: {entityType}, internalId}]) => {
				const record = page.records.get(owner);
				return record === undefined ? [] : [{entityType, internalId, set: internals.compare(owner, record).set}];
			}),
			links: [...changedLinks].flatMap(linkId => {
				const link = page.links.get(linkId);
				if (link === undefined) return [];
				const [base, shown] = [bases.compare(linkId, link.base), theirs.compare(linkId, link.theirs)];
				return base.isChanged || shown.isChanged ? [{linkId, base: base.set, theirs: shown.set, withoutBase: base.removed, withoutTheirs: shown.removed}] : [];
			}),
			cancelOutboxOf: [...changedLinks],
		}),
	};
}

const toEditKey = ({externalSystemId, entityType, fieldName}: FieldConflict, {internalId}: DisputedLink): EditKey => ({externalSystemId, entityType, internalId, field: fieldName});
