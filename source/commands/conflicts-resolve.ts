import type {Verdict} from '../core/conflict.js';
import {toSafeText} from '../core/safe-text.js';
import {AppError} from '../errors/app-error.js';
import type {Resolution} from '../operations/operations.js';
import type {Command, FlagValues} from './command.js';
import {isSet, readChoice, readCount, readId, readText} from './read-flags.js';

const stale = 5;

export const conflictsResolve: Command = {
	name: 'conflicts resolve',
	usage: '<id>',
	summary: 'Settle one conflict by a verdict. "parley conflicts show" says what each would do.',
	flags: {
		keep: {type: 'string', placeholder: 'SIDE', choices: ['internal', 'external'], help: 'Keep the value of this side.'},
		value: {type: 'string', help: 'Both sides become this value.'},
		none: {type: 'boolean', help: 'Both sides become empty (null).'},
		ignore: {type: 'boolean', help: 'Both stay as they are; asked again when either moves.'},
		version: {type: 'number', placeholder: 'N', help: 'Only if the conflict still has this version, as "conflicts show" gave it.'},
	},
	examples: ['parley conflicts resolve 42 --keep external', 'parley conflicts resolve 42 --value 2026-12-01 --version 3'],
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

/** Exactly one of the verdicts. @throws USAGE */
function readVerdict(flags: FlagValues): Verdict {
	const keep = readChoice(flags, 'keep', ['internal', 'external']);
	const value = readText(flags, 'value');
	const given: readonly Verdict[] = [
		...(keep === undefined ? [] : [{kind: keep === 'internal' ? 'keep_internal' : 'keep_external'} as const]),
		...(value === undefined ? [] : [{kind: 'edit', value} as const]),
		...(isSet(flags, 'none') ? [{kind: 'edit', value: null} as const] : []),
		...(isSet(flags, 'ignore') ? [{kind: 'ignore'} as const] : []),
	];
	const [verdict, ...more] = given;
	if (verdict !== undefined && more.length === 0) return verdict;
	throw new AppError({
		code: 'USAGE',
		message: verdict === undefined ? 'The verdict is missing.' : 'Only one verdict can be given.',
		nextStep: 'Give one of --keep internal, --keep external, --value TEXT, --none, --ignore.',
	});
}

const toStaleError = ({conflict, text}: Resolution): AppError => new AppError({
	code: conflict.status === 'pending' ? 'CONFLICT_STALE' : 'CONFLICT_SETTLED',
	message: `Nothing was changed: ${text}.`,
	nextStep: `See "parley conflicts show ${conflict.id}" and judge again.`,
});
