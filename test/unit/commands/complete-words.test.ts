import {describe, expect, test} from 'vitest';
import {completeWords} from '../../../source/commands/complete-words.js';
import {commands} from '../../../source/commands/registry.js';
import {toHelpDocument} from '../../../source/commands/help-document.js';
import {entityTypes} from '../../../source/core/entity.js';

const complete = (...words: readonly string[]) => completeWords(commands, words);

describe('a word that is begun can become', () => {
	test('each word of each name, one after the other', () => {
		for (const {name} of commands) {
			const words = name.split(' ');
			for (const [index, word] of words.entries()) expect(complete(...words.slice(0, index), word.slice(0, 2))).toContain(word);
		}
	});

	test('each flag of a command that the help tells of', () => {
		const {commands: described, globalFlags} = toHelpDocument(commands);
		for (const {name, flags} of described) expect(complete(...name.split(' '), '--').toSorted()).toEqual([...flags, ...globalFlags].map(flag => flag.name).toSorted());
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
	])('%j', (words, expected) => {
		expect(complete(...words)).toEqual(expected);
	});

	test('no flag that was given, unless it may be given again', () => {
		expect(complete('status', '--check', '--c')).toEqual([]);
		expect(complete('systems', 'edit', 'Tenable.io', '--set', 'access_key', '--s')).toEqual(['--set']);
	});

	test.each([[['sync', 'run', '--system', '']], [['conflicts', 'show', '']], [['nonsense', '']]])('nothing, where the declarations know no value: %j', words => {
		expect(complete(...words)).toEqual([]);
	});
});
