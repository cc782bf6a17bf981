import {createInterface} from 'node:readline';
import {Writable} from 'node:stream';
import type {SafeText} from '../../core/text/safe-text.js';
import {AppError} from '../../errors/app-error.js';

export type SecretSource = {
	readonly input: NodeJS.ReadableStream & {readonly isTTY?: boolean};
	readonly prompt: NodeJS.WritableStream;
	readonly signal: AbortSignal;
	/** Commands are read from the same input: what follows there is a command, and no secret. */
	readonly hasCommands?: boolean;
};

/**
 * Reads one line that nobody may see: without echo where a person types it, else the next line of what is piped in.
 * @throws USAGE where neither is there: an empty secret that nobody gave must not take the place of one that works
 */
export function createSecretReader({input, prompt, signal, hasCommands = false}: SecretSource): (text: SafeText) => Promise<string> {
	let piped: Promise<string[]> | undefined;
	return async text => {
		if (input.isTTY) {
			prompt.write(`${text}: `);
			return readTyped(input, signal).finally(() => prompt.write('\n'));
		}
		if (hasCommands) throw cannotAsk(text, 'Commands are read from this input, so no value can be.');
		piped ??= readLines(input);
		const line = (await piped).shift();
		if (line === undefined || line === '') throw cannotAsk(text, 'The input is no terminal, and it holds no line for it.');
		return line;
	};
}

const cannotAsk = (name: SafeText, why: string): AppError => new AppError({
	code: 'USAGE', message: `No value was given for "${name}". ${why}`,
	nextStep: 'Run the command at a terminal, which asks for it without showing it; or pipe the value into this one command, a line for each.',
});

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
