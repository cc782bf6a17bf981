import {spawn} from 'node:child_process';
import process from 'node:process';
import {bundled} from './bundle.js';

/** With PARLEY_BENCH_PROFILE=<folder> each worker leaves a profile of its processor time there. */
const profileFolder = process.env['PARLEY_BENCH_PROFILE'];
const profileFlags = profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];

/** Runs a worker in a process of its own: JSON goes in as its argument, the last line that it prints comes back. */
export async function runWorker<Output>(name: string, input: object): Promise<Output> {
	const child = spawn(process.execPath, [...profileFlags, bundled(name), JSON.stringify(input)], {stdio: ['ignore', 'pipe', 'inherit']});
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
