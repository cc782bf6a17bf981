import xterm from '@xterm/headless';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {compressFrame} from '../../../../source/ui/terminal/compress-frame.js';

const size = {cols: 40, rows: 8};

/** Every cell with its attributes, after the writes. */
async function screenAfter(writes: readonly string[]): Promise<readonly string[]> {
	const terminal = new xterm.Terminal({...size, allowProposedApi: true});
	for (const write of writes) await new Promise<void>(resolve => terminal.write(write.replaceAll('\n', '\r\n'), resolve));
	return Array.from({length: size.rows}, (_, y) => Array.from({length: size.cols}, (_unused, x) => {
		const cell = terminal.buffer.active.getLine(y)?.getCell(x);
		if (cell === undefined) return '?';
		const isBlank = cell.getChars() === '' || cell.getChars() === ' ';
		// Weight and colour of a blank cannot be seen; underline, inverse, strike and background can.
		const seen = [cell.isInverse(), cell.isUnderline(), cell.isStrikethrough(), cell.getBgColor(), ...(isBlank ? [] : [cell.isBold(), cell.isDim(), cell.isItalic(), cell.getFgColor()])];
		return `${isBlank ? ' ' : cell.getChars()}${seen.map(Number).join(',')}`;
	}).join('|'));
}

const text = fc.constantFrom('a', 'POAM-1', ' ', '      ', '                ', '日本', '…', '──');
const attribute = fc.constantFrom('1', '2', '22', '4', '24', '7', '27', '31', '39', '41', '49', '9', '29', '0', '1;7', '38;5;7', '48;5;24', '3', '23', '');
const styled = fc.oneof({weight: 3, arbitrary: text}, {weight: 2, arbitrary: attribute.map(code => `\u001B[${code}m`)});
/** No line of a frame is longer than the screen: Ink cuts them. */
const lineUpdate = fc.tuple(fc.integer({min: 1, max: size.cols}), fc.array(styled, {maxLength: 12})).map(([column, parts]) => {
	let left = size.cols - column + 1;
	const fitting = parts.filter(part => {
		const width = part.startsWith('\u001B') ? 0 : part === '日本' ? 4 : part.length;
		const fits = width <= left;
		if (fits) left -= width;
		return fits;
	});
	return `\u001B[${column}G\u001B[K${fitting.join('')}\u001B[0m`;
});

/** A frame as Ink writes it: up to the first line, then for each line a step or an update. */
const frame = fc.array(fc.option(lineUpdate), {minLength: size.rows, maxLength: size.rows}).map(lines => {
	const body = lines.map((update, index) => {
		const isLast = index === size.rows - 1;
		return update === null ? (isLast ? '' : '\u001B[E') : `${update}${isLast ? '' : '\n'}`;
	});
	return `\u001B[?2026h\u001B[${size.rows - 1}A${body.join('')}\u001B[?2026l`;
});

test('the screen is the same, cell by cell', async () => {
	const start = `\u001B[?7l\u001B[H${Array.from({length: size.rows}, () => 'x'.repeat(size.cols)).join('\n')}`;
	await fc.assert(fc.asyncProperty(fc.array(frame, {minLength: 1, maxLength: 4}), async frames => {
		expect(await screenAfter([start, ...frames.map(compressFrame)])).toEqual(await screenAfter([start, ...frames]));
	}), {numRuns: 80});
});

test('steps over unchanged lines become one', () => {
	expect(compressFrame('\u001B[41A\u001B[E\u001B[E\u001B[EX')).toBe('\u001B[38FX');
	expect(compressFrame('X\n\u001B[E\u001B[E')).toBe('X\u001B[3E');
});

test('blanks on erased cells are stepped over, those that show are written', () => {
	expect(compressFrame('\u001B[1G\u001B[Ka          b')).toBe('\u001B[1G\u001B[Ka\u001B[10Cb');
	expect(compressFrame('\u001B[1G\u001B[K\u001B[7ma          b\u001B[0m')).toBe('\u001B[1G\u001B[K\u001B[7ma          b\u001B[m');
});

test('attributes are set only where something is drawn in them', () => {
	expect(compressFrame('\u001B[2m\u001B[22m\u001B[1m\u001B[22mX')).toBe('X');
	expect(compressFrame('\u001B[1mA\u001B[22m\u001B[1mB\u001B[22m')).toBe('\u001B[1mAB\u001B[m');
});

test('an attribute that is not known leaves the frame as it is', () => {
	expect(compressFrame('\u001B[1G\u001B[K\u001B[53mover          line')).toBe('\u001B[1G\u001B[K\u001B[53mover          line');
});

test('a large frame stays between the marks that keep it from being seen half-drawn', () => {
	const large = `\u001B[?2026h${'x'.repeat(2000)}\u001B[?2026l`;
	expect(compressFrame(large)).toBe(large);
	expect(compressFrame('\u001B[?2026hx\u001B[?2026l')).toBe('x');
});

test('an operating system command passes through untouched', () => {
	expect(compressFrame('\u001B]52;c;YWJj\u0007x')).toBe('\u001B]52;c;YWJj\u0007x');
});
