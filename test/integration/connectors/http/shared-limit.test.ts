import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {startScript, type Script as Process} from '../../../support/script.js';
import {createSyncedWorld, type SyncedWorld} from '../../../support/synced-world.js';
import {answer, startScriptedServer, type ScriptedServer, type Script} from './scripted-server.js';

const readsEach = 2;
/** So few that all four are far quicker without a limit, even where a machine is slow. */
const perSecond = 2;
const burst = 3;

let world: SyncedWorld;
let server: ScriptedServer;
let processes: readonly Process[] = [];
let arrivals: number[] = [];
let respond: Script = answer(200, {tags: []});

beforeAll(async () => {
	world = await createSyncedWorld({poams: 1});
	server = await startScriptedServer((request, response) => {
		arrivals.push(Date.now());
		respond(request, response);
	});
	await world.otherProgram(`update external_systems set api_base_url = $1, rate_limit_config = $2, connection_config = '{"access_key": "an-access-key", "secret_key": "a-secret-key"}'
		where system_name = 'Tenable.io'`, [server.url, JSON.stringify({requests_per_minute: perSecond * 60, burst_capacity: burst})]);
	processes = Array.from({length: 4}, () => startScript('test/integration/connectors/http/asking-process.ts', [world.url]));
	for (const process of processes) expect(await process.nextLine()).toBe('ready');
});
afterAll(async () => {
	for (const process of processes) await process.kill();
	await server.close();
	await world[Symbol.asyncDispose]();
});
beforeEach(async () => {
	arrivals = [];
	respond = answer(200, {tags: []});
	await world.otherProgram('truncate integration_health');
});

/** All four begin together; gives when that was. */
async function ask(): Promise<number> {
	const startedAt = Date.now();
	for (const process of processes) process.say(String(readsEach));
	for (const process of processes) expect(await process.nextLine()).toBe('done');
	return startedAt;
}

/** An asset's tags, and then the asset. */
const requests = 4 * readsEach * 2;

describe('N1: four processes with one limit', () => {
	test('send no more together than one alone may', async () => {
		const startedAt = await ask();
		expect(arrivals).toHaveLength(requests);
		// The bucket was full at the start and fills by the database's clock; a request arrives after its token was taken.
		const tooEarly = arrivals.filter((at, index) => index + 1 > burst + ((at + 1 - startedAt) / 1000) * perSecond);
		expect(tooEarly).toEqual([]);
	});

	test('all stop when one of them is told that it was too many', async () => {
		respond = (request, response) => (arrivals.length === 4
			? answer(429, '<h1>429 Too Many Requests</h1>', {'content-type': 'text/html', 'retry-after': '10'})
			: answer(200, {tags: []}))(request, response);
		await ask();
		// The one that was refused is sent again, after the pause.
		expect(arrivals).toHaveLength(requests + 1);
		const [pause = {from: 0, until: 0}] = await world.otherProgram<{from: number; until: number}>(`
			select (extract(epoch from updated_at) * 1000)::float8 as from, (extract(epoch from paused_until) * 1000)::float8 as until from integration_health`);
		// On record a moment after it was told of, which is long where a machine stands still.
		expect(pause.until - pause.from).toBeGreaterThan(500);
		// Whoever had a token when the pause was put on record may still use it, and nobody takes another.
		expect(arrivals.filter(at => at > pause.from && at < pause.until).length).toBeLessThan(processes.length);
	});
});
