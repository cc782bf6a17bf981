import {expect, test} from 'vitest';
import {startConsole} from '../../support/console-harness.js';

const copiedIn = (bytes: string): readonly string[] => [...bytes.matchAll(/\u001B\]52;c;([^\u0007]*)\u0007/g)].map(([, text]) => Buffer.from(text ?? '', 'base64').toString());

test('y copies what a row is called in commands, and Y all that is known of it', async () => {
	await using console = startConsole();
	await console.waitForScreen('── Health ──');
	await console.waitForScreen('Tenable.io');
	console.press('2');
	await console.waitForScreen('by cause');
	await console.waitForScreen('scheduled_comple');
	console.takeOutput();
	console.press('y');
	await console.waitForScreen('given to your terminal');
	expect(copiedIn(console.takeOutput().text)).toEqual([expect.stringMatching(/^system:"[^"]+" entity:\w+ field:\S+ reason:\w+$/)]);
	console.press('enter');
	await console.waitForScreen(/1 of \d/);
	console.press('Y');
	await console.waitForScreen('all of');
	const [whole = ''] = copiedIn(console.takeOutput().text);
	expect(JSON.parse(whole)).toMatchObject({status: 'pending', entityType: expect.any(String)});
});
