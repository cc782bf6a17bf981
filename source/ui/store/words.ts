import {type EntityType, entityDefinitions} from '../../core/entity.js';
import type {ConflictGroup, GroupKey} from '../../core/conflict-group.js';
import {conflictReasons, type Conflict, type ConflictFilter, type ConflictReason} from '../../core/conflict.js';
import {formatCount} from '../../core/text/format-count.js';
import type {RunCounts} from '../../core/operation.js';
import type {NamedSystem} from '../../core/predicate/predicate-conditions.js';
import {printConflictPredicate} from '../../core/predicate/print-conflict-predicate.js';
import {toRecordName} from '../../core/text/record-name.js';
import type {RecordVerdictKind} from '../../core/record-verdict.js';
import type {SafeText} from '../../core/text/safe-text.js';
import type {SyncRequest} from '../../operations/run-sync.js';
import {safe} from '../text/safe.js';
import {toPredicate} from './filter-predicate.js';
import type {VerdictKind} from './state.js';

/** What a person calls things: screens, notices and dialogs take their words from here. */
export const pluralOf = (entityType: EntityType): SafeText => safe(entityDefinitions[entityType].plural);

const reasonWords: Readonly<Record<ConflictReason, string>> = {
	both_changed: 'both changed', modify_delete: 'gone outside', delete_modify: 'gone here', initial_mismatch: 'first contact', drift: 'drift',
	frozen: 'frozen', illegal_move: 'illegal move', unique_collision: 'key collision', reference_missing: 'missing reference',
	transform_failed: 'bad value', external_rejected: 'refused outside', stored_otherwise: 'stored otherwise', vanished: 'vanished',
};
export const reasonWord = (reason: ConflictReason): SafeText => safe(reasonWords[reason]);

const groupWords: Readonly<Record<GroupKey, string>> = {
	field: 'field', system: 'system', entity: 'entity type', reason: 'reason', assignee: 'assignee', severity: 'severity', age: 'age',
};
export const groupWord = (by: GroupKey): SafeText => safe(groupWords[by]);

const withoutValue: Readonly<Record<GroupKey, string>> = {field: '(record)', system: '-', entity: '-', reason: '-', assignee: '(nobody)', severity: '(not said)', age: '-'};

/** What a group has in common. */
export function groupName({by, value}: Pick<ConflictGroup, 'by' | 'value'>): SafeText {
	const reason = by === 'reason' ? conflictReasons.find(one => one === value) : undefined;
	return reason === undefined ? safe(value ?? withoutValue[by]) : reasonWord(reason);
}

const verdictsDone: Readonly<Record<VerdictKind, string>> = {keep_internal: 'kept ours', keep_external: 'kept theirs', edit: 'edited', ignore: 'ignored'};
export const verdictDone = (kind: VerdictKind): SafeText => safe(verdictsDone[kind]);

const verdictsToDo: Readonly<Record<VerdictKind, string>> = {keep_internal: 'keep ours', keep_external: 'keep theirs', edit: 'edit', ignore: 'ignore'};
export const verdictToDo = (kind: VerdictKind): SafeText => safe(verdictsToDo[kind]);

const recordVerdictsToDo: Readonly<Record<RecordVerdictKind, string>> = {unlink: 'unlink', mark_gone: 'mark gone', create_again: 'create again', link: 'link', create: 'create'};
export const recordVerdictToDo = (kind: RecordVerdictKind): SafeText => safe(recordVerdictsToDo[kind]);

const recordVerdictsDone: Readonly<Record<RecordVerdictKind, string>> = {unlink: 'unlinked', mark_gone: 'marked as gone', create_again: 'created again', link: 'linked', create: 'created'};
export const recordVerdictDone = (kind: RecordVerdictKind): SafeText => safe(recordVerdictsDone[kind]);

/** How a conflict that no longer waits was closed. */
export function closingWord(conflict: Conflict): SafeText {
	if (conflict.status === 'pending') return safe('pending');
	switch (conflict.resolutionAction) {
		case 'converged': return safe('agreed by itself');
		case 'superseded': return safe('superseded');
		case undefined: return safe(conflict.status);
		case 'unlink': case 'mark_gone': case 'create_again': case 'link': case 'create': return recordVerdictDone(conflict.resolutionAction);
		default: return verdictDone(conflict.resolutionAction);
	}
}

/** What the record of a conflict is called in lists, titles and notices. */
export const recordName = (conflict: Parameters<typeof toRecordName>[0]): SafeText => safe(toRecordName(conflict).name);

/** "asset.business_owner", or "asset" where the whole record is in question. */
export const fieldName = (conflict: Pick<Conflict, 'entityType' | 'fieldName'>): SafeText =>
	safe(conflict.fieldName === undefined ? `${conflict.entityType} (record)` : `${conflict.entityType}.${conflict.fieldName}`);

/** "150 read: 2 conflicting, 7 updated, 141 unchanged": what a person looks for first, since the end may be cut. */
export function tellCounts(counts: RunCounts): SafeText {
	const parts = (['conflicting', 'rejected', 'created', 'updated', 'unchanged', 'filtered'] as const).filter(name => counts[name] > 0).map(name => `${formatCount(counts[name])} ${name}`);
	return safe(`${formatCount(counts.read)} read${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`);
}

/** "Xacta 360 poams", "everything". */
export function tellSync(request: SyncRequest): SafeText {
	const what = [request.systemName, request.entityType === undefined ? undefined : pluralOf(request.entityType)].filter(part => part !== undefined);
	return safe(what.length === 0 ? 'all systems' : what.join(' '));
}

/** A filter as it is typed: `entity:poam field:poc text`; nothing where it asks for all that waits. */
export function tellFilter(filter: ConflictFilter, systems: readonly NamedSystem[]): SafeText {
	const text = printConflictPredicate(toPredicate(filter), systems);
	return safe(text === 'everything' ? '' : text);
}
