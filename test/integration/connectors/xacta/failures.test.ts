import {once} from 'node:events';
import {createConnection, createServer, type Server, type Socket, type AddressInfo} from 'node:net';
import pg from 'pg';
import {afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi} from 'vitest';
import type {Connector} from '../../../../source/core/connector.js';
import type {JsonObject} from '../../../../source/core/json.js';
import {waitFor} from '../../../support/wait-for.js';
import {openXactaWorld, type XactaWorld} from '../../../support/xacta.js';

const never = new AbortController().signal;

describe('a database that does not do what it should', () => {
	let world: XactaWorld;
	let admin: pg.Client;
	const servers: Server[] = [];
	beforeAll(async () => {
		world = await openXactaWorld({systems: 1, poams: 4, assets: 2});
		admin = new pg.Client({connectionString: world.adminUrl});
		await admin.connect();
	});
	afterAll(async () => {
		for (const server of servers) server.close();
		await admin.end();
		await world.close();
	});

	const failureOf = async (config: JsonObject, work: (connector: Connector) => Promise<unknown> = connector => connector.check(never)): Promise<unknown> => {
		const {connector} = world.connect(config);
		return work(connector).then(() => 'no failure', (error: unknown) => error);
	};
	const listen = async (onConnection: (socket: Socket) => void): Promise<number> => {
		const server = createServer(onConnection).listen(0, '127.0.0.1');
		servers.push(server);
		await once(server, 'listening');
		return (server.address() as AddressInfo).port;
	};
	const role = () => `"${world.simulator.username}"`;

	test('a wrong password is a refused login', async () => {
		const port = await listen(socket => socket.once('data', () => socket.end(errorResponse('28P01', 'password authentication failed for user "isso"'))));
		expect(await failureOf({connection_string: `postgres://isso:s3cret-word@127.0.0.1:${port}/xacta`})).toMatchObject({
			code: 'EXTERNAL_AUTHENTICATION_FAILED', isRetryable: false, message: expect.not.stringContaining('s3cret-word'),
		});
	});

	test('a password that was not given is not taken from somewhere else', async () => {
		vi.stubEnv('PGPASSWORD', 'the-password-of-our-own-database');
		onTestFinished(() => void vi.unstubAllEnvs());
		let told = '';
		const port = await listen(socket => {
			// Asks for the password in clear, then hears it.
			socket.once('data', () => {
				socket.once('data', data => {
					told = data.toString();
					socket.end(errorResponse('28P01', 'password authentication failed'));
				});
				socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
			});
		});
		const {connector} = world.connect({connection_string: `postgres://isso@127.0.0.1:${port}/xacta`, password: ''});
		await expect(connector.check(never)).rejects.toMatchObject({code: 'EXTERNAL_AUTHENTICATION_FAILED'});
		expect(told).toMatch(/^p/);
		expect(told).not.toContain('our-own-database');
	});

	test('a port where nobody listens cannot be reached', async () => {
		expect(await failureOf({connection_string: 'postgres://isso@127.0.0.1:1/xacta'})).toMatchObject({code: 'EXTERNAL_UNREACHABLE', isRetryable: true, message: expect.stringContaining('ECONNREFUSED')});
	});

	test('a server without TLS is told from one that cannot be reached', async () => {
		const port = await listen(socket => socket.once('data', () => socket.end('N')));
		expect(await failureOf({connection_string: `postgres://isso@127.0.0.1:${port}/xacta`, ssl: 'verify-full'})).toMatchObject({code: 'CONNECTION_CONFIG_INVALID', nextStep: expect.stringContaining('ssl=disable')});
	});

	test('a database that is not there is a wrong configuration', async () => {
		expect(await failureOf({connection_string: `postgres:///no_such_database?host=${inject('postgresSocketFolder')}`})).toMatchObject({code: 'CONNECTION_CONFIG_INVALID', message: expect.stringContaining('no_such_database')});
	});

	test('a table, a column or a schema that is missing is named with the profile', async () => {
		const profile = (entity: JsonObject) => ({extends: 'xacta', name: 'site', entities: {system: {table: 'systems', key: ['system_id'], columns: ['system_name'], ...entity}}});
		for (const [given, what] of [[{profile: profile({table: 'sytems'})}, 'sytems'], [{profile: profile({columns: ['nam']})}, 'nam'], [{schema: 'elsewhere'}, 'elsewhere']] as const) {
			expect(await failureOf(given)).toMatchObject({code: 'CONNECTION_CONFIG_INVALID', message: expect.stringMatching(new RegExp(`profile "(site|xacta)".*${what}`)), nextStep: expect.stringContaining('parley systems test')});
		}
	});

	test('a grant that is missing is forbidden, for a read and for a write', async () => {
		const {poamId} = world.organization.poamAt(0);
		expect(await failureOf({profile: {extends: 'xacta', entities: {system: {table: 'settings', key: ['version'], columns: ['seed']}}}, schema: 'simulator'})).toMatchObject({code: 'EXTERNAL_FORBIDDEN'});
		expect(await failureOf({profile: {extends: 'xacta', entities: {poam: {table: 'poams', key: ['poam_id'], columns: ['weakness_type'], writable: ['weakness_type']}}}}, connector =>
			connector.write({entityType: 'poam', action: 'update', externalId: poamId, changes: {weakness_type: 'x'}, expected: {}, marker: 'm', signal: never}))).toMatchObject({code: 'EXTERNAL_FORBIDDEN', message: expect.stringContaining('poams')});
	});

	test('a server that is full may be tried again', async () => {
		await admin.query(`alter role ${role()} connection limit 0`);
		try {
			expect(await failureOf({})).toMatchObject({code: 'EXTERNAL_FAILED', isRetryable: true, message: expect.stringContaining('53300')});
		} finally {
			await admin.query(`alter role ${role()} connection limit 20`);
		}
	});

	test('an answer that is lost while the server commits leaves the outcome open, and says so', async () => {
		const {poamId} = world.organization.poamAt(1);
		await admin.query("update poams set poam_status = 'ongoing', risk_rating = 'high' where poam_id = $1", [poamId]);
		// Hands everything on, and hangs up once the commit has been answered, without handing on that answer.
		const port = await listen(client => {
			const server = createConnection(`${inject('postgresSocketFolder')}/.s.PGSQL.5432`);
			let isCommitting = false;
			client.on('data', data => {
				isCommitting ||= data.includes('commit\0');
				server.write(data);
			});
			server.on('data', data => void (isCommitting ? client.destroy() : client.write(data)));
			client.on('close', () => server.destroy());
			server.on('close', () => client.destroy());
			for (const socket of [client, server]) socket.on('error', () => undefined);
		});
		const [, database = ''] = /\/([^/?]+)\?/.exec(world.simulator.connectionString) ?? [];
		const {connector} = world.connect({connection_string: `postgres://127.0.0.1:${port}/${database}`});
		const request = {entityType: 'poam', action: 'update', externalId: poamId, changes: {risk_rating: 'low'}, expected: {risk_rating: 'high'}, marker: 'm', signal: never} as const;
		await expect(connector.write(request)).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE', isRetryable: false, message: expect.stringContaining('not known')});
		// It had taken effect; sending it again finds that out and changes nothing.
		const {connector: direct} = world.connect();
		const effects = (await world.simulator.effects()).length;
		expect(await direct.write(request)).toMatchObject({kind: 'written', record: {fields: {risk_rating: 'low'}}});
		expect((await world.simulator.effects()).length).toBe(effects);
	});

	test('a read whose connection is cut is read again', async () => {
		const {connector, context} = world.connect();
		const holder = new pg.Client({connectionString: world.adminUrl});
		await holder.connect();
		try {
			await holder.query('begin; lock table poams in access exclusive mode');
			const reading = connector.list({entityType: 'poam', pageSize: 3, signal: never});
			reading.catch(() => undefined); // It is looked at below.
			await waitFor('the reader to wait for the table, and be ended', async () => (await admin.query(
				"select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley' and datname = current_database() and wait_event_type = 'Lock'")).rowCount);
			await holder.query('commit');
			expect((await reading).records).toHaveLength(3);
			expect(context.calls.filter(({errorMessage}) => errorMessage?.startsWith('57P01'))).toHaveLength(1);
		} finally {
			await holder.end();
		}
	});

	test('a connection that dies while idle is replaced without a word', async () => {
		const {connector} = world.connect();
		await connector.check(never);
		await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley' and datname = current_database()");
		await waitFor('another connection', () => connector.check(never).then(() => true, () => false));
	});

	test('a page is refused when it is asked for with somebody else\'s cursor', async () => {
		expect(await failureOf({}, connector => connector.list({entityType: 'poam', pageSize: 10, cursor: {offset: 40}, signal: never}))).toMatchObject({code: 'EXTERNAL_BAD_PAYLOAD'});
	});
});

/** What PostgreSQL answers to a start that it refuses. */
function errorResponse(state: string, message: string): Buffer {
	const fields = Buffer.from(`SFATAL\0VFATAL\0C${state}\0M${message}\0\0`);
	const head = Buffer.alloc(5);
	head.write('E');
	head.writeInt32BE(fields.length + 4, 1);
	return Buffer.concat([head, fields]);
}
