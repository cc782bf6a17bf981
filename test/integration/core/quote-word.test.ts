import {spawnSync} from 'node:child_process';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {splitWords} from '../../../source/commands/input/split-words.js';
import {quoteWord} from '../../../source/core/text/quote-word.js';
import {toCommand} from '../../../source/core/text/to-command.js';

/** The words that a real shell makes of a line; variables are set, so that one which is not held back shows itself. */
function readByShell(line: string): readonly string[] {
	const {stdout, stderr, status} = spawnSync('sh', ['-c', `HOME=home; set -- ${line}\nprintf '%s\\0' "$@"`], {encoding: 'utf8'});
	if (status !== 0) throw new Error(`sh ended with ${status}: ${stderr}`);
	return stdout.split('\0').slice(0, -1);
}

/** Names as people give them, with all that means something to a shell; a zero byte is in no argument of a program. */
const word = fc.oneof(
	fc.string({unit: fc.constantFrom(...'ab Z9.-_/=~*?[]{}()<>|&;#!$`\'"\\%^,:@+\n\té€')}),
	fc.string({unit: 'binary'}).map(text => text.replaceAll('\0', '')),
);

describe('a word of a proposed command', () => {
	test('is read back by a shell, and by the console that reads lines, as what it was', () => {
		fc.assert(fc.property(fc.array(word, {minLength: 1, maxLength: 20}), words => {
			const line = words.map(quoteWord).join(' ');
			expect(readByShell(line)).toEqual(words);
			expect(splitWords(line)).toEqual(words);
		}), {numRuns: 200});
	});

	test.each([
		['Tenable.io', 'Tenable.io'],
		['Xacta 360', '"Xacta 360"'],
		['', '""'],
		['it\'s', '"it\'s"'],
		['a "b" $HOME `id`', '\'a "b" $HOME `id`\''],
		['it\'s $5', String.raw`'it'\''s $5'`],
		['Wow!', '\'Wow!\''],
		['--set=NAME', '--set=NAME'],
		['=ls', '"=ls"'],
	])('%s is written %s', (given, written) => {
		expect(quoteWord(given)).toBe(written);
	});

	test('stands in a command on a system', () => {
		expect(toCommand('systems test', 'Tenable.io')).toBe('parley systems test Tenable.io');
		expect(readByShell(toCommand('systems edit', 'Site "$HOME"', '--url URL'))).toEqual(['parley', 'systems', 'edit', 'Site "$HOME"', '--url', 'URL']);
	});
});
