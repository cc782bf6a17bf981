import {expect, test} from 'vitest';
import {startConsole} from '../../support/console-harness.js';
import {waitFor} from '../../support/wait-for.js';

test('a screen reader gets lines that are said once: no screen is drawn, and each key says what it brought', async () => {
	await using console = startConsole({isSpoken: true});
	let said = '';
	const hear = (expected: RegExp) => waitFor(`somebody to hear ${expected}`, () => {
		said += console.takeOutput().text;
		return expected.test(said);
	}, {describe: () => said});
	const listen = async (key: string, expected: RegExp) => {
		said = '';
		console.press(key);
		await hear(expected);
		return said;
	};
	await hear(/Health[^]*conflicts? waits? for a person/m);
	await listen('2', /^Conflicts › by cause[^]*^selected: \d+, /m);
	expect(await listen('j', /\r\n$/)).toMatch(/^[^\r]*\r\n$/);
	await listen('enter', /^Conflicts › [^]*^selected: /m);
	await listen('enter', /^Conflicts › [^]*last agreed[^]*keep theirs/m);
	expect(await listen('x', /^✓ [^\r]*becomes/m)).not.toMatch(/\u001B/);
	await listen('ctrl-l', /^Conflicts › /m);
	said = '';
	console.press('q');
	expect(await console.exit).toBe(0);
	expect(console.isAlternateScreen()).toBe(false);
});
