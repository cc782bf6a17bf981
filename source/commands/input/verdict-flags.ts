import type {Verdict} from '../../core/conflict.js';
import {AppError} from '../../errors/app-error.js';
import type {Flag, FlagValues} from '../command.js';
import {isSet, readChoice, readText} from './read-flags.js';

/** The verdicts that a person can give; exactly one of them. */
export const verdictFlags: Readonly<Record<string, Flag>> = {
	keep: {type: 'string', placeholder: 'SIDE', choices: ['internal', 'external'], help: 'Keep the value of this side.'},
	value: {type: 'string', help: 'Both sides become this value.'},
	none: {type: 'boolean', help: 'Both sides become empty (null).'},
	ignore: {type: 'boolean', help: 'Both stay as they are; asked again when either moves.'},
};

const everyVerdict = '--keep internal, --keep external, --value TEXT, --none, --ignore';

/** `possible` names those that a command has flags for. @throws USAGE when there is none, or more than one */
export function readVerdict(flags: FlagValues, possible = everyVerdict): Verdict {
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
		nextStep: `Give one of ${possible}.`,
	});
}
