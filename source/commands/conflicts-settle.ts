import {AppError} from '../errors/app-error.js';
import type {RecordVerdict} from '../core/record-verdict.js';
import {toSafeText} from '../core/text/safe-text.js';
import type {Command, FlagValues} from './command.js';
import {toStaleError} from './conflicts-resolve.js';
import {isSet, readCount, readId} from './input/read-flags.js';

const stale = 5;

export const conflictsSettle: Command = {
	name: 'conflicts settle',
	usage: '<id>',
	summary: 'Settle a conflict over a whole record. "parley conflicts show" says what is possible.',
	flags: {
		unlink: {type: 'boolean', help: 'Ours stays, and is linked to that system no more.'},
		gone: {type: 'boolean', help: 'The same, once ours is marked as the policy says for records that are gone.'},
		'create-again': {type: 'boolean', help: 'Our deleted record is created again from what the other side last showed.'},
		link: {type: 'number', placeholder: 'ROW', help: 'Theirs is this row of ours.'},
		create: {type: 'boolean', help: 'Theirs is none of ours: it becomes a new record.'},
		version: {type: 'number', placeholder: 'N', help: 'Only if the conflict still has this version, as "conflicts show" gave it.'},
	},
	examples: ['parley conflicts settle 42 --unlink', 'parley conflicts settle 43 --link 1207'],
	run: async ({args, flags, output, operations}) => {
		const id = readId(args);
		const verdict = readVerdict(flags);
		const bound = await operations();
		const version = readCount(flags, 'version', 1) ?? (await bound.getConflict(id)).conflict.version;
		const resolution = await bound.settleRecord({id, version, verdict});
		if (isSet(flags, 'json')) output.json(resolution);
		else if (resolution.kind === 'stale') throw toStaleError(resolution);
		else output.line(toSafeText(resolution.text));
		return resolution.kind === 'settled' ? 0 : stale;
	},
};

/** Exactly one. @throws USAGE */
function readVerdict(flags: FlagValues): RecordVerdict {
	const row = readCount(flags, 'link', 1);
	const given: readonly RecordVerdict[] = [
		...(isSet(flags, 'unlink') ? [{kind: 'unlink'} as const] : []),
		...(isSet(flags, 'gone') ? [{kind: 'mark_gone'} as const] : []),
		...(isSet(flags, 'create-again') ? [{kind: 'create_again'} as const] : []),
		...(row === undefined ? [] : [{kind: 'link', internalId: String(row)} as const]),
		...(isSet(flags, 'create') ? [{kind: 'create'} as const] : []),
	];
	const [verdict, ...more] = given;
	if (verdict !== undefined && more.length === 0) return verdict;
	throw new AppError({
		code: 'USAGE', message: verdict === undefined ? 'The verdict is missing.' : 'Only one verdict can be given.',
		nextStep: 'Give one of --unlink, --gone, --create-again, --link ROW, --create.',
	});
}
