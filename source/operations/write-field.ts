import type {Conflict} from '../core/conflict.js';
import {isSameValue} from '../core/is-same-value.js';
import type {JsonValue} from '../core/json.js';
import type {InternalEdit} from '../core/stores/internal-edit-store.js';
import type {Link} from '../core/stores/link-store.js';
import type {Stores} from '../core/stores/stores.js';
import {oweOthers, type VerdictBy} from './owe-others.js';
import type {SettledField} from './settle-field.js';

export type FieldWrite = {
	readonly link: Link;
	readonly field: string;
	/** What our field holds now. */
	readonly found: JsonValue | undefined;
	readonly settled: Pick<SettledField, 'internal' | 'base' | 'theirs'>;
	readonly by: VerdictBy;
};

/** Writes a field's value, base and remembered external value; our own table only when its value really changes, which is then owed to others too. */
export async function writeField(stores: Stores, {entityType}: Conflict, {link, field, found, settled, by}: FieldWrite): Promise<void> {
	if (settled.internal !== undefined && !isSameValue(found, settled.internal)) {
		await stores.records.setField(entityType, link.internalId, field, settled.internal);
		await oweOthers(stores, [{...link, field, before: found ?? null}], by);
	}
	await stores.links.setFieldState(link.id, field, {base: settled.base, theirs: settled.theirs});
}

export type OwedEdit = {
	readonly link: Link;
	readonly field: string;
	/** Undefined: nothing is owed. */
	readonly edit: Pick<InternalEdit, 'before' | 'changedAt' | 'changedBy' | 'isDecided'> | undefined;
};

/** The note that a field of ours moved, or is owed to the link's system; undefined when there is none. */
export async function findEdit(stores: Stores, {externalSystemId, entityType, internalId}: Link, field: string): Promise<InternalEdit | undefined> {
	const edits = await stores.internalEdits.listFor(entityType, [internalId]);
	return edits.find(edit => edit.externalSystemId === externalSystemId && edit.field === field);
}

/** Notes that the field is owed to the other side, or that nothing is. */
export async function putEdit(stores: Stores, {link: {externalSystemId, entityType, internalId}, field, edit}: OwedEdit): Promise<void> {
	await stores.internalEdits.remove({externalSystemId, entityType, internalId, field});
	if (edit !== undefined) await stores.internalEdits.put({...edit, externalSystemId, entityType, internalId, field});
}
