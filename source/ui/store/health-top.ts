import {describeHealth} from '../../core/text/describe-health.js';
import {describePushHold} from '../../core/text/describe-push-hold.js';
import {describeWaitingPlans} from '../../core/text/describe-waiting-plans.js';
import type {Health, HealthState} from '../../core/health.js';
import {describeLongTransaction} from '../../core/long-transaction.js';
import {readOnlyDatabase} from '../../core/text/read-only-database.js';
import type {SafeText} from '../../core/text/safe-text.js';
import {formatClock} from '../text/format.js';
import {joinSafe, noText, safe} from '../text/safe.js';
import {cutRows, wrap} from '../text/wrap.js';

/** A row above the pairs. `isFirst`: something new is told from here on; the rows below go on with it. `hint` stands behind it, quietly. */
export type TopRow = {readonly tone: HealthState; readonly isFirst: boolean; readonly text: SafeText; readonly hint?: SafeText};

type Room = {
	readonly width: number;
	readonly height: number;
	readonly now: Date;
	/** Since when the database is not reached. */
	readonly lostSince: Date | undefined;
};

/** Health keeps so many rows for what it always shows: the sentence, the daemon, three pairs under their heading, and what is told of one. */
const keptRows = 7;
/** The sign before an alert, and a blank at the right end. */
const margin = 4;
const mostTransactionRows = 2;
const mostSentenceRows = 3;

/** What Health tells before its pairs, as far as there is room: what concerns all of them, one sentence on how they stand, and who does the work. */
export function healthTop(health: Health, {width, height, now, lostSince}: Room): readonly TopRow[] {
	const room = Math.max(0, height - keptRows);
	const cells = width - margin;
	const stops = stopRows(health, {room, cells, now});
	// Nobody knows how anything stands while the database is away, so nothing is called in step.
	const {state, text} = lostSince === undefined
		? describeHealth(health)
		: {state: 'failing' as const, text: `The database is not reached: what stands here is of ${formatClock(lostSince)} UTC`};
	const sentence = cutRows(wrap(safe(text), cells), Math.min(mostSentenceRows, room - stops.length + 1), cells);
	const left = room - stops.length - sentence.length + 1;
	const work = workRows(health, {room: left, now});
	const open = transactionRows(health, {room: left - work.length + 1, cells});
	return [...stops, ...open, ...toRows(state, sentence), ...work];
}

/** A row in any case, so that the pairs stay where they are when a daemon comes or goes; plans get one beside it where there is room. */
function workRows({isDaemonAlive, waitingPlans}: Health, {room, now}: Omit<AlertRoom, 'cells'>): readonly TopRow[] {
	const rows: readonly TopRow[] = [
		...(isDaemonAlive ? [] : [{tone: 'waiting', isFirst: true, text: safe('No daemon runs: nothing is synced on schedule'), hint: safe(' · "parley daemon" starts one')} as const]),
		...(waitingPlans === undefined ? [] : [{tone: 'off', isFirst: true, text: safe(describeWaitingPlans(waitingPlans, now)), hint: safe(' · :plans')} as const]),
	];
	return rows.length === 0 ? [{tone: 'ok', isFirst: false, text: noText}] : rows.slice(0, 1 + Math.max(0, room));
}

type AlertRoom = {readonly room: number; readonly cells: number; readonly now: Date};

/** What stops everything: that nothing can be written, that nothing may leave. */
function stopRows({isDatabaseReadOnly = false, pushHold}: Health, {room, cells, now}: AlertRoom): readonly TopRow[] {
	const rows: TopRow[] = [];
	if (isDatabaseReadOnly) rows.push(...toRows('failing', cutRows(wrap(safe(`${readOnlyDatabase.what} Next: ${readOnlyDatabase.nextStep}`), cells), room, cells)));
	if (pushHold !== undefined) {
		const {what, why, nextStep} = describePushHold(pushHold, now);
		// What to do about it comes whole; why it is so gives way to it.
		const next = wrap(joinSafe([safe('Next:'), safe(`${nextStep}, or P here`)], safe(' ')), cells);
		const left = room - rows.length;
		const first = cutRows(wrap(safe(what), cells), left - next.length, cells);
		const reason = cutRows(wrap(safe(why), cells), left - first.length - next.length, cells);
		rows.push(...toRows('failing', [...first, ...reason, ...next]));
	}
	return rows.slice(0, room);
}

/** Those that have no room are counted in the sentence, as all are. */
function transactionRows({longTransactions = []}: Health, {room, cells}: Omit<AlertRoom, 'now'>): readonly TopRow[] {
	const rows: TopRow[] = [];
	for (const long of longTransactions) {
		const told = cutRows(wrap(safe(describeLongTransaction(long)), cells), mostTransactionRows, cells);
		if (rows.length + told.length <= room) rows.push(...toRows('waiting', told));
	}
	return rows;
}

const toRows = (tone: HealthState, texts: readonly SafeText[]): readonly TopRow[] => texts.map((text, index) => ({tone, isFirst: index === 0, text}));
