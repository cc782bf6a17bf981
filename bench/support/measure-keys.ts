import type {ConsoleProgram} from './console-program.js';
import {median, percentile} from './median.js';
import type {Report} from './report.js';

/** Long enough for all that belongs to one key, shorter than the clock of the screen. */
const restMs = 120;

/** What keys in a long list cost: bytes of one cursor-down, bytes over many, time until the frame. */
export async function measureKeys(console: ConsoleProgram, report: Report): Promise<void> {
	await console.press('2');
	await console.shows(/by cause[^]*^> +[\d,]+ /m);
	await console.press('enter');
	await console.shows(/\b1 of /);
	await console.rests(restMs);
	report.limit('bytes of one cursor-down at 120×42', 'bytes', {value: await bytesOfOne(console), bar: '≤ 300'});
	const before = console.written();
	for (let key = 0; key < 300; key++) await console.press('down');
	await console.rests(restMs);
	report.limit('bytes a key over 300 cursor-downs', 'bytes', {value: (console.written() - before) / 300, bar: '≤ 700'});
	const times: number[] = [];
	for (let key = 0; key < 500; key++) times.push(await console.press(key % 20 < 10 ? 'up' : 'down'));
	report.limit('key to frame, p50 of 500', 'ms', {value: median(times), bar: '≤ 5'});
	report.limit('key to frame, p99 of 500', 'ms', {value: percentile(times, 0.99), bar: '≤ 12'});
}

/** The clock in the header ticks in between now and then; the median does not see it. */
async function bytesOfOne(console: ConsoleProgram): Promise<number> {
	const bytes: number[] = [];
	for (let key = 0; key < 15; key++) {
		const before = console.written();
		await console.press('down');
		await console.rests(restMs);
		bytes.push(console.written() - before);
	}
	return median(bytes);
}
