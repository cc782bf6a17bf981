import {quoteWord} from '../../core/text/quote-word.js';
import {ownText, toSafeText, type SafeText} from '../../core/text/safe-text.js';
import type {Command, CommandInput, Flag, FlagValues} from '../command.js';
import {toFlagName} from '../input/flags.js';

/** The line under a page that is not the last one: the same list by the same filters, from `next` on. */
export function moreLine({name, flags: declared}: Command, {args, flags}: Pick<CommandInput, 'args' | 'flags'>, next: number | string): SafeText {
	const given = Object.entries(declared).filter(([key]) => key !== 'after').flatMap(([key, flag]) => toWords(key, flag, flags[key]));
	return ownText`There is more: ${toSafeText(['parley', name, ...args.map(quoteWord), ...given, '--after', String(next)].join(' '))}`;
}

/** A flag as it was typed; nothing where it says no more than the default. */
function toWords(key: string, {default: initial}: Flag, value: FlagValues[string]): readonly string[] {
	if (value === undefined || value === false || value === initial) return [];
	if (value === true) return [toFlagName(key)];
	return [value].flat().flatMap(one => [toFlagName(key), quoteWord(String(one))]);
}
