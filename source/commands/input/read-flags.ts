import {AppError} from '../../errors/app-error.js';
import type {FlagValues} from '../command.js';

/** A text that was given; undefined when the flag was not. */
export function readText(flags: FlagValues, name: string): string | undefined {
	const value = flags[name];
	return typeof value === 'string' ? value : undefined;
}

/** One of a closed set; run-command has refused everything else. */
export function readChoice<T extends string>(flags: FlagValues, name: string, choices: readonly T[]): T | undefined {
	return choices.find(choice => choice === flags[name]);
}

export const readList = (flags: FlagValues, name: string): readonly string[] => {
	const value = flags[name];
	return Array.isArray(value) ? (value as readonly string[]) : [];
};

export const isSet = (flags: FlagValues, name: string): boolean => flags[name] === true;

/** A whole number of at least `min`. @throws USAGE */
export function readCount(flags: FlagValues, name: string, min: number): number | undefined {
	const value = flags[name];
	if (value === undefined) return undefined;
	if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min) return value;
	throw new AppError({code: 'USAGE', message: `--${name} takes a whole number of at least ${min}.`, nextStep: `Give it as --${name} ${Math.max(min, 50)}.`});
}

/** The one argument that a command takes. @throws USAGE when there is none, or more than one. */
export function readArgument(args: readonly string[], what: string): string {
	const [argument, ...more] = args;
	if (argument !== undefined && argument !== '' && more.length === 0) return argument;
	throw new AppError({
		code: 'USAGE',
		message: argument === undefined || argument === '' ? `The ${what} is missing.` : `Only one ${what} can be given; "${more[0]}" is too many.`,
		nextStep: `Give the ${what} after the command; put it in quotes when it has blanks.`,
	});
}

const ofRejected = {what: 'rejected record', list: 'rejected list'} as const;

/** The id of a rejected record. @throws USAGE */
export const readRejectedId = (args: readonly string[]): number => readId(args, ofRejected);

/** The id of a conflict, or of the rejected record that it asks about. @throws USAGE */
export function readId(args: readonly string[], {what, list} = {what: 'conflict', list: 'conflicts list'}): number {
	const text = readArgument(args, `id of the ${what}`);
	const id = Number(text.replace(/^#/, ''));
	if (Number.isSafeInteger(id) && id > 0 && id < 2 ** 31) return id;
	throw new AppError({code: 'USAGE', message: `"${text}" is no id of a ${what}.`, nextStep: `Ids are whole numbers; "parley ${list}" shows them.`});
}
