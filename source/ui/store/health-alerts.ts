import {describePushHold} from '../../core/text/describe-push-hold.js';
import type {Health} from '../../core/health.js';
import {describeLongTransaction} from '../../core/long-transaction.js';
import {readOnlyDatabase} from '../../core/text/read-only-database.js';
import type {SafeText} from '../../core/text/safe-text.js';
import {joinSafe, safe} from '../text/safe.js';
import {truncate} from '../text/width.js';
import {wrap} from '../text/wrap.js';

/** A row of what concerns all pairs. `isFirst`: an alert begins here; the rows below go on with it. */
export type AlertRow = {readonly tone: 'failing' | 'waiting'; readonly isFirst: boolean; readonly text: SafeText};

type Room = {readonly width: number; readonly height: number; readonly now: Date};

/** Health keeps so many rows for what it always shows: the sentence, the daemon, three pairs under their heading, and what is told of one. */
const keptRows = 7;
/** The sign before an alert, and a blank at the right end. */
const margin = 4;
const mostTransactionRows = 2;

/** What Health tells before anything else, as far as there is room. The sentence below counts what is left out here. */
export function healthAlerts({isDatabaseReadOnly = false, pushHold, longTransactions = []}: Health, {width, height, now}: Room): readonly AlertRow[] {
	const room = Math.max(0, height - keptRows);
	const rows: AlertRow[] = [];
	if (isDatabaseReadOnly) rows.push(...toRows('failing', cutRows(wrap(safe(`${readOnlyDatabase.what} Next: ${readOnlyDatabase.nextStep}`), width - margin), room, width - margin)));
	if (pushHold !== undefined) {
		const {what, why, nextStep} = describePushHold(pushHold, now);
		const cells = width - margin;
		// What to do about it comes whole; why it is so gives way to it.
		const next = wrap(joinSafe([safe('Next:'), safe(`${nextStep}, or P here`)], safe(' ')), cells);
		const left = room - rows.length;
		const first = cutRows(wrap(safe(what), cells), left - next.length, cells);
		const reason = cutRows(wrap(safe(why), cells), left - first.length - next.length, cells);
		rows.push(...toRows('failing', [...first, ...reason, ...next]));
	}
	for (const long of longTransactions) {
		const told = cutRows(wrap(safe(describeLongTransaction(long)), width - margin), mostTransactionRows, width - margin);
		if (rows.length + told.length <= room) rows.push(...toRows('waiting', told));
	}
	return rows.slice(0, room);
}

const toRows = (tone: AlertRow['tone'], texts: readonly SafeText[]): readonly AlertRow[] => texts.map((text, index) => ({tone, isFirst: index === 0, text}));

/** The first `most` rows; where there are more, the last one says so. */
function cutRows(rows: readonly SafeText[], most: number, width: number): readonly SafeText[] {
	if (rows.length <= most || most <= 0) return rows.slice(0, Math.max(0, most));
	return [...rows.slice(0, most - 1), truncate(joinSafe(rows.slice(most - 1), safe(' ')), width)];
}
