// npm run screenshots: draws the real program's screens, on the demo's data, into docs/screens.
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {execFileSync} from 'node:child_process';
import {startProgram, nodeCommand, packageFolder, parleyFile} from './program.js';
import type {Size} from './terminal.js';
import {drawTerminalSvg} from './terminal-svg.js';

type Screen = {
	readonly name: string;
	readonly title: string;
	/** That lead there from the one before. */
	readonly keys: readonly string[];
	/** What must be on the screen then: any of these, parted by a bar. */
	readonly shows: string;
	readonly size?: Size;
};

const usual: Size = {columns: 100, rows: 30};

const screens: readonly Screen[] = [
	{name: 'health', title: 'How every sync stands', keys: [], shows: '› |── Health'},
	{name: 'causes', title: 'What waits for a person, by cause', keys: ['2'], shows: 'by cause'},
	{name: 'preview', title: 'What one verdict on all of a cause would do', keys: ['x'], shows: 'keep theirs:'},
	{name: 'groups', title: 'What waits, by any other thing that conflicts have in common', keys: ['escape', 'b', 'f'], shows: 'by field'},
	{name: 'wide-list', title: 'A list with its conflict beside it, on a wide terminal', keys: ['b', 'c', 'enter'], shows: 'last agreed', size: {columns: 160, rows: 36}},
	{name: 'conflict', title: 'One conflict, and what each verdict does', keys: ['enter'], shows: 'last agreed'},
	{name: 'operations', title: 'The runs', keys: ['3'], shows: 'Operations'},
	{name: 'operation', title: 'One run, with counts that add up', keys: ['enter'], shows: 'accounted for'},
	{name: 'records', title: 'Records of ours, by key or name', keys: ['5', 'tab', 'tab', 'tab', 'tab'], shows: '[poams]'},
	{name: 'record', title: 'One record: where each value comes from, and which rule decides', keys: ['enter', 'j', 'j', 'j', 'j', 'j', 'j'], shows: 'of 23 fields'},
	{name: 'proposals', title: 'POA&Ms that open findings lack, with their evidence', keys: ['escape', 'P'], shows: 'poams › proposed'},
	{name: 'rules', title: 'Policies and mappings', keys: ['6'], shows: 'policies and mappings'},
	{name: 'rule', title: 'The rules of one system and entity type', keys: ['G', 'enter', 'j'], shows: 'strategy: manual'},
	{name: 'rule-editor', title: 'A rule is typed anew; nothing is saved before it was judged and shown', keys: ['enter'], shows: 'nothing is saved yet'},
	{name: 'keys', title: 'The keys of a screen', keys: ['escape', '1', '?'], shows: 'run it'},
	// Last: it is told in the notice of every screen for half a minute.
	{name: 'plan', title: 'What a sync would do, before anything is written', keys: ['escape', 'p'], shows: 'nothing is done yet'},
];

const home = await mkdtemp(join(tmpdir(), 'parley-screens-'));
const env = {HOME: home, PARLEY_DATA_HOME: home, DATABASE_URL: ''};
const folder = join(packageFolder, 'docs/screens');
await mkdir(folder, {recursive: true});
try {
	await using program = startProgram({command: nodeCommand, args: [parleyFile, 'demo', '--fresh'], ...usual, env});
	for (const {name, title, keys, shows, size = usual} of screens) {
		program.resize(size);
		for (const key of keys) {
			program.press(key);
			await new Promise(resolve => setTimeout(resolve, 400));
		}
		await program.waitForScreen(lines => lines.some(line => shows.split('|').some(part => line.includes(part))), {timeoutMs: 120_000});
		await new Promise(resolve => setTimeout(resolve, 1500));
		await writeFile(join(folder, `${name}.svg`), drawTerminalSvg(program.emulator, title));
		console.log(`docs/screens/${name}.svg`);
	}
	program.press('escape');
	// Together with the next key it would be another key.
	await program.waitForScreen(lines => !lines.some(line => line.includes('run it')));
	program.press('q');
	await program.exit;
} finally {
	execFileSync(nodeCommand, [parleyFile, 'db', 'stop'], {env: {...process.env, ...env}, stdio: 'ignore'});
	await rm(home, {recursive: true, force: true});
}
