import {buffer} from 'node:stream/consumers';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {toCopyStream} from '../../../../../source/database/stores/page/copy-stream.js';
import {createDraftWriter} from '../../../../../source/database/stores/page/draft-writer.js';

const rowsOf = async (texts: readonly (readonly [row: string, link: string])[]) => {
	const write = createDraftWriter();
	const drafts = texts.map(([row, link]) => write(row, link));
	const toBeginning = (index: number) => `é${index}\t`;
	return Promise.all([
		buffer(toCopyStream(drafts, {from: 'start', to: 'linkAt', toBeginning})),
		buffer(toCopyStream(drafts, {from: 'linkAt', to: 'end', toBeginning})),
	]);
};

const linesOf = (texts: readonly string[]) => Buffer.from(texts.map((text, index) => `é${index}\t${text}\n`).join(''));

describe('drafts', () => {
	test('come out as they were written, line by line, whatever is in them and however long they are', async () => {
		const length = fc.oneof({weight: 8, arbitrary: fc.nat(40)}, {weight: 2, arbitrary: fc.nat(5000)}, {weight: 1, arbitrary: fc.nat(40_000)});
		const text = fc.tuple(fc.string({unit: 'binary', minLength: 1, maxLength: 12}), length).map(([unit, times]) => unit.repeat(times));
		await fc.assert(fc.asyncProperty(fc.array(fc.tuple(text, text), {maxLength: 30}), async texts => {
			const [rows, links] = await rowsOf(texts);
			expect(rows.equals(linesOf(texts.map(([row]) => row)))).toBe(true);
			expect(links.equals(linesOf(texts.map(([, link]) => link)))).toBe(true);
		}), {numRuns: 60});
	});

	test('longer than the room that others share have one of their own', async () => {
		const texts = [['a', 'b'], ['€'.repeat(300_000), 'c'], ['d', '\u{1f600}'.repeat(100_000)]] as const;
		const [rows, links] = await rowsOf(texts);
		expect(rows.equals(linesOf(texts.map(([row]) => row)))).toBe(true);
		expect(links.equals(linesOf(texts.map(([, link]) => link)))).toBe(true);
	});
});
