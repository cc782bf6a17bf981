import {describe, expect, test} from 'vitest';
import type {Command} from '../../../../source/commands/command.js';
import {findCommand} from '../../../../source/commands/input/find-command.js';

const named = (name: string): Command => ({name, usage: '', summary: '', flags: {}, run: async () => {}});
const commands = ['status', 'sync run', 'conflicts list', 'conflicts show', 'conflicts resolve', 'systems push enable', 'systems push disable', 'demo'].map(named);
const find = (line: string) => findCommand(line.split(' '), commands);

describe('a command', () => {
	test.each([
		['status', 'status', []],
		['--json status', 'status', ['--json']],
		['sync run --full', 'sync run', ['--full']],
		['conflicts --json show 42', 'conflicts show', ['--json', '42']],
		['conflicts show 42 --version 3 --json', 'conflicts show', ['42', '--version', '3', '--json']],
	])('"%s" is %s', (line, name, rest) => {
		expect(find(line)).toMatchObject({command: {name}, rest, isHelp: false});
	});
});

describe('help', () => {
	test.each([
		['--help', undefined, []],
		['help', undefined, []],
		['conflicts --help', undefined, ['conflicts']],
		['help conflicts', undefined, ['conflicts']],
		['help sync run', 'sync run', ['sync', 'run']],
		['sync run --system x -h', 'sync run', ['sync', 'run']],
	])('is asked for by "%s"', (line, name, words) => {
		const found = find(line);
		expect(found).toMatchObject({words, isHelp: true});
		expect(found.command?.name).toBe(name);
	});

	test('is not asked for behind "--"', () => {
		expect(find('status -- --help').isHelp).toBe(false);
	});
});

describe('what is no command', () => {
	test.each([
		['stauts', /no command "stauts"/, /"parley status"/],
		['conflict list', /no command "conflict"/, /"parley conflicts list"/],
		['conflicts lst', /no command "conflicts lst"/, /"parley conflicts list"/],
		['conflicts', /"parley conflicts" needs one more word/, /conflicts list, parley conflicts show, parley conflicts resolve/],
		['systems push', /"parley systems push" needs one more word/, /: parley systems push enable, parley systems push disable\./],
		['systems pull', /no command "systems pull"/, /systems push enable/],
		['xyzzy', /no command "xyzzy"/, /"parley --help"/],
		['--json', /missing/, /--help/],
	])('"%s" is told with what was probably meant', (line, message, nextStep) => {
		expect(() => find(line)).toThrow(expect.objectContaining({
			code: 'USAGE', message: expect.stringMatching(message), nextStep: expect.stringMatching(nextStep),
		}));
	});
});
