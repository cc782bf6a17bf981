import {expect, test} from 'vitest';
import {callsList} from '../../../../source/commands/calls-list.js';
import {conflictsList} from '../../../../source/commands/conflicts-list.js';
import {moreLine} from '../../../../source/commands/print/more-line.js';
import {parseFlags} from '../../../../source/commands/input/parse-flags.js';
import {recordsList} from '../../../../source/commands/records-list.js';
import {splitWords} from '../../../../source/commands/input/split-words.js';

test('the next page is asked for with everything that narrowed this one', () => {
	const typed = parseFlags(callsList, ['--system', 'Xacta 360', '--errors', '--limit', '3', '--after', '9']);
	expect(moreLine(callsList, typed, 48)).toBe('There is more: parley calls list --system "Xacta 360" --errors --limit 3 --after 48');
	expect(moreLine(recordsList, parseFlags(recordsList, ['asset', '--text=web-']), 3)).toBe('There is more: parley records list asset --text web- --after 3');
});

test('what is the default anyway is left out', () => {
	expect(moreLine(conflictsList, parseFlags(conflictsList, ['--status', 'pending']), 7)).toBe('There is more: parley conflicts list --after 7');
});

test('a text reads back as it was typed, whatever is in it', () => {
	const where = String.raw`ours:"a \ b" $HOME ${'`id`'}`;
	const [, , ...rest] = splitWords(moreLine(conflictsList, parseFlags(conflictsList, ['--where', where]), 7).replace('There is more: parley ', ''));
	expect(parseFlags(conflictsList, rest).flags).toMatchObject({where, after: 7});
});
