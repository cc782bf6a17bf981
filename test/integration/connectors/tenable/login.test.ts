import {afterEach, describe, expect, test} from 'vitest';
import {answer, startScriptedServer} from '../http/scripted-server.js';
import {countRequests, listAll, signal, useTenableWorlds, type TenableWorld, type WorldOptions} from './tenable-world.js';

const openWorld = useTenableWorlds();
const cleanups: (() => void | Promise<void>)[] = [];
afterEach(async () => {
	for (const clean of cleanups.splice(0).reverse()) await clean();
});

type Setting = TenableWorld & {readonly signIn: (changes?: Readonly<Record<string, string>>) => ReturnType<TenableWorld['open']>};

async function open(options: WorldOptions = {}): Promise<Setting> {
	const world = await openWorld({assets: 350, findings: 0, ...options});
	const {username, password} = world.simulator.login;
	return {...world, signIn: (changes = {}) => world.open({authentication: 'session', access_key: '', secret_key: '', username, password, ...changes})};
}

const logins = (world: TenableWorld) => countRequests(world, /^POST \/session /);

describe('a name and a password', () => {
	test('are taken for a session, which reads and writes as keys do', async () => {
		const world = await open();
		const connector = world.signIn();
		expect((await connector.check(signal)).description).toContain('signed in as parley@corp.example (Administrator)');
		expect((await listAll(connector, 'asset')).records).toHaveLength(350);
		const asset = world.organization.assetIdAt(3);
		expect(await connector.write({entityType: 'asset', action: 'update', externalId: asset, changes: {acr_score: 9}, expected: {}, marker: 'm-1', signal})).toMatchObject({kind: 'written'});
		expect(logins(world)).toBe(1);
	});

	test('get a new session when theirs ends in the middle of an export, and no asset is lost', async () => {
		const world = await open({settings: {sessionLifetimeMs: 600_000}});
		const {records, gaps} = await listAll(world.signIn(), 'asset', {}, (_page, count) => {
			if (count === 1) world.clock.advance(700_000);
			if (count === 2) world.simulator.endSessions();
		});
		expect(records).toHaveLength(350);
		expect(gaps).toEqual([]);
		expect(logins(world)).toBe(3);
	});

	test('that are wrong are tried once', async () => {
		const world = await open();
		const connector = world.signIn({password: 'this is not the password'});
		for (let time = 0; time < 3; time++) await expect(listAll(connector, 'asset')).rejects.toMatchObject({code: 'EXTERNAL_AUTHENTICATION_FAILED'});
		expect(logins(world)).toBe(1);
		expect(countRequests(world, /./)).toBe(1);
	});

	test('leave neither password nor token in the calls that are kept', async () => {
		const learned: string[] = [];
		const world = await open({context: {learnSecret: value => void learned.push(value)}});
		await world.signIn().check(signal);
		const kept = JSON.stringify(world.calls);
		expect(learned).toHaveLength(1);
		for (const secret of [world.simulator.login.password, ...learned]) expect(kept).not.toContain(secret);
	});

	test('are not answered with a login page that is taken for a token', async () => {
		const server = await startScriptedServer(answer(200, '<html>Sign in</html>', {'content-type': 'text/html'}));
		cleanups.push(server.close);
		const world = await open();
		const connector = world.open({authentication: 'session', username: 'parley', password: 'a password of ours'}, server.url);
		await expect(listAll(connector, 'asset')).rejects.toMatchObject({code: 'EXTERNAL_BAD_PAYLOAD'});
	});
});

describe('a bearer token', () => {
	test('is what a gateway before Tenable gets', async () => {
		const server = await startScriptedServer(answer(200, {code: 200, status: 'ready'}), answer(200, {username: 'parley', permissions: 64}));
		cleanups.push(server.close);
		const world = await open();
		const connector = world.open({authentication: 'bearer', bearer_token: 'token-of-the-gateway'}, server.url);
		expect((await connector.check(signal)).description).toContain('signed in as parley');
		expect(server.headers.map(({authorization}) => authorization)).toEqual(['Bearer token-of-the-gateway', 'Bearer token-of-the-gateway']);
		expect(JSON.stringify(world.calls)).not.toContain('token-of-the-gateway');
	});
});

test.each([
	[{authentication: 'session', username: 'x'}, 'password is missing'],
	[{authentication: 'session', password: 'x'}, 'username is missing'],
	[{authentication: 'bearer'}, 'bearer_token is missing'],
	[{authentication: 'bearer', bearer_token: 'two words'}, 'bearer_token holds a blank'],
	[{authentication: 'kerberos'}, 'authentication must be api_keys, session or bearer'],
	[{access_key: ''}, 'access_key is missing'],
])('a login that lacks something (%j) is refused before anybody is called', async (config, problem) => {
	const world = await open();
	expect(() => world.open(config as Readonly<Record<string, string>>)).toThrow(problem);
	expect(countRequests(world, /./)).toBe(0);
});
