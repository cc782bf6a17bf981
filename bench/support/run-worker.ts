import {spawn} from 'node:child_process';
import process from 'node:process';
import {bundled} from './bundle.js';

/** Runs a worker in a process of its own: JSON goes in as its argument, the last line that it prints comes back. */
export async function runWorker<Output>(name: string, input: object, nodeFlags: readonly string[] = []): Promise<Output> {
	const child = spawn(process.execPath, [...nodeFlags, bundled(name), JSON.stringify(input)], {stdio: ['ignore', 'pipe', 'inherit']});
	let text = '';
	child.stdout.setEncoding('utf8').on('data', (piece: string) => {
		text += piece;
	});
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	if (code !== 0) throw new Error(`The worker "${name}" ended with ${code}: ${text}`);
	return JSON.parse(text.trim().split('\n').at(-1) ?? '') as Output;
}

/** What the worker was given. */
export const workerInput = <Input>(): Input => JSON.parse(process.argv[2] ?? '{}') as Input;
