// npm run screenshots: draws the real program's screens, on the demo's data, into docs/screens. A test compares them.
import {mkdir, writeFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {DemoSummary} from '../../source/demo/demo-summary.js';
import {createProgramHome} from './built-program.js';
import {openDemoConsole} from './demo-console.js';
import {picturesPage, picturesPageFile} from './pictures-page.js';
import {type Picture, toPictureFile, walkPictures, walks} from './pictures.js';
import type {TestProgram} from './program.js';
import {drawTerminalSvg} from './terminal-svg.js';

/** A screen that has stood so long has read all that it shows. */
const settledAfterMs = 1500;

async function drawSettled(program: TestProgram, {title}: Picture): Promise<string> {
	for (let last = ''; ;) {
		const drawn = drawTerminalSvg(program.emulator, title);
		if (drawn === last) return drawn;
		last = drawn;
		await sleep(settledAfterMs);
	}
}

const today = (): string => new Date().toISOString().slice(0, 10);
const bornOn = today();
await using home = await createProgramHome();
const {stdout, stderr, exitCode} = await home.parley(['demo', '--headless', '--json']);
if (exitCode !== 0) throw new Error(stderr);
const {databaseUrl} = JSON.parse(stdout) as DemoSummary;
for (const walk of walks) {
	await using program = await openDemoConsole(home, databaseUrl, walk);
	await walkPictures(program, walk, async picture => {
		const file = toPictureFile(picture);
		await mkdir(dirname(file), {recursive: true});
		await writeFile(file, await drawSettled(program, picture));
		console.log(file);
	});
}
await writeFile(picturesPageFile, picturesPage());
// Dates of records count from the organization's birth, and others from today.
if (today() !== bornOn) throw new Error('Midnight (UTC) fell into the drawing, so the dates on the screens do not fit each other: draw them again.');
