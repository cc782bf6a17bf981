import {toSafeText, type SafeText} from '../core/text/safe-text.js';
import type {Command, Flag} from './command.js';
import {commandsOfGroup} from './commands-of-group.js';
import {exitCodeMeanings} from './print/exit-code-meanings.js';
import {globalFlags, placeholderOf, toFlagName} from './input/flags.js';
import {wrapWords} from './print/wrap-words.js';

/** What of the help is asked for. `width`: the cells of the terminal, within which lines are broken between words. */
export type HelpRequest = {readonly group?: string | undefined; readonly width?: number | undefined};

/** What `parley --help` prints, or `parley conflicts --help` with the group's name. */
export function renderHelp(commands: readonly Command[], {group, width}: HelpRequest = {}): readonly SafeText[] {
	const listed = group === undefined
		? commands.map(({name, summary}) => [name, firstSentence(summary)] as const)
		: commandsOfGroup(commands, group).map(({name, usage, summary}) => [`${name}${usage === '' ? '' : ` ${usage}`}`, summary] as const);
	return [
		...(group === undefined ? intro.flatMap(line => wrapWords(line, width)) : []),
		...section('Commands', listed, width),
		...section('Every command takes', toFlagRows(globalFlags), width),
		...(group === undefined ? section('Exit codes', exitCodeRows, width) : []),
	].map(line => toSafeText(line));
}

const exitCodeRows = exitCodeMeanings.map(({code, meaning}) => [String(code), meaning] as const);

/** All of it stands in the command's own help. */
const firstSentence = (summary: string): string => /^.*?\.(?= [A-Z])/.exec(summary)?.[0] ?? summary;

const intro = [
	'Parley keeps your vulnerability and compliance database in agreement with Tenable and Xacta.',
	'',
	'Usage',
	'  parley                     open the console',
	'  parley <command> [flags]   do one thing and exit',
	'  parley <command> --help    what it takes, with examples',
	'  parley --version           which Parley this is',
	'',
];

/** What `parley sync run --help` prints. */
export function renderCommandHelp(command: Command, width?: number): readonly SafeText[] {
	const {name, usage, summary, flags, examples = []} = command;
	const usageLine = ['  parley', name, usage, Object.keys(flags).length > 0 ? '[flags]' : ''].filter(part => part !== '').join(' ');
	return [
		...wrapWords(summary, width), '', 'Usage', usageLine, '',
		...(Object.keys(flags).length > 0 ? section('Flags', toFlagRows(flags), width) : []),
		...section('Every command takes', toFlagRows(globalFlags), width),
		...(examples.length > 0 ? ['Examples', ...examples.map(example => `  ${example}`), ''] : []),
		...section('Exit codes', exitCodeRows, width),
	].map(line => toSafeText(line));
}

/** Names at the left, and what they mean beside them; below them where the terminal has no room for both. */
function section(title: string, rows: readonly (readonly [string, string])[], width: number | undefined): readonly string[] {
	const names = Math.max(0, ...rows.map(([name]) => name.length));
	const room = width === undefined ? undefined : width - names - 4;
	const isBeside = room === undefined || room >= leastBeside;
	return [title, ...rows.flatMap(([name, text]) => {
		if (!isBeside) return [`  ${name}`, ...wrapWords(text, (width ?? 0) - 6).map(line => `      ${line}`)];
		const [first = '', ...rest] = wrapWords(text, room);
		return [`  ${name.padEnd(names)}  ${first}`, ...rest.map(line => `${' '.repeat(names + 4)}${line}`)];
	}), ''];
}

const leastBeside = 36;

const toFlagRows = (flags: Readonly<Record<string, Flag>>): readonly (readonly [string, string])[] =>
	Object.entries(flags).map(([key, flag]) => [describeFlag(key, flag), describeUse(flag)]);

function describeFlag(key: string, flag: Flag): string {
	const {type, shortFlag} = flag;
	const value = type === 'boolean' ? '' : ` ${placeholderOf(flag)}`;
	return `${shortFlag === undefined ? '' : `-${shortFlag}, `}${toFlagName(key)}${value}`;
}

function describeUse({help, choices, default: initial, isMultiple}: Flag): string {
	const notes = [
		...(choices === undefined ? [] : [`one of ${choices.join(', ')}`]),
		...(initial === undefined ? [] : [`default ${String(initial)}`]),
		...(isMultiple ? ['may be given several times'] : []),
	];
	return notes.length === 0 ? help : `${help} (${notes.join('; ')})`;
}
