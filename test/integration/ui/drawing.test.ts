import {describe, expect, test} from 'vitest';
import {startConsole, type TestConsole} from '../../support/console-harness.js';
import {createMemoryWorld} from '../../support/memory-operations/memory-world.js';
import {manyConflicts, toConflict} from '../../support/memory-operations/sample-conflicts.js';

const start = new Date('2026-11-21T14:02:00Z');

/** A console on a long list whose clock stands still, so that only keys change the screen. */
async function openLongList(size: {readonly columns: number; readonly rows: number}): Promise<TestConsole> {
	const world = createMemoryWorld(() => start);
	world.conflicts = manyConflicts(1000, start);
	const ui = startConsole({world, ...size});
	await ui.waitForScreen('live');
	ui.press('2');
	await ui.waitForScreen('scheduled_completion');
	ui.press('enter');
	await ui.waitForScreen('POAM-0000001');
	return ui;
}

type Frame = (lines: readonly string[]) => boolean;
const shows = (...texts: readonly string[]): Frame => Object.assign((lines: readonly string[]) => texts.every(text => lines.some(line => line.includes(text))), {toString: () => texts.join(' and ')});
/** A screen by the beginning of its title, with what it shows once it has read it. */
const at = (title: string, ...texts: readonly string[]): Frame => Object.assign((lines: readonly string[]) => (lines[1]?.startsWith(`── ${title}`) ?? false) && shows(...texts)(lines), {toString: () => `${title} with ${texts.join(' and ')}`});
/** Health with all that it reads. */
const healthStands = shows('43 conflicts wait', '● live', 'q quit');

/** One key after the other, each once the frame stands that the one before was about. */
async function walk(ui: TestConsole, steps: ReadonlyArray<readonly [key: string, frame: Frame]>, onFrame: () => void = () => {}): Promise<void> {
	for (const [key, frame] of steps) {
		ui.press(key);
		await ui.waitForScreen(frame);
		onFrame();
	}
}

const isSelected = (record: string) => (lines: readonly string[]): boolean => lines.some(line => line.startsWith('>') && line.includes(record));

describe('bytes', () => {
	test('one row down costs fewer than 300 bytes in one write at 120×42', async () => {
		await using ui = await openLongList({columns: 120, rows: 42});
		ui.takeOutput();
		for (let row = 2; row <= 30; row++) {
			ui.press('down');
			await ui.waitForScreen(isSelected(`POAM-${String(row).padStart(7, '0')}`));
			const {text, writes} = ui.takeOutput();
			expect(Buffer.byteLength(text)).toBeLessThanOrEqual(300);
			expect(writes).toBe(1);
		}
	});

	test('a hundred and fifty rows down cost fewer than 700 bytes a key on the average', async () => {
		await using ui = await openLongList({columns: 120, rows: 42});
		ui.takeOutput();
		let bytes = 0;
		for (let row = 2; row <= 151; row++) {
			ui.press('down');
			await ui.waitForScreen(isSelected(`POAM-${String(row).padStart(7, '0')}`));
			bytes += Buffer.byteLength(ui.takeOutput().text);
		}
		expect(bytes / 150).toBeLessThanOrEqual(700);
	});

	test('nothing is cleared while it is worked with', async () => {
		await using ui = await openLongList({columns: 80, rows: 24});
		ui.takeOutput();
		await walk(ui, [
			['pagedown', lines => lines.some(line => line.startsWith('>')) && !isSelected('POAM-0000001')(lines)], ['G', isSelected('POAM-0001000')],
			['1', at('Health', 'ENTITY')], ['2', at('Conflicts › by cause', 'COUNT')], ['3', at('Operations', 'STARTED (UTC)')], ['?', at('Keys')], ['escape', at('Operations', 'STARTED (UTC)')],
		]);
		expect(ui.takeOutput().text).not.toMatch(/\u001B\[[23]?J/);
	});
});

describe('the selected row', () => {
	test('is a bar, bold, and has a mark that is seen without attributes', async () => {
		await using ui = await openLongList({columns: 80, rows: 24});
		expect(ui.attributesOf('>  POAM-0000001')).toMatchObject({isInverse: true, isBold: true});
		expect(ui.isInverse('POAM-0000002')).toBe(false);
	});

	test('stays seen without colours', async () => {
		await using ui = startConsole({terminal: {isColorless: true, name: 'xterm', sshConnection: undefined}});
		await ui.waitForScreen('>  Tenable.io');
		expect(ui.attributesOf('>  Tenable.io')).toMatchObject({isInverse: true, isBold: true});
		expect(ui.takeOutput().text).not.toMatch(/\u001B\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;\d+)*m/);
	});
});

test('production is told by a red label', async () => {
	await using ui = startConsole({environmentName: 'PROD', isProduction: true});
	await ui.waitForScreen('live');
	expect(ui.attributesOf('PROD').background).toBe(1);
});

describe('resizing', () => {
	const sizes = [[60, 15], [120, 42], [61, 16], [80, 24], [200, 50], [60, 40], [100, 15], [80, 24]] as const;

	test('after a storm the screen is as after a fresh start, and stays so while keys are pressed', async () => {
		const world = createMemoryWorld(() => start);
		await using ui = startConsole({world});
		await ui.waitForScreen(healthStands);
		for (const [columns, rows] of sizes) {
			ui.resize({columns, rows});
			await new Promise(resolve => setImmediate(resolve));
		}
		await using fresh = startConsole({world});
		await fresh.waitForScreen(healthStands);
		await ui.waitForScreen(lines => lines.join('\n') === fresh.screen().join('\n'));
		ui.press('j', 'j');
		fresh.press('j', 'j');
		await fresh.waitForScreen(isSelected('systems'));
		await ui.waitForScreen(lines => lines.join('\n') === fresh.screen().join('\n'));
	});

	test.each(sizes)('at %i×%i every row of the terminal is used and none is too long', async (columns, rows) => {
		const world = createMemoryWorld(() => start);
		await using ui = startConsole({world});
		await ui.waitForScreen('43 conflicts wait');
		ui.resize({columns, rows});
		await ui.waitForScreen(lines => lines.length === rows && (lines[0]?.includes('live') ?? false) && (lines.at(-1)?.includes('q quit') ?? false) && lines.at(-2) === '─'.repeat(columns));
	});

	test('narrowing step by step leaves no line of an older frame', async () => {
		await using ui = await openLongList({columns: 120, rows: 30});
		for (let columns = 119; columns >= 60; columns -= 7) {
			ui.resize({columns, rows: 30});
			await ui.waitForScreen(lines => isSelected('POAM-0000001')(lines) && lines.at(-2) === '─'.repeat(columns) && (lines[0]?.startsWith(' test') ?? false));
			expect(ui.screen().filter(line => line.includes('POAM-')).map(line => /POAM-0*(\d+)/.exec(line)?.[1])).toEqual(Array.from({length: 25}, (_, index) => String(index + 1)));
		}
	});

	test('a terminal that is too small says what it needs, and comes back', async () => {
		await using ui = startConsole();
		await ui.waitForScreen('43 conflicts wait');
		ui.resize({columns: 50, rows: 10});
		await ui.waitForScreen(lines => lines[0] === 'Too small: 50×10, needs 60×15' && lines.slice(1).every(line => line === ''));
		ui.resize({columns: 80, rows: 24});
		await ui.waitForScreen('43 conflicts wait');
	});
});

test('ctrl-l draws every row again', async () => {
	await using ui = startConsole({world: createMemoryWorld(() => start)});
	await ui.waitForScreen(healthStands);
	const before = ui.screen();
	ui.takeOutput();
	ui.press('ctrl-l');
	let drawn = '';
	await ui.waitForScreen(lines => {
		drawn += ui.takeOutput().text;
		return lines.join('\n') === before.join('\n') && drawn.includes('43 conflicts wait') && drawn.includes('q');
	});
});

describe('text from outside', () => {
	const hostile = [
		'\u001B[2J\u001B[H\u001B]0;owned\u0007', '\u001B[31mred\u001B[0m', 'a\u202Egpj.exe', 'two\nlines\r\nmore', '\u009B31m', 'z\u200Dw\u200Bn\uFEFF', '👨‍👩‍👧‍👦 family', 'e' + '\u0301'.repeat(60),
		'\u0007\u0008\u007F', '日本語の資産名がとても長い場合', '⚠️ ❤️', '\uD800 lone', '\u001B]52;c;ZXZpbA==\u0007', '\u001BP1$r\u001B\\', 'x'.repeat(5000),
	];

	test('is inert on every screen, and moves no row', async () => {
		const world = createMemoryWorld(() => start);
		world.conflicts = hostile.map((text, index) => toConflict({
			id: index + 1, entityId: text, entityLabel: text, internalValue: text, externalValue: `${text}!`, baseValue: text, note: text, assignedTo: text, systemName: text,
			internalChange: {at: start, by: text}, externalChange: {at: undefined, by: text},
		}, start));
		world.calls = world.calls.map((call, index) => ({...call, endpoint: hostile[index % hostile.length] ?? '', errorMessage: hostile[(index + 3) % hostile.length] ?? '', systemName: hostile[index % 7] ?? ''}));
		world.events = world.events.map((event, index) => ({...event, actor: hostile[index % hostile.length] ?? '', targetId: hostile[(index + 1) % hostile.length] ?? ''}));
		world.operations = world.operations.map((operation, index) => ({...operation, systemName: hostile[index % hostile.length] ?? '', startedBy: hostile[(index + 2) % hostile.length] ?? '', problems: [...hostile]}));
		await using ui = startConsole({world, columns: 110});
		await ui.waitForScreen('live');
		ui.takeOutput();
		const checkFrame = (): void => {
			const {text} = ui.takeOutput();
			// Only what the console itself sends: styles, moves, erasing a line, and its modes.
			expect(text.replaceAll(/\u001B\[(?:[\d;]*m|\d*[ABCEFGK]|\d*(?:;\d*)?H|\?(?:2026|25)[hl]|J)/g, '')).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E]/);
			const lines = ui.screen();
			expect(lines[0]).toMatch(/^ test {2}1/);
			expect(lines[1]).toMatch(/^── /);
			expect(lines.at(-1)).toMatch(/q quit|q close|esc close/);
		};
		const [counted, listed, told] = [at('Operations', 'STARTED (UTC)'), at('API calls', 'METHOD'), at('Audit', 'NUMBER')];
		const isDetail = (text: string): Frame => at('Conflicts › ', 'last agreed', `keep ours    ${text}`);
		const operation = at('Operations › ', 'every record is accounted for');
		await walk(ui, [
			['2', at('Conflicts › by cause', 'COUNT', 'scheduled_completion')], ['enter', at('Conflicts › ', 'RECORD', 'LAST AGREED', '␛[2J')],
			['enter', isDetail('␛[2J')], ['w', shows('LAST AGREED', 'q close')], ['escape', isDetail('␛[2J')], ['j', isDetail('␛[31mred')], ['j', isDetail('a<U+202E>')], ['k', isDetail('␛[31mred')],
			['3', counted], ['enter', operation], ['p', at('Problems', 'owned')], ['escape', operation],
			['4', listed], ['enter', at('Call ', 'REQUEST HEADERS')], ['escape', listed],
			['5', at('Records › [assets]', 'LINKED TO', 'web-1')], ['enter', at('Records › assets', 'FIELD', 'hostname')], ['escape', at('Records › [assets]', 'LINKED TO', 'web-1')],
			['7', told], ['enter', at('Audit event', 'BEFORE')], ['escape', told],
		], checkFrame);
	});
});
