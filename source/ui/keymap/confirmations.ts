import type {SyncRequest} from '../../operations/run-sync.js';
import {joinSafe, safe} from '../text/safe.js';
import type {ConfirmOverlay} from '../store/overlay.js';
import {createTextField} from '../store/text-field.js';
import {formatAmount, formatCount} from '../../core/text/format-count.js';
import type {PoamProposal} from '../../core/poam-proposal.js';
import type {CreatePoamsRequest} from '../../operations/create-poams.js';
import type {PoamProposals} from '../../operations/propose-poams.js';
import {formatFullValue} from '../text/format.js';
import type {Operation} from '../../core/operation.js';
import type {Conflict} from '../../core/conflict.js';
import type {RecordChoice} from '../../operations/verdicts/describe-record-verdicts.js';
import {typedAbove} from '../store/bulk-preview.js';
import type {BulkJob} from '../store/bulk.js';
import {recordName, recordVerdictToDo, tellSync} from '../store/words.js';

/** A question with its focus on Cancel. */
export const question = (overlay: Pick<ConfirmOverlay, 'title' | 'lines' | 'confirmLabel' | 'onConfirm'>): ConfirmOverlay =>
	({kind: 'confirm', expected: undefined, field: createTextField(), focus: 'cancel', ...overlay});

export const confirmFullSync = (request: SyncRequest): ConfirmOverlay => question({
	title: joinSafe([safe('Full sync of'), tellSync(request)], safe(' ')),
	lines: [
		safe('Every record is read again, not only what changed since the last run.'),
		safe('On a large system this takes long and uses its rate limit.'),
		safe('Nothing is deleted; records that are missing outside are told as conflicts.'),
	],
	confirmLabel: safe('full sync'),
	onConfirm: {type: 'sync/requested', request: {...request, scope: 'full'}},
});

export const confirmCancel = ({id, systemName, startedBy, status}: Operation): ConfirmOverlay => question({
	title: safe(`Stop the run of ${systemName}?`),
	lines: [
		safe(status === 'abandoned'
			? `${startedBy} started it; nobody works on it any more, so it is only put on record that it ended.`
			: `${startedBy} started it; it stops after the page in hand, in whatever process it runs.`),
		safe('What is done stays done, and C goes on with it where it stopped.'),
	],
	confirmLabel: safe('stop the run'),
	onConfirm: {type: 'operation/cancel-requested', id},
});

/** What is made of findings leaves for another system: what, how many, and when, before it is done. */
export const confirmPoams = (chosen: readonly PoamProposal[], {systemName, isPushEnabled, isPushHeld}: PoamProposals, request: CreatePoamsRequest): ConfirmOverlay => ({...question({
	title: safe(`Make ${formatAmount(chosen.length, 'POA&M', 'POA&Ms')} for ${systemName}?`),
	lines: [
		...chosen.slice(0, 5).map(({pluginName, systemId, hosts, fields}) => safe(`${systemId}: ${pluginName} · ${formatAmount(hosts.length, 'host', 'hosts')} · due ${formatFullValue(fields['scheduled_completion'])}`)),
		...(chosen.length > 5 ? [safe(`and ${formatCount(chosen.length - 5)} more`)] : []),
		safe(''),
		safe(isPushHeld ? 'Each becomes a record of ours now, and waits here: pushing is held. Health (1) says what to do.' : isPushEnabled ? 'Each becomes a record of ours now, and leaves with the next run.' : 'Each becomes a record of ours now, and waits here until pushing is on.'),
	],
	confirmLabel: safe(`make ${formatCount(chosen.length)}`),
	onConfirm: {type: 'poams/create-requested', request},
}), expected: chosen.length > typedAbove ? String(chosen.length) : undefined});

export const confirmUndo = (job: Extract<BulkJob, {readonly kind: 'undo'}>): ConfirmOverlay => question({
	title: joinSafe([safe('Take back'), job.undoable.label], safe(' ')),
	lines: [
		safe('Each conflict waits again, with the values that it had.'), safe('One that something newer stands on stays as it is.'),
		...(job.undoable.rule === undefined ? [] : [safe(`${job.undoable.rule.fieldName} is asked about again as before the rule.`)]),
	],
	confirmLabel: safe('take back'),
	onConfirm: {type: 'bulk/requested', job},
});

/** Unlike a verdict over a field, it cannot be undone: it changes which records belong together. */
export const confirmRecordVerdict = (conflict: Conflict, choice: RecordChoice): ConfirmOverlay => question({
	title: joinSafe([recordVerdictToDo(choice.verdict.kind), recordName(conflict)], safe(' ')),
	lines: [...('text' in choice ? [safe(`${choice.text}.`)] : []), safe('This is not taken back.')],
	confirmLabel: recordVerdictToDo(choice.verdict.kind),
	onConfirm: {type: 'conflict/record-verdict-requested', id: conflict.id, version: conflict.version, verdict: choice.verdict},
});
