import {PassThrough} from 'node:stream';
import {describe, expect, test} from 'vitest';
import {createCommandOutput, toInertJson, type OutputStream} from '../../../../source/commands/print/command-output.js';
import {ownText, toSafeText} from '../../../../source/core/text/safe-text.js';

const createStream = (properties: {readonly isTTY?: boolean; readonly columns?: number} = {}) => Object.assign(new PassThrough(), properties);
const read = (stream: PassThrough): string => String(stream.read() ?? '');

describe('output', () => {
	test('is lines for a person and one document for a program', () => {
		const stdout = createStream();
		const output = createCommandOutput(stdout, createStream());
		output.line(ownText`one`);
		output.json({a: 1});
		expect(read(stdout)).toBe('one\n{\n\t"a": 1\n}\n');
	});

	test('is as wide as its terminal is now, of 80 cells where that does not tell, and without a width in a file or a pipe', () => {
		const widthOn = (stdout: OutputStream) => createCommandOutput(stdout, createStream()).width;
		expect([widthOn(createStream()), widthOn(createStream({isTTY: true})), widthOn(createStream({columns: 120}))]).toEqual([undefined, 80, undefined]);
		const terminal = createStream({isTTY: true, columns: 120});
		const output = createCommandOutput(terminal, createStream());
		expect(output.width).toBe(120);
		Object.assign(terminal, {columns: 60});
		expect(output.width).toBe(60);
	});

	test('goes on quietly when its reader is gone', () => {
		const stdout = createStream();
		const output = createCommandOutput(stdout, createStream());
		stdout.emit('error', Object.assign(new Error('write EPIPE'), {code: 'EPIPE'}));
		expect(() => output.line(ownText`nobody reads this`)).not.toThrow();
		expect(read(stdout)).toBe('');
	});

	test('does not hide another failure to write, and lets what was asked for come to its end', async () => {
		const stdout = createStream();
		const output = createCommandOutput(stdout, createStream());
		await expect(output.check()).resolves.toBeUndefined();
		stdout.emit('error', Object.assign(new Error('ENOSPC: no space left on device, write'), {code: 'ENOSPC'}));
		output.line(ownText`more`);
		await expect(output.check()).rejects.toEqual(expect.objectContaining({code: 'OUTPUT_FAILED', message: expect.stringContaining('no space left')}));
	});
});

test('a notice goes to a stderr that is no terminal, where progress does not', () => {
	const [file, screen] = [createStream(), Object.assign(createStream(), {isTTY: true, columns: 20})];
	for (const stderr of [file, screen]) createCommandOutput(createStream(), stderr).notice(ownText`It waits.`);
	expect([file.read(), screen.read()].map(bytes => bytes === null ? '' : String(bytes))).toEqual(['It waits.\n', '']);
});

describe('progress', () => {
	test('is a line on stderr that the next one replaces, and that is gone before a result is printed', () => {
		const [stdout, stderr] = [createStream(), createStream({isTTY: true, columns: 10})];
		const output = createCommandOutput(stdout, stderr);
		output.progress(toSafeText('a long text that is cut'));
		output.progress(ownText`next`);
		output.line(ownText`result`);
		expect(read(stderr)).toBe('a long t…\r\u001B[Knext\r\u001B[K');
		expect(read(stdout)).toBe('result\n');
	});

	test('is silent where nobody watches', () => {
		const stderr = createStream();
		createCommandOutput(createStream(), stderr).progress(ownText`working`);
		expect(read(stderr)).toBe('');
	});
});

test('JSON holds nothing that acts on a terminal, and reads back as what it was', () => {
	const value = {text: 'a\u001B[31m\u009B31m\u202E\u{E0041}\u200Bé漢😀\u007F'};
	const json = toInertJson(value);
	expect(json).toMatch(/^[\n\t\u0020-\u007Eé漢😀]*$/u);
	expect(JSON.parse(json)).toEqual(value);
});
