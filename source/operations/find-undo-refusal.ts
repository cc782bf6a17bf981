import type {Conflict} from '../core/conflict.js';
import {formatValue} from '../core/format-value.js';
import type {JsonValue} from '../core/json.js';
import type {StateBefore, UndoObstacle} from '../core/stores/conflict-store.js';
import type {Stores} from '../core/stores/stores.js';
import {isAboutField} from './is-about-field.js';
import {isSameValue} from './is-same-value.js';
import type {DisputedRecord} from './lock-conflict.js';

/** A settled conflict as it stands now. */
export type SettledState = {
	/** What the verdict kept; undefined: there was none. */
	readonly before: StateBefore | undefined;
	readonly obstacle: UndoObstacle | undefined;
	/** The field now; undefined: its record is not there, or not linked. */
	readonly field: {readonly internal: JsonValue | undefined; readonly base: JsonValue | undefined; readonly theirs: JsonValue | undefined} | undefined;
};

type SettledSubject = Pick<Conflict, 'status' | 'systemName' | 'conflictType' | 'fieldName' | 'externalValue' | 'resolvedValue'>;

/** Why a verdict cannot be taken back, as a sentence; undefined when it can. `before` is what the verdict kept. */
export async function findUndoRefusal(stores: Stores, {conflict, record, link}: DisputedRecord, before: StateBefore | undefined): Promise<string | undefined> {
	const {fieldName} = conflict;
	const obstacle = conflict.status === 'pending' || before === undefined ? undefined : await stores.conflicts.findUndoObstacle(conflict);
	const field = record === undefined || link === undefined || fieldName === undefined
		? undefined
		: {internal: record.fields[fieldName], base: link.base[fieldName], theirs: link.theirs[fieldName]};
	return explainUndoRefusal(conflict, {before, obstacle, field});
}

/** The same, once everything is known. */
export function explainUndoRefusal(conflict: SettledSubject, {before, obstacle, field}: SettledState): string | undefined {
	if (conflict.status === 'pending') return 'It is not settled.';
	if (before === undefined) return 'Parley closed it by itself; there is no verdict to take back.';
	if (!isAboutField(conflict) && conflict.status === 'resolved') return 'It changed which records belong together; whoever wants that otherwise settles it when the two meet anew.';
	if (obstacle === 'newer_conflict') return 'A newer conflict about the same field stands on top of it.';
	if (obstacle === 'sent') return `The value has left for ${conflict.systemName} already.`;
	return isAboutField(conflict) ? findMove(conflict, before, field) : undefined;
}

/** Something moved since the verdict: then going back would overwrite what nobody has judged. */
function findMove({systemName, status, externalValue, resolvedValue}: SettledSubject, before: StateBefore, field: SettledState['field']): string | undefined {
	if (field === undefined) return 'Its record is not linked any more.';
	if (!isSameValue(field.internal, resolvedValue)) return `Our record moved since: it is ${formatValue(field.internal)} now.`;
	const wasPutAside = status === 'ignored';
	if (!isSameValue(field.base, wasPutAside ? before.base : externalValue)) return 'Both sides have agreed on a value since.';
	if (!isSameValue(field.theirs, wasPutAside ? before.theirs : undefined)) return `${systemName} moved since: it is ${formatValue(field.theirs)} now.`;
	return undefined;
}
