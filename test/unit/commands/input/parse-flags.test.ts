import {describe, expect, test} from 'vitest';
import type {Command} from '../../../../source/commands/command.js';
import {parseFlags} from '../../../../source/commands/input/parse-flags.js';

const command: Command = {
	name: 'things list',
	usage: '<id>',
	summary: '',
	flags: {
		side: {type: 'string', help: '', choices: ['ours', 'theirs']},
		onlyErrors: {type: 'boolean', help: ''},
		'page-size': {type: 'number', help: '', default: 50},
		set: {type: 'string', help: '', isMultiple: true},
		value: {type: 'string', help: '', shortFlag: 'v'},
	},
	run: async () => {},
};
const usage = (message: RegExp, nextStep = /--help/) => expect.objectContaining({code: 'USAGE', message: expect.stringMatching(message), nextStep: expect.stringMatching(nextStep)});

describe('what a command knows', () => {
	test('comes with its type, under the name that the command declared', () => {
		const {args, flags} = parseFlags(command, ['42', '--side', 'ours', '--only-errors', '--page-size=10', '--set', 'a=1', '--set', 'b']);
		expect(args).toEqual(['42']);
		expect(flags).toMatchObject({side: 'ours', onlyErrors: true, 'page-size': 10, set: ['a=1', 'b'], json: false});
	});

	test('has its default, or nothing, when it is not given', () => {
		expect(parseFlags(command, []).flags).toMatchObject({side: undefined, onlyErrors: false, 'page-size': 50, set: []});
	});

	test('may be a number-like text, a negative number, an empty text, or stand after "--"', () => {
		expect(parseFlags(command, ['--value', '007']).flags['value']).toBe('007');
		expect(parseFlags(command, ['--page-size', '-3']).flags['page-size']).toBe(-3);
		expect(parseFlags(command, ['--value', '']).flags['value']).toBe('');
		expect(parseFlags(command, ['--value=']).flags['value']).toBe('');
		expect(parseFlags(command, ['--value', '-', '--set', '-', '-']).flags).toMatchObject({value: '-', set: ['-']});
		expect(parseFlags(command, ['--value', '-', '-']).args).toEqual(['-']);
		expect(parseFlags(command, ['--', '--value', '-']).args).toEqual(['--value', '-']);
		expect(parseFlags(command, ['--', '--json']).args).toEqual(['--json']);
	});
});

describe('what a command does not know', () => {
	test.each([
		[['--only-erors'], usage(/"parley things list" has no flag --only-erors\./, /Did you mean --only-errors\?/)],
		[['--pagesize', '3'], usage(/no flag --pagesize/, /Did you mean --page-size\?/)],
		[['-x'], usage(/no flag -x/)],
		[['--completely-different'], usage(/no flag --completely-different/)],
		[['--side', 'mine'], usage(/--side takes ours, theirs; "mine" is none of them/)],
		[['--side'], usage(/--side needs a value/)],
		[['--page-size', 'many'], usage(/--page-size needs a number/)],
		[['--side', 'ours', '--side', 'theirs'], usage(/only be set once/)],
		[['--set'], usage(/--set needs a value/)],
		[['--only-errors=no'], usage(/--only-errors takes no value/)],
		[['--read-only=true'], usage(/--read-only takes no value/)],
		[['--json='], usage(/--json takes no value/)],
		[['--no-only-errors'], usage(/no flag --no-only-errors: leave --only-errors out/)],
	])('%j is refused, with what was probably meant', (argv, error) => {
		expect(() => parseFlags(command, argv)).toThrow(error);
	});
});
