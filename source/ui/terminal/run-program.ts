import {spawn} from 'node:child_process';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** Runs a person's own program on a file, on this terminal, and gives its exit code; undefined when a signal ended it. */
export type RunProgram = (command: string, file: string) => Promise<number | undefined>;

/** Through the shell, since a pager or an editor may be set with arguments: "less -R". The file's name is no part of the command. */
export const runProgram: RunProgram = (command, file) => new Promise((resolve, reject) => {
	const child = spawn('/bin/sh', ['-c', `${command} "$1"`, 'sh', file], {stdio: 'inherit'});
	child.on('error', reject);
	child.on('exit', code => resolve(code ?? undefined));
});

/** Gives a program a text as a file that only this person can read, and what the file holds afterwards. */
export async function runOnText(run: RunProgram, {command, name, text}: {readonly command: string; readonly name: string; readonly text: string}): Promise<{readonly exitCode: number | undefined; readonly text: string}> {
	const folder = await mkdtemp(join(tmpdir(), 'parley-')); // Made with mode 700.
	const file = join(folder, name);
	try {
		await writeFile(file, text, {mode: 0o600});
		const exitCode = await run(command, file);
		return {exitCode, text: await readFile(file, 'utf8')};
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
}
