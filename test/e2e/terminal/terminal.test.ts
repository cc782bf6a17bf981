import {expect, test} from 'vitest';
import {createProgramHome} from '../../support/built-program.js';
import {createTestDatabase} from '../../support/postgres.js';
import {nodeCommand, parleyFile, startProgram} from '../../support/program.js';
import {waitFor} from '../../support/wait-for.js';

/** A shell with job control, as it runs on a person's terminal. */
const startShell = (env: Readonly<Record<string, string>>) =>
	startProgram({command: 'sh', args: ['-i'], env: {...env, PS1: 'prompt> ', ENV: '', NODE: nodeCommand, PARLEY: parleyFile}});

test('Ctrl-Z gives the shell its terminal back, fg the console, and q leaves everything as it was', async () => {
	await using home = await createProgramHome();
	await using database = await createTestDatabase();
	await using shell = startShell({...home.env, DATABASE_URL: database.url});
	await shell.waitForScreen('prompt>');
	shell.type('stty -g > "$HOME/before"; echo kept on the screen\r');
	await shell.waitForScreen(/^kept on the screen/m);
	shell.type('"$NODE" "$PARLEY"\r');
	await shell.waitForScreen('── Health ──');
	expect(shell.isAlternateScreen()).toBe(true);
	shell.press('ctrl-z');
	await shell.waitForScreen(/^kept on the screen[^]*Stopped/m);
	expect(shell.isAlternateScreen()).toBe(false);
	shell.type('stty -g > "$HOME/stopped"; cmp "$HOME/before" "$HOME/stopped" && echo same while stopped\r');
	await shell.waitForScreen(/^same while stopped/m);
	shell.resize({columns: 100, rows: 30});
	shell.type('fg\r');
	await shell.waitForScreen(/^── Health ─{80,} \d\d:\d\d UTC$/m);
	shell.press('q');
	await shell.waitForScreen(lines => !shell.isAlternateScreen() && lines.findLast(line => line !== '') === 'prompt>');
	shell.type('stty -g > "$HOME/after"; cmp "$HOME/before" "$HOME/after" && echo same after all\r');
	await shell.waitForScreen(/^same after all/m);
	expect(shell.output().lastIndexOf('\u001B[?25h')).toBeGreaterThan(shell.output().lastIndexOf('\u001B[?25l'));
});

test.each([['SIGHUP', 129], ['SIGTERM', 143]] as const)('%s ends the console and leaves the terminal as it was', async (signal, exitCode) => {
	await using home = await createProgramHome();
	await using database = await createTestDatabase();
	await using program = startProgram({command: nodeCommand, args: [parleyFile], env: {...home.env, DATABASE_URL: database.url}});
	await program.waitForScreen('── Health ──');
	program.signal(signal);
	expect(await program.exit).toEqual({exitCode, signal: undefined});
	expect(program.isAlternateScreen()).toBe(false);
	expect(program.screen().join('')).toBe('');
});

test('a console whose window is closed ends by itself', async () => {
	await using home = await createProgramHome();
	await using database = await createTestDatabase();
	await using program = startProgram({command: nodeCommand, args: [parleyFile], env: {...home.env, DATABASE_URL: database.url}});
	await program.waitForScreen('── Health ──');
	program.hangUp();
	await waitFor('the process to end', () => !isAlive(program.pid));
});

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false; // Nobody has this number.
	}
}
