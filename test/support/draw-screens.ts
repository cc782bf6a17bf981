// npm run screenshots: draws the real program's screens, on the demo's data, into docs/screens.
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {execFileSync} from 'node:child_process';
import {startProgram, nodeCommand, packageFolder, parleyFile} from './program.js';
import {drawTerminalSvg} from './terminal-svg.js';

/** Each picture: the keys that lead there from the one before, and what must be on the screen then. */
const screens = [
	{name: 'health', title: 'How every sync stands', keys: [], shows: '› |── Health'},
	{name: 'causes', title: 'What waits for a person, by cause', keys: ['2'], shows: 'by cause'},
	{name: 'conflict', title: 'One conflict, and what each verdict does', keys: ['enter', 'enter'], shows: 'last agreed'},
	{name: 'operations', title: 'The runs', keys: ['3'], shows: 'Operations'},
	{name: 'operation', title: 'One run, with counts that add up', keys: ['enter'], shows: 'accounted for'},
	{name: 'records', title: 'Records of ours, by key or name', keys: ['5', 'tab', 'tab', 'tab', 'tab'], shows: '[poams]'},
	{name: 'record', title: 'One record: where each value comes from, and which rule decides', keys: ['enter', 'j', 'j', 'j', 'j', 'j', 'j'], shows: 'of 23 fields'},
	{name: 'rules', title: 'Policies and mappings', keys: ['6'], shows: 'policies and mappings'},
	{name: 'rule', title: 'The rules of one system and entity type', keys: ['G', 'enter', 'j'], shows: 'strategy: manual'},
	{name: 'keys', title: 'The keys of a screen', keys: ['1', '?'], shows: 'run it'},
] as const;

const home = await mkdtemp(join(tmpdir(), 'parley-screens-'));
const env = {HOME: home, PARLEY_DATA_HOME: home, DATABASE_URL: ''};
const folder = join(packageFolder, 'docs/screens');
await mkdir(folder, {recursive: true});
try {
	await using program = startProgram({command: nodeCommand, args: [parleyFile, 'demo', '--fresh'], columns: 100, rows: 30, env});
	for (const {name, title, keys, shows} of screens) {
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
