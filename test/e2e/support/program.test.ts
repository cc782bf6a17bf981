import {describe, expect, test} from 'vitest';
import {nodeCommand, startProgram} from '../../support/program.js';

const echo = `
	process.stdin.setRawMode(true);
	console.log('size', process.stdout.columns, process.stdout.rows, 'ci', process.env.CI);
	process.stdout.on('resize', () => console.log('size', process.stdout.columns, process.stdout.rows));
	process.stdin.on('data', data => {
		console.log('got', JSON.stringify(String(data)));
		if (String(data) === 'q') process.exit(7);
	});
`;

describe('a program in a test terminal', () => {
	test('gets keys and sizes as from a real terminal, and tells how it ended', async () => {
		await using program = startProgram({command: nodeCommand, args: ['-e', echo], columns: 70, rows: 10});
		await program.waitForScreen('size 70 10 ci false');
		program.press('down');
		await program.waitForScreen(String.raw`got "\u001b[B"`);
		program.resize({columns: 50, rows: 12});
		await program.waitForScreen('size 50 12');
		program.press('q');
		expect(await program.exit).toEqual({exitCode: 7, signal: undefined});
	});

	test('shows its screen in the error when it ends too early or says something else', async () => {
		await using program = startProgram({command: nodeCommand, args: ['-e', 'console.log("not that")']});
		await expect(program.waitForScreen('this')).rejects.toThrow(/ended before.*exit code 0.*│not that/s);
		await using waiting = startProgram({command: nodeCommand, args: ['-e', echo]});
		await waiting.waitForScreen('size');
		await expect(waiting.waitForScreen('never', {timeoutMs: 50})).rejects.toThrow(/running.*│size 80 24/s);
	});
});
