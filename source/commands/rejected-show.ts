import {formatAge} from '../core/text/format-age.js';
import {isShortened} from '../core/question-name.js';
import {quoteWord} from '../core/text/quote-word.js';
import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import type {RejectedRecord} from '../core/rejected-record.js';
import type {Command} from './command.js';
import {isSet, readRejectedId} from './input/read-flags.js';

export const rejectedShow: Command = {
	name: 'rejected show',
	usage: '<id>',
	summary: 'Show a rejected record as it was received, and every rule that it failed.',
	flags: {},
	examples: ['parley rejected show 42'],
	run: async ({args, flags, output, operations}) => {
		const rejected = await (await operations()).getRejected(readRejectedId(args));
		if (isSet(flags, 'json')) output.json(rejected);
		else for (const line of toLines(rejected, new Date())) output.line(line);
	},
};

function toLines(rejected: RejectedRecord, now: Date): readonly SafeText[] {
	const {conflict, externalId, failures, raw} = rejected;
	const {id, systemName, entityType, status, createdAt, note, resolvedBy} = conflict;
	return [
		toSafeText(`#${id} · ${systemName} ${entityType} ${externalId} · ${status}${status === 'ignored' ? ` by ${resolvedBy ?? 'Parley'}: ${note ?? ''}` : ''} · since ${formatAge(createdAt, now)}`),
		ownText``,
		...failures.map(({stage, field, externalField, message}) => toSafeText(`${stage.padEnd(9)} ${field === '' ? '(the whole record)' : `${externalField} → ${field}`}: ${message}`)),
		ownText``,
		...JSON.stringify(raw, undefined, 2).split('\n').map(line => toSafeText(line)),
		ownText``,
		tellWhatToDo(rejected),
	];
}

function tellWhatToDo({conflict: {id, status}, externalId, fields}: RejectedRecord): SafeText {
	if (status === 'ignored') return ownText`It is asked about again only when it comes in another form. To take that back: parley conflicts undo ${id}`;
	if (status !== 'pending') return ownText`It does not wait any more: parley conflicts show ${id} says how that came.`;
	if (isShortened(externalId)) return ownText`Of its id only a part is kept, too little to read it by. It comes in when it is listed again: parley sync run --full`;
	if (fields === undefined) return ownText`It cannot be mapped again from what was kept. Read it anew: parley sync run --ids ${toSafeText(quoteWord(externalId))} with its --system and --entity`;
	return ownText`Correct the mapping, then: parley rejected replay ${id} · or: parley rejected discard ${id} --reason TEXT`;
}
