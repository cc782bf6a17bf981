import {findClosestName} from '../../core/text/closest-name.js';
import {AppError} from '../../errors/app-error.js';
import type {Command} from '../command.js';
import {commandsOfGroup} from '../commands-of-group.js';

export type FoundCommand = {
	/** Undefined: help was asked for on everything, or on a group. */
	readonly command: Command | undefined;
	/** The words that were typed, as far as they name something. */
	readonly words: readonly string[];
	/** What stands after the command's name, flags included. */
	readonly rest: readonly string[];
	readonly isHelp: boolean;
};

/** Flags that may stand before the command's name, because none of them takes a value. */
export const leadingFlags = new Set(['--json', '--read-only', '--help', '-h']);

/**
 * Finds the command that the first words name, the longest name first. `--help` anywhere, or `help` in front, asks for
 * the help of what is named. @throws USAGE with the name that was probably meant.
 */
export function findCommand(argv: readonly string[], commands: readonly Command[]): FoundCommand {
	const {leading, words, others} = splitWords(argv);
	const isHelp = words[0] === 'help' || [...leading, ...untilSeparator(others)].some(token => token === '--help' || token === '-h');
	const named = words[0] === 'help' ? words.slice(1) : words;
	for (let count = named.length; count > 0; count--) {
		const command = commands.find(({name}) => name === named.slice(0, count).join(' '));
		if (command !== undefined) return {command, words: named.slice(0, count), rest: [...leading, ...named.slice(count), ...others], isHelp};
	}
	if (named.length === 0 && isHelp) return {command: undefined, words: [], rest: [], isHelp};
	const group = commandsOfGroup(commands, named[0] ?? '');
	if (group.length > 0 && isHelp) return {command: undefined, words: named.slice(0, 1), rest: [], isHelp};
	throw group.length > 0 ? unknownMember(named, group) : unknownCommand(named, commands);
}

function splitWords(argv: readonly string[]): {readonly leading: readonly string[]; readonly words: readonly string[]; readonly others: readonly string[]} {
	const leading: string[] = [];
	const words: string[] = [];
	for (const [index, token] of argv.entries()) {
		if (leadingFlags.has(token)) leading.push(token);
		else if (token.startsWith('-')) return {leading, words, others: argv.slice(index)};
		else words.push(token);
	}
	return {leading, words, others: []};
}

const untilSeparator = (tokens: readonly string[]): readonly string[] => (tokens.includes('--') ? tokens.slice(0, tokens.indexOf('--')) : tokens);

function unknownMember(words: readonly string[], members: readonly Command[]): AppError {
	const [group = '', member = ''] = words;
	const said = words.join(' ');
	const further = members.filter(({name}) => name.startsWith(`${said} `));
	if (further.length > 0) {
		return new AppError({code: 'USAGE', message: `"parley ${said}" needs one more word.`, nextStep: `Say which: ${further.map(({name}) => `parley ${name}`).join(', ')}.`});
	}
	const names = members.map(({name}) => name.slice(group.length + 1));
	const closest = findClosestName(member, names);
	return new AppError({
		code: 'USAGE',
		message: `There is no command "${group} ${member}".`,
		nextStep: closest === undefined ? `Known are: ${names.map(name => `${group} ${name}`).join(', ')}.` : `Did you mean "parley ${group} ${closest}"?`,
	});
}

function unknownCommand(words: readonly string[], commands: readonly Command[]): AppError {
	const [first = ''] = words;
	const groups = new Set(commands.map(({name}) => name.split(' ')[0] ?? name));
	const closest = findClosestName(words.slice(0, 2).join(' '), commands.map(({name}) => name)) ?? findClosestName(first, groups);
	return new AppError({
		code: 'USAGE',
		message: first === '' ? 'A command is missing.' : `There is no command "${first}".`,
		nextStep: closest === undefined ? '"parley --help" lists the commands.' : `Did you mean "parley ${closest}"? "parley --help" lists the commands.`,
	});
}
