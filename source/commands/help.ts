import {toSafeText, type SafeText} from '../core/safe-text.js';
import type {Command, Flag} from './command.js';
import {formatTable} from './format-table.js';
import {globalFlags, toFlagName} from './flags.js';

const exitCodes: readonly (readonly [string, string])[] = [
	['0', 'done'], ['1', 'failed; the same again may work'], ['2', 'not understood'], ['3', 'configure something first'],
	['4', 'database unreachable, or migrations pending'], ['5', 'a person must decide'], ['70', 'a bug'], ['130', 'interrupted'],
];

/** What `parley --help` prints, or `parley conflicts --help` with the group's name. */
export function renderHelp(commands: readonly Command[], group?: string): readonly SafeText[] {
	const listed = group === undefined ? commands : commands.filter(({name}) => name.startsWith(`${group} `));
	return [
		...(group === undefined ? intro : []),
		...section('Commands', listed.map(({name, usage, summary}) => [`${name}${usage === '' ? '' : ` ${usage}`}`, summary])),
		...section('Every command takes', toFlagRows(globalFlags)),
		...(group === undefined ? section('Exit codes', exitCodes) : []),
	].map(line => toSafeText(line));
}

const intro = [
	'Parley keeps your vulnerability and compliance database in agreement with Tenable and Xacta.',
	'',
	'Usage',
	'  parley                     open the console',
	'  parley <command> [flags]   do one thing and exit',
	'',
];

/** What `parley sync run --help` prints. */
export function renderCommandHelp(command: Command): readonly SafeText[] {
	const {name, usage, summary, flags, examples = []} = command;
	const usageLine = ['  parley', name, usage, Object.keys(flags).length > 0 ? '[flags]' : ''].filter(part => part !== '').join(' ');
	return [
		summary, '', 'Usage', usageLine, '',
		...(Object.keys(flags).length > 0 ? section('Flags', toFlagRows(flags)) : []),
		...section('Every command takes', toFlagRows(globalFlags)),
		...(examples.length > 0 ? ['Examples', ...examples.map(example => `  ${example}`), ''] : []),
		...section('Exit codes', exitCodes),
	].map(line => toSafeText(line));
}

function section(title: string, rows: readonly (readonly [string, string])[]): readonly string[] {
	const table = formatTable({
		columns: [{header: ''}, {header: ''}], hasHeader: false, width: undefined,
		rows: rows.map(row => row.map(cell => toSafeText(cell))),
	});
	return [title, ...table.map(line => `  ${line}`), ''];
}

const toFlagRows = (flags: Readonly<Record<string, Flag>>): readonly (readonly [string, string])[] =>
	Object.entries(flags).map(([key, flag]) => [describeFlag(key, flag), describeUse(flag)]);

function describeFlag(key: string, {type, shortFlag, placeholder}: Flag): string {
	const value = type === 'boolean' ? '' : ` ${placeholder ?? (type === 'number' ? 'N' : 'TEXT')}`;
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
