import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {nodeCommand, packageFolder} from './program.js';

export type ScriptOptions = {readonly uid?: number; readonly gid?: number; readonly env?: Readonly<Record<string, string>>};

/** A TypeScript file that runs in a process of its own, and talks to us in lines. */
export type Script = AsyncDisposable & {
	readonly pid: number;
	/** Its next line; rejects with what it wrote to stderr when it ends without one. */
	readonly nextLine: () => Promise<string>;
	readonly say: (line: string) => void;
	/** `kill -9`: it gets no chance to tidy up. */
	readonly kill: () => Promise<void>;
	readonly exitCode: Promise<number | null>;
};

/** Starts `file` (a path below the package's folder) with Node's own TypeScript support. */
export function startScript(file: string, args: readonly string[], options: ScriptOptions = {}): Script {
	const {env = {}, ...identity} = options;
	const {PATH = '', PARLEY_SEEDED_BUG: bug} = process.env;
	// A defect that is put into this process on purpose is in those that it starts, too.
	const hooks = join(packageFolder, bug === undefined ? 'test/support/typescript-hooks.js' : 'test/seeded-bugs/seed-in-process.js');
	const child = spawn(nodeCommand, ['--import', hooks, join(packageFolder, file), ...args], {
		cwd: '/', env: {PATH, ...(bug === undefined ? {} : {PARLEY_SEEDED_BUG: bug}), ...env}, ...identity, stdio: ['pipe', 'pipe', 'pipe'],
	});
	let errors = '';
	child.stderr.on('data', (data: Buffer) => {
		errors += data.toString();
	});
	const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]();
	const exited = once(child, 'exit');
	const kill = async () => {
		if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
		await exited;
	};
	return {
		pid: child.pid ?? 0,
		nextLine: async () => {
			const line = await lines.next();
			if (!line.done) return line.value;
			await exited;
			throw new Error(`${file} ended without another line.\n${errors}`);
		},
		say: line => child.stdin.write(`${line}\n`),
		kill,
		exitCode: exited.then(() => child.exitCode),
		[Symbol.asyncDispose]: kill,
	};
}
