import fc from 'fast-check';
import {expect, test} from 'vitest';
import {splitWords} from '../../../../source/commands/input/split-words.js';
import {AppError} from '../../../../source/errors/app-error.js';

test.each([
	['', []],
	['  conflicts   list ', ['conflicts', 'list']],
	['sync run --system "Xacta 360"', ['sync', 'run', '--system', 'Xacta 360']],
	[`note 'it''s' x`, ['note', 'its', 'x']],
	[`--value ""`, ['--value', '']],
	['"say \\"no\\""', ['say "no"']],
	['a\\ b c\\', ['a b', 'c']],
	['--where=theirs:="bo"', ['--where=theirs:=bo']],
])('%j is the words %j', (line, words) => {
	expect(splitWords(line)).toEqual(words);
});

test.each([`it's`, 'say "no', `'`])('a quote without an end in %j is told', line => {
	expect(() => splitWords(line)).toThrow(AppError);
});

test('any words come back when each is quoted', () => {
	fc.assert(fc.property(fc.array(fc.string({unit: fc.constantFrom('a', ' ', '"', "'", '\\', '日', '\n', '=', '-', '\u0000')})), words => {
		expect(splitWords(words.map(word => `"${word.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(' '))).toEqual(words);
	}));
});
