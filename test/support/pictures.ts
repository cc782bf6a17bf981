import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {packageFolder, type TestProgram} from './program.js';
import type {Size} from './terminal.js';
import {waitFor} from './wait-for.js';

const {version} = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {readonly version: string};

/** Keys, and what the screen shows when they were heard, and not before. */
type Step = {readonly press: readonly string[]; readonly shows: string};

/** One screen of the console as docs/screens shows it. */
export type Picture = {
	readonly name: string;
	readonly title: string;
	/** That lead there from the one before; the last one's text is what it is about. */
	readonly steps: readonly Step[];
	readonly size?: Size;
};

/** Pictures that one console shows, one after the other. */
export type Walk = {readonly env: Readonly<Record<string, string>>; readonly size: Size; readonly pictures: readonly Picture[]; readonly leave: readonly Step[]};

export const walks: readonly Walk[] = [
	{
		// First of all: it also gives a verdict and takes it back, which the audit of the next walk tells.
		env: {PARLEY_THEME: 'mono'}, size: {columns: 80, rows: 24}, pictures: [
			{name: 'small', title: 'The same on 80 columns and 24 rows, without a colour', steps: [{press: [], shows: 'LATEST RUNS'}]},
			{
				name: 'verdict', title: 'A verdict is done at once, and taken back by a key', steps: [
					{press: ['2'], shows: 'business_owner'}, {press: ['G'], shows: '>       4'}, {press: ['enter'], shows: '1 of 4'}, {press: ['x'], shows: 'u undoes it'},
				],
			},
		],
		leave: [{press: ['u'], shows: 'undone'}],
	},
	{
		env: {}, size: {columns: 100, rows: 30}, pictures: [
			{name: 'health', title: 'How every sync stands', steps: [{press: [], shows: 'LATEST RUNS'}]},
			{name: 'causes', title: 'What waits for a person, by cause', steps: [{press: ['2'], shows: 'business_owner'}]},
			{name: 'preview', title: 'What one verdict on all of a cause would do', steps: [{press: ['j'], shows: '>       8'}, {press: ['x'], shows: 'keep theirs: 8'}]},
			{name: 'groups', title: 'What waits, by any other thing that conflicts have in common', steps: [{press: ['escape'], shows: 'by cause'}, {press: ['b'], shows: 'Count what waits'}, {press: ['f'], shows: 'AS A FILTER'}]},
			{
				name: 'wide-list', title: 'A list with its conflict beside it, on a wide terminal', size: {columns: 160, rows: 36},
				steps: [{press: ['b'], shows: 'Count what waits'}, {press: ['c'], shows: 'by cause'}, {press: ['enter'], shows: 'last agreed'}],
			},
			{name: 'conflict', title: 'One conflict, and what each verdict does', steps: [{press: ['enter'], shows: ' next'}]},
			{name: 'operations', title: 'The runs', steps: [{press: ['3'], shows: 'STARTED'}]},
			{name: 'operation', title: 'One run, with counts that add up', steps: [{press: ['enter'], shows: 'accounted for'}]},
			{name: 'records', title: 'Records of ours, by key or name', steps: [{press: ['5'], shows: '[assets]'}, {press: ['tab', 'tab', 'tab', 'tab'], shows: '[poams]'}]},
			{
				name: 'record', title: 'One record: where each value comes from, and which rule decides', size: {columns: 120, rows: 30},
				steps: [{press: ['enter'], shows: '1 of 23 fields'}, {press: ['j', 'j', 'j', 'j', 'j', 'j'], shows: '7 of 23 fields'}],
			},
			{name: 'proposals', title: 'POA&Ms that open findings lack, with their evidence', steps: [{press: ['escape'], shows: '[poams]'}, {press: ['P'], shows: 'poams › proposed'}]},
			{name: 'rules', title: 'Policies and mappings', steps: [{press: ['6'], shows: 'policies and mappings'}]},
			{name: 'rule', title: 'The rules of one system and entity type', steps: [{press: ['G'], shows: '5 of 5'}, {press: ['enter'], shows: 'OWN POLICY'}, {press: ['j'], shows: 'strategy: manual'}]},
			{name: 'rule-editor', title: 'A rule is typed anew; nothing is saved before it was judged and shown', steps: [{press: ['enter'], shows: 'nothing is saved yet'}]},
			{name: 'audit', title: 'Who did what', steps: [{press: ['escape'], shows: 'in $EDITOR'}, {press: ['7'], shows: 'verify chain'}]},
			{name: 'palette', title: 'Any command, with completion', steps: [{press: [':'], shows: 'Go to'}, {press: ['c', 'o', 'n'], shows: ':con'}]},
			{name: 'keys', title: 'The keys of a screen', steps: [{press: ['escape'], shows: ' q quit'}, {press: ['1'], shows: 'LATEST RUNS'}, {press: ['?'], shows: `parley ${version}`}]},
			{name: 'calls', title: 'The calls to a system', steps: [{press: ['escape'], shows: 'LATEST RUNS'}, {press: ['G'], shows: 'Xacta 360 poams'}, {press: ['c'], shows: 'SELECT poams'}]},
			{name: 'call', title: 'One call, as it was sent and answered; what is secret is masked', steps: [{press: ['1'], shows: 'LATEST RUNS'}, {press: ['g', 'g'], shows: 'Tenable.io assets'}, {press: ['c'], shows: 'METHOD'}, {press: ['enter'], shows: 'REQUEST HEADERS'}]},
			// Last: it is told in the notice of every screen for half a minute.
			{name: 'plan', title: 'What a sync would do, before anything is written', steps: [{press: ['q'], shows: 'METHOD'}, {press: ['1'], shows: 'LATEST RUNS'}, {press: ['G'], shows: 'Xacta 360 poams'}, {press: ['p'], shows: 'nothing is done yet'}]},
		],
		leave: [],
	},
];

/** Where the pictures are. */
export const toPictureFile = ({name}: Picture): string => join(packageFolder, 'docs/screens', `${name}.svg`);

/** So long may a slow machine take to answer a key. */
const answerTimeoutMs = 60_000;

/** Opens one screen after the other, and calls for each when it shows what it is about; then leaves the console. */
export async function walkPictures(program: TestProgram, {size, pictures, leave}: Walk, onPicture: (picture: Picture) => Promise<void>): Promise<void> {
	for (const picture of pictures) {
		program.resize(picture.size ?? size);
		await take(program, picture.steps);
		await onPicture(picture);
	}
	await take(program, leave);
	let hasEnded = false;
	void program.exit.then(() => (hasEnded = true));
	program.press('q');
	await waitFor('the console to end', () => hasEnded, {timeoutMs: answerTimeoutMs, describe: () => program.screen().join('\n')});
}

async function take(program: TestProgram, steps: readonly Step[]): Promise<void> {
	for (const {press, shows} of steps) {
		if (press.length > 0 && program.screen().some(line => line.includes(shows))) throw new Error(`"${shows}" is on the screen before ${press.join(' ')} was pressed:\n${program.screen().join('\n')}`);
		program.press(...press);
		await program.waitForScreen(shows, {timeoutMs: answerTimeoutMs});
	}
}
