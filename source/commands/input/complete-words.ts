import {entityTypes} from '../../core/entity.js';
import type {Command, Flag} from '../command.js';
import {shells} from '../completion-scripts.js';
import {leadingFlags} from './find-command.js';
import {globalFlags, toFlagName} from './flags.js';

/** Words, or names that only the database knows. */
type Candidates = readonly string[] | 'systems';

/** What may stand in an argument's place, by the argument's name in a usage line. The others are ids, keys and files. */
const argumentValues: Readonly<Record<string, Candidates>> = {entity: entityTypes, shell: shells, system: 'systems'};

/**
 * A name with a character that some shell gives a meaning to, between quotes or without, is not offered: what a Tab puts on
 * the line is then nothing but the name, whoever gave it.
 */
const inertName = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._+,/%#&()-]*$/u;

/**
 * What the last of `words`, which may be empty or begun, can become: words of a command's name, flags, the values that are
 * declared, and names of systems. `words` are those after "parley", as they stand on the line: with their quotes. The names
 * are asked for only where one may stand.
 */
export async function completeWords(commands: readonly Command[], words: readonly string[], systemNames: () => Promise<readonly string[]>): Promise<readonly string[]> {
	const read = async (candidates: Candidates): Promise<readonly string[]> => (candidates === 'systems' ? (await systemNames()).filter(name => inertName.test(name)) : candidates);
	const last = unquote(words.at(-1) ?? '');
	// Bash hands "--entity=as" over as three words, the others as one.
	const typed = words.slice(0, -1).filter(word => word !== '=');
	const joined = /^(--[^=]+)=/.exec(last);
	if (joined?.[1] !== undefined) return startingWith(last, (await read(findCandidates(commands, [...typed, joined[1]], ''))).map(value => `${joined[0]}${value}`));
	const current = last === '=' ? '' : last;
	return startingWith(current, await read(findCandidates(commands, typed, current)));
}

/** What is begun may have an open quote, or blanks that are escaped; nothing that is offered has either of its own. */
const unquote = (word: string): string => word.replaceAll(/["'\\]/g, '');

const startingWith = (start: string, candidates: readonly string[]): readonly string[] => [...new Set(candidates)].filter(candidate => candidate.startsWith(start));

function findCandidates(commands: readonly Command[], typed: readonly string[], current: string): Candidates {
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
function continueCommand({flags, usage}: Command, rest: readonly string[], current: string): Candidates {
	const known = Object.entries({...flags, ...globalFlags}).map(([key, flag]) => ({name: toFlagName(key), flag}));
	let waiting: Flag | undefined;
	let args = 0;
	for (const word of rest) {
		if (waiting !== undefined) waiting = undefined;
		else if (word.startsWith('-')) waiting = known.find(({name, flag}) => name === word && flag.type !== 'boolean')?.flag;
		else args++;
	}
	if (waiting !== undefined) return waiting.names ?? waiting.choices ?? [];
	const place = usage.match(/<[^>]+>|\[[^\]]+\]/g)?.[args];
	if (place !== undefined && !current.startsWith('-')) return argumentValues[place.replaceAll(/\W/g, '')] ?? [];
	return known.filter(({name, flag}) => flag.isMultiple === true || !rest.includes(name)).map(({name}) => name);
}
