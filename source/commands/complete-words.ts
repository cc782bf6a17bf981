import {entityTypes} from '../core/entity.js';
import type {Command, Flag} from './command.js';
import {shells} from './completion-scripts.js';
import {leadingFlags} from './find-command.js';
import {globalFlags, toFlagName} from './flags.js';

/** What may stand in an argument's place, by the argument's name in a usage line. The others are names in the database, or files. */
const argumentValues: Readonly<Record<string, readonly string[]>> = {entity: entityTypes, shell: shells};

/**
 * What the last of `words`, which may be empty or begun, can become: words of a command's name, flags, and the values that
 * are declared. `words` are those after "parley". Nothing is opened.
 */
export function completeWords(commands: readonly Command[], words: readonly string[]): readonly string[] {
	const last = words.at(-1) ?? '';
	// Bash hands "--entity=as" over as three words, the others as one.
	const typed = words.slice(0, -1).filter(word => word !== '=');
	const joined = /^(--[^=]+)=/.exec(last);
	if (joined?.[1] !== undefined) return startingWith(last, findCandidates(commands, [...typed, joined[1]], '').map(value => `${joined[0]}${value}`));
	const current = last === '=' ? '' : last;
	return startingWith(current, findCandidates(commands, typed, current));
}

const startingWith = (start: string, candidates: readonly string[]): readonly string[] => [...new Set(candidates)].filter(candidate => candidate.startsWith(start));

function findCandidates(commands: readonly Command[], typed: readonly string[], current: string): readonly string[] {
	const firstWord = typed.findIndex(word => !leadingFlags.has(word));
	const words = firstWord === -1 ? [] : typed.slice(firstWord);
	if (words[0] === 'help') return nextWords(commands, words.slice(1));
	const isFlag = words[0]?.startsWith('-') ?? current.startsWith('-');
	const command = isFlag ? commands.find(({name}) => name === 'console') : findNamed(commands, words);
	if (command === undefined) return nextWords(commands, words);
	return continueCommand(command, isFlag ? typed : words.slice(command.name.split(' ').length), current);
}

const findNamed = (commands: readonly Command[], words: readonly string[]): Command | undefined =>
	commands.find(({name}) => name.split(' ').every((word, index) => word === words[index]));

/** The words that a command's name goes on with. */
const nextWords = (commands: readonly Command[], words: readonly string[]): readonly string[] => commands.flatMap(({name}) => {
	const own = name.split(' ');
	const next = own[words.length];
	return next !== undefined && words.every((word, index) => word === own[index]) ? [next] : [];
});

/** What may follow a command's name and `rest`. */
function continueCommand({flags, usage}: Command, rest: readonly string[], current: string): readonly string[] {
	const known = Object.entries({...flags, ...globalFlags}).map(([key, flag]) => ({name: toFlagName(key), flag}));
	let waiting: Flag | undefined;
	let args = 0;
	for (const word of rest) {
		if (waiting !== undefined) waiting = undefined;
		else if (word.startsWith('-')) waiting = known.find(({name, flag}) => name === word && flag.type !== 'boolean')?.flag;
		else args++;
	}
	if (waiting !== undefined) return waiting.choices ?? [];
	const place = usage.match(/<[^>]+>|\[[^\]]+\]/g)?.[args];
	if (place !== undefined && !current.startsWith('-')) return argumentValues[place.replaceAll(/\W/g, '')] ?? [];
	return known.filter(({name, flag}) => flag.isMultiple === true || !rest.includes(name)).map(({name}) => name);
}
