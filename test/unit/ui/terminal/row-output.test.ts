import fc from 'fast-check';
import {expect, test} from 'vitest';
import InkOutput from '../../../../node_modules/ink/build/output.js';
import RowOutput from '../../../../source/ui/terminal/row-output.js';

const size = {width: 24, height: 6};

type Draw = (output: InkOutput | RowOutput) => void;

const text = fc.array(fc.constantFrom('plain', 'two words', ' ', '│', '…', '漢字', '👍', '\u001B[1mbold\u001B[22m', '\u001B[31mred', '\u001B[39m', '\u001B[7m inverse \u001B[27m', '\n'), {maxLength: 8}).map(parts => parts.join(''));
const bound = fc.option(fc.integer({min: -2, max: 26}), {nil: undefined});
const shout = (line: string): string => line.toUpperCase();

const step: fc.Arbitrary<Draw> = fc.oneof(
	{weight: 8, arbitrary: fc.tuple(fc.integer({min: -3, max: 25}), fc.integer({min: -1, max: 6}), text, fc.boolean()).map(([x, y, written, isLoud]): Draw => output => output.write(x, y, written, {transformers: isLoud ? [shout] : []}))},
	{weight: 1, arbitrary: fc.tuple(bound, bound, bound, bound).map(([x1, x2, y1, y2]): Draw => output => output.clip({x1, x2, y1, y2}))},
	{weight: 1, arbitrary: fc.constant<Draw>(output => output.unclip())},
);

const draw = (output: InkOutput | RowOutput, steps: readonly Draw[]) => {
	for (const one of steps) one(output);
	return output.get();
};

test('frames that follow each other are what Ink itself makes of each of them', () => {
	fc.assert(fc.property(fc.array(fc.tuple(fc.array(step, {maxLength: 9}), fc.boolean()), {minLength: 1, maxLength: 4}), frames => {
		let last: readonly Draw[] = [];
		for (const [steps, isAdded] of frames) {
			last = isAdded ? [...last, ...steps] : steps;
			expect(draw(new RowOutput(size), last)).toEqual(draw(new InkOutput(size), last));
		}
	}), {numRuns: 1000});
});

test('a text that is transformed in one frame and not in the next is not taken for the same', () => {
	const loud: Draw = output => output.write(0, 0, 'text', {transformers: [shout]});
	const quiet: Draw = output => output.write(0, 0, 'text', {transformers: []});
	for (const [one, line] of [[quiet, 'text'], [loud, 'TEXT'], [quiet, 'text']] as const) expect(draw(new RowOutput(size), [one]).output.split('\n')[0]).toBe(line);
});
