import {createInterface} from 'node:readline';
import {Writable} from 'node:stream';
import type {SafeText} from '../core/safe-text.js';

export type SecretSource = {
	readonly input: NodeJS.ReadableStream & {readonly isTTY?: boolean};
	readonly prompt: NodeJS.WritableStream;
	readonly signal: AbortSignal;
};

/** Reads one line that nobody may see: without echo where a person types it, else the next line of what is piped in. */
export function createSecretReader({input, prompt, signal}: SecretSource): (text: SafeText) => Promise<string> {
	let piped: Promise<string[]> | undefined;
	return async text => {
		if (input.isTTY) {
			prompt.write(`${text}: `);
			return readTyped(input, signal).finally(() => prompt.write('\n'));
		}
		piped ??= readLines(input);
		return (await piped).shift() ?? '';
	};
}

async function readTyped(input: NodeJS.ReadableStream, signal: AbortSignal): Promise<string> {
	// Readline echoes to its output; one that swallows everything is what keeps the secret off the screen.
	const silent = new Writable({write: (_chunk, _encoding, done) => done()});
	const lines = createInterface({input, output: silent, terminal: true});
	try {
		return await new Promise<string>((resolve, reject) => {
			const abort = (): void => reject(new DOMException('Interrupted', 'AbortError'));
			signal.addEventListener('abort', abort, {once: true});
			lines.once('line', resolve);
			lines.once('SIGINT', abort);
			lines.once('close', () => resolve(''));
		});
	} finally {
		lines.close();
	}
}

async function readLines(input: NodeJS.ReadableStream): Promise<string[]> {
	let text = '';
	for await (const chunk of input) text += String(chunk);
	return text.split(/\r?\n/);
}
