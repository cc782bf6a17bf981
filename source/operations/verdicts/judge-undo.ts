import type {Conflict} from '../../core/conflict.js';
import {formatValue} from '../../core/text/format-value.js';
import {isSameValue} from '../../core/is-same-value.js';
import type {JsonValue} from '../../core/json.js';
import type {StateBefore, UndoObstacle} from '../../core/stores/conflict-store.js';
import type {Restoration} from '../../core/stores/outbox-store.js';
import type {Stores} from '../../core/stores/stores.js';
import {loadPairSituation, type PairSituation} from './field-situation.js';
import {isAboutField} from './is-about-field.js';
import type {DisputedRecord} from './lock-conflict.js';
import {planRestoration} from './plan-restoration.js';

/** A settled conflict as it stands now. */
export type SettledState = {
	/** What the verdict kept; undefined: there was none. */
	readonly before: StateBefore | undefined;
	readonly obstacle: UndoObstacle | undefined;
	/** The field now; undefined: its record is not there, or not linked. */
	readonly field: {readonly internal: JsonValue | undefined; readonly base: JsonValue | undefined; readonly theirs: JsonValue | undefined} | undefined;
};

type SettledSubject = Pick<Conflict, 'status' | 'systemName' | 'conflictType' | 'fieldName' | 'linkId' | 'externalValue' | 'resolvedValue'>;

/** Why a verdict cannot be taken back, as a sentence; else what it found, and what the other side has to be sent for it. */
export type UndoJudgement = {readonly refusal: string} | {readonly before: StateBefore; readonly restoration: Restoration | undefined};

/** `before` is what the verdict kept. */
export async function loadUndoJudgement(stores: Stores, {conflict, record, link}: DisputedRecord, before: StateBefore | undefined): Promise<UndoJudgement> {
	const {fieldName} = conflict;
	const obstacle = conflict.status === 'pending' || before === undefined ? undefined : await stores.conflicts.findUndoObstacle(conflict);
	const field = record === undefined || link === undefined || fieldName === undefined
		? undefined
		: {internal: record.fields[fieldName], base: link.base[fieldName], theirs: link.theirs[fieldName]};
	return judgeUndo(conflict, {before, obstacle, field}, await loadPairSituation(stores, conflict));
}

/** The same, once everything is known. */
export function judgeUndo(conflict: SettledSubject, {before, obstacle, field}: SettledState, pair: PairSituation): UndoJudgement {
	const {systemName, linkId} = conflict;
	if (conflict.status === 'pending') return {refusal: 'It is not settled.'};
	if (before === undefined) return {refusal: 'Parley closed it by itself; there is no verdict to take back.'};
	if (!isAboutField(conflict) && conflict.status === 'resolved') return {refusal: 'It changed which records belong together; whoever wants that otherwise settles it when the two meet anew.'};
	if (obstacle === 'newer_conflict') return {refusal: 'A newer conflict about the same field stands on top of it.'};
	if (obstacle === 'on_its_way') return {refusal: `A change of the record is on its way to ${systemName}, and nobody knows yet whether it arrived. Run the sync first.`};
	if (!isAboutField(conflict)) return {before, restoration: undefined};
	const isSent = obstacle === 'sent';
	const refusal = findMove(conflict, before, field, isSent);
	if (refusal !== undefined) return {refusal};
	return isSent && linkId !== undefined ? toJudgement(before, planRestoration({...conflict, linkId}, field?.base, pair)) : {before, restoration: undefined};
}

const toJudgement = (before: StateBefore, planned: ReturnType<typeof planRestoration>): UndoJudgement => ('refusal' in planned ? planned : {before, ...planned});

/** Something moved since the verdict: then going back would overwrite what nobody has judged. */
function findMove({systemName, status, externalValue, resolvedValue}: SettledSubject, before: StateBefore, field: SettledState['field'], isSent: boolean): string | undefined {
	if (field === undefined) return 'Its record is not linked any more.';
	if (!isSameValue(field.internal, resolvedValue)) return `Our record moved since: it is ${formatValue(field.internal)} now.`;
	const wasPutAside = status === 'ignored';
	// What was sent is agreed on as the other side shows it, which planRestoration judges.
	if (!isSent && !isSameValue(field.base, wasPutAside ? before.base : externalValue)) return 'Both sides have agreed on a value since.';
	if (!isSameValue(field.theirs, wasPutAside ? before.theirs : undefined)) return `${systemName} moved since: it is ${formatValue(field.theirs)} now.`;
	return undefined;
}
