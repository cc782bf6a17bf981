import type {Conflict} from '../core/conflict.js';
import {formatValue} from '../core/format-value.js';
import type {StateBefore} from '../core/stores/conflict-store.js';
import type {Stores} from '../core/stores/stores.js';
import {isAboutField} from './is-about-field.js';
import {isSameValue} from './is-same-value.js';
import type {DisputedRecord} from './lock-conflict.js';

/** Why a verdict cannot be taken back, as a sentence; undefined when it can. `before` is what the verdict kept. */
export async function findUndoRefusal(stores: Stores, disputed: DisputedRecord, before: StateBefore | undefined): Promise<string | undefined> {
	const {conflict} = disputed;
	if (conflict.status === 'pending') return 'It is not settled.';
	if (before === undefined) return 'Parley closed it by itself; there is no verdict to take back.';
	const obstacle = await stores.conflicts.findUndoObstacle(conflict);
	if (obstacle === 'newer_conflict') return 'A newer conflict about the same field stands on top of it.';
	if (obstacle === 'sent') return `The value has left for ${conflict.systemName} already.`;
	return isAboutField(conflict) ? findMove({...disputed, conflict}, before) : undefined;
}

/** Something moved since the verdict: then going back would overwrite what nobody has judged. */
function findMove({conflict, record, link}: DisputedRecord & {readonly conflict: Conflict & {readonly fieldName: string}}, before: StateBefore): string | undefined {
	const {fieldName, systemName} = conflict;
	if (record === undefined || link === undefined) return 'Its record is not linked any more.';
	const ours = record.fields[fieldName];
	if (!isSameValue(ours, conflict.resolvedValue)) return `Our record moved since: it is ${formatValue(ours)} now.`;
	const wasPutAside = conflict.status === 'ignored';
	if (!isSameValue(link.base[fieldName], wasPutAside ? before.base : conflict.externalValue)) return 'Both sides have agreed on a value since.';
	const theirs = link.theirs[fieldName];
	if (!isSameValue(theirs, wasPutAside ? before.theirs : undefined)) return `${systemName} moved since: it is ${formatValue(theirs)} now.`;
	return undefined;
}
