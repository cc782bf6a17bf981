import {mkdtemp, readdir, readFile, rm} from 'node:fs/promises';
import {tmpdir, userInfo} from 'node:os';
import {join} from 'node:path';
import {test} from 'vitest';
import {queryOnce} from './embedded-home.js';
import {nodeCommand, parleyFile, startProgram, type TestProgram} from './program.js';
import {createScreen, type Screen} from './screen.js';
import type {Size} from './terminal.js';

/** What a scenario plays in: a migrated database with whatever the scenario needs in it. */
export type ScenarioWorld = AsyncDisposable & {readonly url: string};

export type ScenarioContext<World> = {readonly world: World; readonly screen: Screen; readonly program: TestProgram};

export type Scenario<World> = Partial<Size> & {
	/** Before the program starts. */
	readonly setup?: (world: World) => unknown;
	/** Words after `parley`; none opens the console. */
	readonly args?: readonly string[];
	readonly env?: Readonly<Record<string, string>>;
	/** Who sits at the terminal. */
	readonly role?: 'viewer' | 'operator' | 'admin';
	readonly run: (context: ScenarioContext<World>) => Promise<void>;
};

/**
 * Gives the word `scenario` of a test file: each plays in a world of its own, with the built program in a terminal.
 * When one fails, its error ends with the last lines that the program logged.
 */
export const scenariosIn = <World extends ScenarioWorld>(createWorld: () => Promise<World>) =>
	(name: string, scenario: Scenario<World>): void => {
		test(name, async () => {
			const {setup, args = [], env = {}, role = 'operator', run, ...size} = scenario;
			await using world = await createWorld();
			await using home = await createHome();
			await addUser(world.url, role);
			await setup?.(world);
			await using program = startProgram({
				command: nodeCommand, args: [parleyFile, ...args], ...size,
				env: {HOME: home.folder, PARLEY_DATA_HOME: home.folder, DATABASE_URL: world.url, ...env},
			});
			try {
				await run({world, program, screen: createScreen(program)});
			} catch (error) {
				if (error instanceof Error) error.message += `\n${await readLogs(home.folder)}`;
				throw error;
			}
		});
	};

async function createHome(): Promise<AsyncDisposable & {readonly folder: string}> {
	const folder = await mkdtemp(join(tmpdir(), 'parley-scenario-'));
	return {folder, [Symbol.asyncDispose]: () => rm(folder, {recursive: true, force: true})};
}

/** On a shared database, only who is in `users` may do more than look. */
const addUser = (url: string, role: string): Promise<unknown> =>
	queryOnce(url, `insert into users (username, role, status) values ($1, $2, 'active') on conflict (username) do update set role = excluded.role`, [userInfo().username, role]);

const shownLogLines = 20;

async function readLogs(folder: string): Promise<string> {
	const names = (await readdir(folder, {recursive: true})).filter(name => name.endsWith('.log'));
	const texts = await Promise.all(names.map(name => readFile(join(folder, name), 'utf8')));
	const lines = texts.flatMap(text => text.trim().split('\n')).slice(-shownLogLines);
	return lines.length === 0 ? '(It logged nothing.)' : `It logged last:\n${lines.join('\n')}`;
}
