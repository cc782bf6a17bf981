import {describe, expect, test} from 'vitest';
import type {CommandOutput} from '../../../source/commands/command.js';
import {exitCodeMeanings} from '../../../source/commands/print/exit-code-meanings.js';
import {renderCommandHelp, renderHelp} from '../../../source/commands/help.js';
import type {HelpDocument} from '../../../source/commands/print/help-document.js';
import {findCommand} from '../../../source/commands/input/find-command.js';
import {globalFlags, toFlagName} from '../../../source/commands/input/flags.js';
import {parseFlags} from '../../../source/commands/input/parse-flags.js';
import {commands} from '../../../source/commands/registry.js';
import {runCommand, type CommandEnvironment} from '../../../source/commands/run-command.js';
import {splitWords} from '../../../source/commands/input/split-words.js';
import {syncRun} from '../../../source/commands/sync-run.js';
import {errorCodes} from '../../../source/errors/codes.js';
import {bugExitCode, interruptedExitCode} from '../../../source/errors/exit-code.js';

describe('every command', () => {
	test('has a name of its own', () => {
		const names = commands.map(({name}) => name);
		expect(new Set(names).size).toBe(names.length);
	});

	test.each(commands.map(command => [command.name, command] as const))('%s has help with its usage and each of its flags, and reads a line without flags', (_, command) => {
		const help = renderCommandHelp(command).join('\n');
		expect(help).toContain(`parley ${command.name}`);
		expect(help).toContain(command.summary);
		for (const flag of Object.values({...command.flags, ...globalFlags})) expect(help).toContain(flag.help);
		expect(parseFlags(command, []).args).toEqual([]);
	});

	test.each(commands.flatMap(({name, examples = []}) => examples.map(example => [example, name] as const)))('can be asked as its help says: %s', (example, name) => {
		const line = [...example.matchAll(/\bparley ([^|>)&]+)/g)].at(-1)?.[1] ?? '';
		const {command, rest} = findCommand(splitWords(line), commands);
		expect(command?.name).toBe(name);
		if (command !== undefined) expect(() => parseFlags(command, rest)).not.toThrow();
	});

	test('stands in the help of all, which tells the exit codes', () => {
		const help = renderHelp(commands).join('\n');
		for (const {name, summary} of commands) {
			expect(help).toMatch(new RegExp(`^  ${name} `, 'm'));
			expect(help).toContain(summary.slice(0, 20));
		}
		expect(help).toMatch(/^ {2}130 {2}interrupted$/m);
	});

	test('stands beside how the console is opened and how the version is asked for', () => {
		expect(renderHelp(commands).join('\n')).toMatch(/parley +open the console\n[^]*parley --version +which Parley this is\n/);
	});

	test('of a group stands in the help of that group, and no other', () => {
		const help = renderHelp(commands, {group: 'conflicts'}).join('\n');
		expect(help).toContain('conflicts resolve <id>');
		expect(help).not.toContain('systems');
	});

	test.each([60, 80, 200])('is told in %i cells without a word that is cut', width => {
		const texts = [renderHelp(commands, {width}), renderHelp(commands, {group: 'systems', width}), ...commands.map(command => renderCommandHelp({...command, examples: []}, width))];
		for (const line of texts.flat()) expect(line.length, line).toBeLessThanOrEqual(width);
		const words = (lines: readonly string[]): string => lines.join(' ').replaceAll(/\s+/g, ' ');
		expect(words(renderHelp(commands, {width}))).toBe(words(renderHelp(commands)));
	});
});

describe('--help --json', () => {
	const refuse = (): never => {
		throw new Error('Help needs nothing.');
	};
	const environment = (output: Partial<CommandOutput>): CommandEnvironment => ({
		output: {line: refuse, json: refuse, progress: refuse, notice: refuse, width: 80, ...output},
		operations: refuse, databaseTools: refuse, readSecret: refuse, systemNames: refuse, signal: new AbortController().signal,
	});
	const documentOf = async (line: string): Promise<HelpDocument> => {
		const printed: unknown[] = [];
		expect(await runCommand(line.split(' '), commands, environment({json: value => printed.push(value)}))).toBe(0);
		expect(printed).toHaveLength(1);
		return JSON.parse(JSON.stringify(printed[0])) as HelpDocument;
	};

	test.each(['help --json', '--help --json', '--json help'])('%s tells every command with what it does, its flags and the exit codes', async line => {
		const told = await documentOf(line);
		expect(told.commands.map(({name, summary}) => [name, summary])).toEqual(commands.map(({name, summary}) => [name, summary]));
		for (const [index, {flags}] of commands.entries()) expect(told.commands[index]?.flags.map(({help}) => help)).toEqual(Object.values(flags).map(({help}) => help));
		expect(told.globalFlags).toContainEqual({name: '--help', shortName: '-h', type: 'boolean', help: 'Show this help.', isMultiple: false});
		expect(told.exitCodes).toContainEqual({code: 5, meaning: 'a person must decide'});
	});

	test.each(['sync run --help --json', 'help sync run --json', '--json sync run -h'])('%s tells of that command alone, its flags as they are typed', async line => {
		const {commands: [command, ...others]} = await documentOf(line);
		expect(others).toEqual([]);
		expect(command?.name).toBe('sync run');
		expect(command?.flags.map(({name}) => name)).toEqual(Object.keys(syncRun.flags).map(toFlagName));
		expect(command?.examples).toEqual(syncRun.examples);
	});

	test('of a group tells of its commands', async () => {
		const names = (await documentOf('conflicts --help --json')).commands.map(({name}) => name);
		expect(names).toContain('conflicts resolve');
		expect(names.filter(name => !name.startsWith('conflicts '))).toEqual([]);
	});

	test('is text where the wish for JSON stands behind "--"', async () => {
		const lines: string[] = [];
		await runCommand(['status', '--help', '--', '--json'], commands, environment({line: text => lines.push(text)}));
		expect(lines).toContain('Usage');
	});
});

describe('the exit codes of the help', () => {
	test('are those that errors end with', () => {
		const known = exitCodeMeanings.map(({code}) => code);
		for (const code of [...Object.values(errorCodes), interruptedExitCode, bugExitCode]) expect(known).toContain(code);
	});
});
