import {describe, expect, test} from 'vitest';
import {completeWords} from '../../../../source/commands/input/complete-words.js';
import {commands} from '../../../../source/commands/registry.js';
import {toHelpDocument} from '../../../../source/commands/print/help-document.js';
import {entityTypes} from '../../../../source/core/entity.js';
import {runParleyCommand} from '../../../support/run-parley-command.js';

const names = ['Tenable (lab)', 'Tenable.io', 'Xacta 360', 'Xacta 361', '$(touch /tmp/x)', '`id`', 'a;b', 'a"b', "a'b", 'a\\b', 'a!b', 'a*', 'a\nb', '-x', 'a=b', 'a:b', 'a\u202eb', '~', ''];
const complete = (...words: readonly string[]) => completeWords(commands, words, () => Promise.resolve(names));

describe('a word that is begun can become', () => {
	test('each word of each name, one after the other', async () => {
		for (const {name} of commands) {
			const words = name.split(' ');
			for (const [index, word] of words.entries()) expect(await complete(...words.slice(0, index), word.slice(0, 2))).toContain(word);
		}
	});

	test('each flag of a command that the help tells of', async () => {
		const {commands: described, globalFlags} = toHelpDocument(commands);
		for (const {name, flags} of described) expect((await complete(...name.split(' '), '--')).toSorted()).toEqual([...flags, ...globalFlags].map(flag => flag.name).toSorted());
	});

	test.each([
		[['sync', 'r'], ['run', 'resume']],
		[['--json', 'db', 'st'], ['status', 'start', 'stop']],
		[['help', 'conflicts', 'undo'], ['undo', 'undo-all']],
		[['sync', 'run', '--entity', 'a'], ['asset']],
		[['sync', 'run', '--entity=as'], ['--entity=asset']],
		[['sync', 'run', '--entity', '=', 'as'], ['asset']],
		[['sync', 'run', '--entity', '='], entityTypes],
		[['policies', 'set', 'Xacta 360', ''], entityTypes],
		[['completion', ''], ['bash', 'zsh', 'fish']],
		[['sync', 'run', '--system', 'X'], ['Xacta 360', 'Xacta 361']],
		[['sync', 'run', '--system', ''], ['Tenable (lab)', 'Tenable.io', 'Xacta 360', 'Xacta 361']],
		[['sync', 'run', '--system', '=', 'Ten'], ['Tenable (lab)', 'Tenable.io']],
		[['sync', 'run', '--system=Xacta\\ 360'], ['--system=Xacta 360']],
		[['systems', 'show', '"Xacta 360'], ['Xacta 360']],
		[['systems', 'show', "'Xacta 360"], ['Xacta 360']],
		[['policies', 'set', 'Xacta\\ 36'], ['Xacta 360', 'Xacta 361']],
		[['policies', 'set', '"Xacta 360"', 'po'], ['poam']],
		[['poams', 'propose', '--system', 'Tenable.'], ['Tenable.io']],
	])('%j', async (words, expected) => {
		expect(await complete(...words)).toEqual(expected);
	});

	test('no flag that was given, unless it may be given again', async () => {
		expect(await complete('status', '--check', '--c')).toEqual([]);
		expect(await complete('systems', 'edit', 'Tenable.io', '--set', 'access_key', '--s')).toEqual(['--set']);
	});

	test.each([[['conflicts', 'show', '']], [['nonsense', '']]])('nothing, where the declarations know no value: %j', async words => {
		expect(await complete(...words)).toEqual([]);
	});

	test('a name for each argument and flag that takes the name of a system', async () => {
		const takers = commands.filter(({usage, flags}) => usage.startsWith('<system>') || 'system' in flags);
		expect(takers.length).toBeGreaterThan(20);
		for (const {name, usage} of takers) expect(await complete(...name.split(' '), ...(usage.startsWith('<system>') ? [] : ['--system']), 'Xacta 360'), name).toEqual(['Xacta 360']);
	});
});

test('the database is asked only where a name may stand', async () => {
	const unasked = () => Promise.reject(new Error('Nobody needs names.'));
	for (const words of [['sync', ''], ['sync', 'run', '--'], ['policies', 'set', 'Xacta 360', ''], ['conflicts', 'show', '']]) await completeWords(commands, words, unasked);
	await expect(completeWords(commands, ['systems', 'show', ''], unasked)).rejects.toThrow('Nobody needs names.');
});

describe('the command', () => {
	const lines = async (shell: string, ...words: readonly string[]) =>
		(await runParleyCommand(['completion', shell, '--', ...words], {operations: () => Promise.reject(new Error('No operations.')), systemNames: () => Promise.resolve(names)})).stdout.trim().split('\n');

	test.each([
		['bash', ['systems', 'show', 'Tenable '], ['Tenable\\ \\(lab\\)']],
		['bash', ['systems', 'show', '"Tenable '], ['Tenable (lab)']],
		['zsh', ['systems', 'show', 'Tenable '], ['Tenable (lab)']],
		['fish', ['systems', 'show', 'Tenable '], ['Tenable (lab)']],
	])('gives %s a name as that puts it on the line: %j', async (shell, words, expected) => {
		expect(await lines(shell, ...words)).toEqual(expected);
	});

	test('is silent, and no failure, where there are no names to be had', async () => {
		const run = await runParleyCommand(['completion', 'bash', '--', 'systems', 'show', ''], {operations: () => Promise.reject(new Error('No operations.')), systemNames: () => Promise.reject(new Error('No database.'))});
		expect(run).toEqual({exitCode: 0, stdout: '', stderr: ''});
	});
});
