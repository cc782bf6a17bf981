import {PassThrough} from 'node:stream';
import {expect, test} from 'vitest';
import {createSecretReader} from '../../../../source/commands/input/read-secret.js';
import {ownText} from '../../../../source/core/text/safe-text.js';

const {signal} = new AbortController();
const prompt = () => new PassThrough();

test('secrets that are piped in are read line by line', async () => {
	const input = new PassThrough();
	const readSecret = createSecretReader({input, prompt: prompt(), signal});
	input.end('first\r\nsecond\n');
	expect([await readSecret(ownText`a`), await readSecret(ownText`b`)]).toEqual(['first', 'second']);
	await expect(readSecret(ownText`c`)).rejects.toMatchObject({code: 'USAGE', message: 'No value was given for "c". The input is no terminal, and it holds no line for it.'});
});

test('an input that holds nothing is no empty secret', async () => {
	const input = new PassThrough();
	input.end();
	await expect(createSecretReader({input, prompt: prompt(), signal})(ownText`password`)).rejects.toMatchObject({code: 'USAGE'});
});

test('where commands are piped in, the next command is not taken for a secret', async () => {
	const input = new PassThrough();
	input.end('systems test Tenable.io\n');
	await expect(createSecretReader({input, prompt: prompt(), signal, hasCommands: true})(ownText`password`)).rejects.toMatchObject({code: 'USAGE'});
	expect(String(input.read())).toBe('systems test Tenable.io\n');
});

test('a secret that is typed is not shown', async () => {
	const input = Object.assign(new PassThrough(), {isTTY: true, setRawMode: () => {}});
	const shown = prompt();
	const reading = createSecretReader({input, prompt: shown, signal})(ownText`password`);
	input.write('hunter2\r');
	expect(await reading).toBe('hunter2');
	expect(String(shown.read())).toBe('password: \n');
});

test('Ctrl-C while a secret is typed interrupts', async () => {
	const input = Object.assign(new PassThrough(), {isTTY: true, setRawMode: () => {}});
	const reading = createSecretReader({input, prompt: prompt(), signal})(ownText`password`);
	input.write('\u0003');
	await expect(reading).rejects.toMatchObject({name: 'AbortError'});
});
