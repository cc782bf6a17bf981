import type {Command, Flag, FlagValues} from '../command.js';

/** Those that every command takes. */
export const globalFlags: Readonly<Record<string, Flag>> = {
	json: {type: 'boolean', help: 'Print one JSON document for a program to read.'},
	readOnly: {type: 'boolean', help: 'Refuse everything that modifies.'},
	help: {type: 'boolean', help: 'Show this help.', shortFlag: 'h'},
};

/** "--only-errors" for `onlyErrors`. */
export const toFlagName = (key: string): string => `--${key.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;

/** What stands for a flag's value in the help. */
export const placeholderOf = ({placeholder, type}: Flag): string => placeholder ?? (type === 'number' ? 'N' : 'TEXT');

/** What a command is given that nothing was typed after. */
export const flagsUnset = ({flags}: Command): FlagValues => Object.fromEntries(Object.entries({...flags, ...globalFlags}).map(([name, flag]) => [name, initialOf(flag)]));

const initialOf = ({type, default: initial, isMultiple}: Flag): FlagValues[string] => initial ?? (isMultiple ? [] : type === 'boolean' ? false : undefined);
