import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {expect, test} from 'vitest';
import {systemClock} from '../../../source/core/process/system-clock.js';
import {createOrganization} from '../../../source/simulator/organization.js';
import {startXactaSimulator} from '../../../source/simulator/xacta/start-xacta-simulator.js';
import {createProgramHome, type ProgramHome} from '../../support/built-program.js';
import {queryOnce} from '../../support/embedded-home.js';
import {nodeCommand, parleyFile, startProgram, type TestProgram} from '../../support/program.js';
import {waitFor} from '../../support/wait-for.js';

const kill = async (child: ChildProcess): Promise<void> => {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = once(child, 'exit');
	child.kill('SIGKILL');
	await ended;
};

const startDaemon = ({env}: ProgramHome) => {
	const child = spawn(nodeCommand, [parleyFile, 'daemon'], {env, stdio: 'ignore'});
	return {child, [Symbol.asyncDispose]: () => kill(child)};
};

const startConsole = ({env}: ProgramHome): TestProgram => startProgram({command: nodeCommand, args: [parleyFile], env});

/** An embedded database with everything in it, and a simulated Xacta in the same server, connected and enabled. */
async function prepare({parley}: ProgramHome) {
	for (const args of [['db', 'start'], ['db', 'migrate'], ['db', 'seed']]) expect(await parley(args)).toMatchObject({exitCode: 0});
	const url = (await parley(['db', 'url'])).stdout.trim();
	const organization = createOrganization({seed: 1, systems: 2, poams: 20, assets: 10, findings: 50, now: new Date()});
	const xacta = await startXactaSimulator({organization, databaseUrl: url, seed: 1, clock: systemClock});
	const login = ['--set', `connection_string=${xacta.connectionString}`, '--set', `username=${xacta.username}`, '--set', 'password'];
	expect(await parley(['systems', 'edit', 'Xacta 360', ...login], {}, `${xacta.password}\n`)).toMatchObject({exitCode: 0});
	expect(await parley(['systems', 'enable', 'Xacta 360'])).toMatchObject({exitCode: 0});
	// As if a daemon had been down when every pair was due: whoever comes up runs each once, and none falls due while the test looks.
	await queryOnce(url, `insert into daemon_heartbeats (host, pid, version, heartbeat_at) values ('gone', 1, '1', now() - interval '2 hours')`);
	await queryOnce(url, `update sync_policies set timezone = 'UTC', full_sync_expression = null, schedule_expression = to_char((now() - interval '1 hour') at time zone 'UTC', 'FMMI FMHH24 * * *')`);
	return {url, xacta};
}

test('a daemon and two consoles share the embedded database; kill -9 of each, and a restart of the server, harm nobody', {timeout: 300_000}, async () => {
	await using home = await createProgramHome();
	const {url, xacta} = await prepare(home);
	const count = async (text: string) => Number((await queryOnce<{count: string}>(url, `select count(*) from ${text}`))[0]?.count);
	try {
		await using first = startDaemon(home);
		await using one = startConsole(home);
		await using two = startConsole(home);
		await Promise.all([one, two].map(console => console.waitForScreen('── Health ──')));
		await waitFor('the daemon to have read all', async () => (await count('ingestion_poams')) === 20, {timeoutMs: 60_000});
		await Promise.all([one, two].map(console => console.waitForScreen(/Xacta 360 +poams +\d+\w ago/)));

		await kill(first.child);
		await using second = startDaemon(home);
		await waitFor('another daemon to work', async () => (await count(`daemon_heartbeats where pid = ${second.child.pid ?? 0}`)) === 1, {timeoutMs: 60_000});

		process.kill(one.pid, 'SIGKILL');
		await one.exit;
		await queryOnce(url, `update ingestion_poams set poc = 'somebody here'`);
		expect(await home.parley(['sync', 'run', '--system', 'Xacta 360', '--entity', 'system'])).toMatchObject({exitCode: 0});
		await two.waitForScreen(/● live \d/);

		expect(await home.parley(['db', 'stop'])).toMatchObject({exitCode: 0});
		await two.waitForScreen(/reconnecting/);
		expect(await home.parley(['db', 'start'])).toMatchObject({exitCode: 0});
		await two.waitForScreen(/● live \d/);
		expect(second.child.exitCode).toBeNull();

		two.press('q');
		expect(await two.exit).toEqual({exitCode: 0, signal: undefined});
		expect(await count('sync_links')).toBe(await count('(select id from ingestion_systems union all select id from ingestion_controls union all select id from ingestion_poams) t'));
		expect(await count('ingestion_poams where poc = \'somebody here\'')).toBe(20);
		expect(await home.parley(['verify', '--deep'])).toMatchObject({exitCode: 0});
	} finally {
		await xacta.close();
	}
});
