import {toSafeText} from '../core/text/safe-text.js';
import {AppError} from '../errors/app-error.js';
import type {Resolution} from '../operations/resolve-conflict.js';
import type {Command} from './command.js';
import {isSet, readCount, readId} from './input/read-flags.js';
import {readVerdict, verdictFlags} from './input/verdict-flags.js';

const stale = 5;

export const conflictsResolve: Command = {
	name: 'conflicts resolve',
	usage: '<id>',
	summary: 'Settle one conflict by a verdict. "parley conflicts show" says what each would do.',
	flags: {
		...verdictFlags,
		version: {type: 'number', placeholder: 'N', help: 'Only if the conflict still has this version, as "conflicts show" gave it.'},
	},
	examples: ['parley conflicts resolve 15 --keep external', 'parley conflicts resolve 16 --value 2027-03-01 --version 1'],
	run: async ({args, flags, output, operations}) => {
		const id = readId(args);
		const verdict = readVerdict(flags);
		const bound = await operations();
		const version = readCount(flags, 'version', 1) ?? (await bound.getConflict(id)).conflict.version;
		const resolution = await bound.resolveConflict({id, version, verdict});
		if (isSet(flags, 'json')) {
			output.json(resolution);
			return resolution.kind === 'settled' ? 0 : stale;
		}
		if (resolution.kind === 'stale') throw toStaleError(resolution);
		output.line(toSafeText(`${resolution.text} · parley conflicts undo ${id} takes it back`));
		return 0;
	},
};

/** What a stale verdict says: who was first, or what moved. */
export const toStaleError = ({conflict, text}: Resolution): AppError => new AppError({
	code: conflict.status === 'pending' ? 'CONFLICT_STALE' : 'CONFLICT_SETTLED',
	message: `Nothing was changed: ${text}.`,
	nextStep: `See "parley conflicts show ${conflict.id}" and judge again.`,
});
