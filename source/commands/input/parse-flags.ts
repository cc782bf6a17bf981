import meow from 'meow';
import {findClosestName} from '../../core/text/closest-name.js';
import {AppError} from '../../errors/app-error.js';
import type {Command, Flag, FlagValues} from '../command.js';
import {globalFlags, toFlagName} from './flags.js';

export type ParsedFlags = {readonly args: readonly string[]; readonly flags: FlagValues};

/** Reads what stands after a command's name. @throws USAGE for everything that the command does not know. */
export function parseFlags(command: Command, typed: readonly string[]): ParsedFlags {
	const known: Readonly<Record<string, Flag>> = {...command.flags, ...globalFlags};
	const rest = joinDashes(known, typed);
	refuseForms(command, known, rest);
	const {input, flags} = readArgv(command, known, rest);
	const keys = Object.keys(known);
	const unknown = Object.keys(flags).find(read => !keys.some(key => toCamelCase(key) === read));
	if (unknown !== undefined) throw unknownFlag(command, unknown, keys);
	const values = Object.fromEntries(keys.map(key => [key, flags[toCamelCase(key)]]));
	for (const [key, flag] of Object.entries(known)) {
		const isWithoutValue = flag.isMultiple && rest.includes(toFlagName(key)) && (values[key] as readonly string[]).length === 0;
		if (!isGivenEmpty(rest, toFlagName(key))) checkValue(command, key, flag, isWithoutValue ? '' : values[key]);
	}
	return {args: input, flags: values};
}

/**
 * Meow takes `--yes=no`, `--read-only=true` and `--no-yes` too, and reads each in a way of its own: a flag that is there or not
 * has one form, so that nobody believes a wish was heard. @throws USAGE
 */
function refuseForms(command: Command, known: Readonly<Record<string, Flag>>, rest: readonly string[]): void {
	const end = rest.indexOf('--');
	for (const token of rest.slice(0, end === -1 ? undefined : end)) {
		const name = /^--[^=]+/.exec(token)?.[0];
		if (name === undefined) continue;
		const isOf = (flag: string): boolean => Object.entries(known).some(([key, {type}]) => type === 'boolean' && toFlagName(key) === flag);
		if (name !== token && isOf(name)) throw badValue(command, `${name} takes no value: it is given, or it is not.`);
		if (name.startsWith('--no-') && isOf(name.replace('--no-', '--'))) throw badValue(command, `"parley ${command.name}" has no flag ${name}: leave ${name.replace('--no-', '--')} out.`);
	}
}

/** `--schedule -` as `--schedule=-`: alone, a dash is no value to meow. */
function joinDashes(known: Readonly<Record<string, Flag>>, typed: readonly string[]): readonly string[] {
	const takesText = (token: string | undefined): boolean => Object.entries(known).some(([key, {type}]) => type === 'string' && toFlagName(key) === token);
	const end = typed.indexOf('--');
	const isJoined = (index: number): boolean => typed[index] === '-' && takesText(typed[index - 1]) && (end === -1 || index < end);
	return typed.flatMap((token, index) => (isJoined(index) ? [] : [isJoined(index + 1) ? `${token}=-` : token]));
}

/** A flag may be declared as `onlyErrors` or as `only-errors`; meow knows the first form alone. */
const toCamelCase = (key: string): string => key.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

function readArgv(command: Command, known: Readonly<Record<string, Flag>>, rest: readonly string[]): {readonly input: readonly string[]; readonly flags: FlagValues} {
	try {
		const {input, flags} = meow({
			importMeta: import.meta, argv: rest, pkg: {name: 'parley'}, description: false, autoHelp: false, autoVersion: false,
			flags: Object.fromEntries(Object.entries(known).map(([key, flag]) => [toCamelCase(key), toMeowFlag(flag)])),
		});
		return {input, flags};
	} catch (error) {
		// Meow throws plain errors, and only about what was typed: a flag that was given twice.
		throw new AppError({
			code: 'USAGE', message: error instanceof Error ? error.message : String(error), nextStep: `See "parley ${command.name} --help".`, cause: error,
		});
	}
}

const toMeowFlag = ({type, shortFlag, default: initial, isMultiple}: Flag) => ({
	type, ...(shortFlag === undefined ? {} : {shortFlag}), ...(initial === undefined ? {} : {default: initial}), ...(isMultiple ? {isMultiple: true} : {}),
}) as {readonly type: 'string'};

/** An empty text that somebody typed (`--value ""`), which meow cannot tell from a value that is missing. */
const isGivenEmpty = (rest: readonly string[], name: string): boolean =>
	rest.some((token, index) => token === `${name}=` || (token === name && rest[index + 1] === ''));

function checkValue(command: Command, key: string, flag: Flag, value: FlagValues[string]): void {
	if (value === undefined || flag.type === 'boolean') return;
	for (const one of Array.isArray(value) ? (value as readonly string[]) : [value]) {
		if (one === '' || (typeof one === 'number' && Number.isNaN(one))) {
			throw badValue(command, `${toFlagName(key)} needs ${flag.type === 'number' ? 'a number' : 'a value'}.`);
		}
		if (flag.choices !== undefined && !flag.choices.includes(String(one))) {
			throw badValue(command, `${toFlagName(key)} takes ${flag.choices.join(', ')}; "${String(one)}" is none of them.`);
		}
	}
}

const badValue = (command: Command, message: string): AppError =>
	new AppError({code: 'USAGE', message, nextStep: `See "parley ${command.name} --help".`});

function unknownFlag(command: Command, key: string, known: readonly string[]): AppError {
	const closest = findClosestName(key, known);
	const name = key.length === 1 ? `-${key}` : toFlagName(key);
	return new AppError({
		code: 'USAGE',
		message: `"parley ${command.name}" has no flag ${name}.`,
		nextStep: closest === undefined ? `See "parley ${command.name} --help".` : `Did you mean ${toFlagName(closest)}? "parley ${command.name} --help" lists all.`,
	});
}
