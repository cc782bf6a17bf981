import {randomBytes} from 'node:crypto';
import pg from 'pg';
import {afterAll, beforeAll, describe, expect, inject, test} from 'vitest';
import {parsePostgresAddress} from '../../../source/connectors/sql/postgres-address.js';
import {systemClock} from '../../../source/core/process/system-clock.js';
import {createOrganization} from '../../../source/simulator/organization.js';
import {startXactaSimulator} from '../../../source/simulator/xacta/start-xacta-simulator.js';
import {clearOfMidnight} from '../../support/clear-of-midnight.js';
import {clusterUrl} from '../../support/postgres-cluster.js';
import {createEmptyDatabase} from '../../support/postgres.js';
import {openXactaWorld, type XactaWorld} from '../../support/xacta.js';

describe('the simulated Xacta', () => {
	let world: XactaWorld;
	let admin: pg.Client;
	beforeAll(async () => {
		world = await openXactaWorld({assets: 150});
		admin = new pg.Client({connectionString: world.adminUrl});
		await admin.connect();
	});
	afterAll(async () => {
		await admin.end();
		await world.close();
	});

	const asConnector = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
		const client = new pg.Client(parsePostgresAddress(world.simulator));
		await client.connect();
		try {
			return await work(client);
		} finally {
			await client.end();
		}
	};

	test('holds the whole organization', async () => {
		const {counts} = world.organization;
		expect(await world.simulator.ledger()).toMatchObject({
			systems: 5, system_components: 150, control_implementations: counts.controls, control_assessments: counts.controls, poams: 60, poam_milestones: 150,
		});
		expect(counts.controls).toBe(1400);
		expect(world.simulator.isNew).toBe(true);
	});

	test('holds what people type: two words for one rating, a risk in a status, several spellings of a control', async () => {
		const {rows} = await admin.query<{ratings: string[]; statuses: string[]; odd: number}>(`
			select array_agg(distinct risk_rating) as ratings, array_agg(distinct poam_status) as statuses,
				count(*) filter (where control_id !~ '^[A-Z]{2}-[1-9][0-9]*(\\([1-9][0-9]*\\))?$')::int as odd from poams`);
		expect(rows[0]?.ratings).toEqual(expect.arrayContaining(['moderate', 'medium']));
		expect(rows[0]?.statuses).toContain('critical');
		expect(rows[0]?.odd).toBeGreaterThan(0);
	});

	test('lets the connector\'s login do only what it must', async () => {
		await asConnector(async client => {
			await expect(client.query("update systems set system_name = 'x'")).rejects.toMatchObject({code: '42501'});
			await expect(client.query("update poams set system_id = 'x'")).rejects.toMatchObject({code: '42501'});
			await expect(client.query('delete from poams')).rejects.toMatchObject({code: '42501'});
			await expect(client.query('create table public.mine (id int)')).rejects.toMatchObject({code: '42501'});
			await expect(client.query('select * from simulator.settings')).rejects.toMatchObject({code: '42501'});
		});
	});

	test('refuses what Xacta refuses: a completed POA&M without its day, a change of an archived one', async () => {
		const [open, other] = await twoOpenPoams();
		await asConnector(async client => {
			await expect(client.query("update poams set poam_status = 'completed', actual_completion_date = null where poam_id = $1", [open])).rejects.toMatchObject({constraint: 'poams_completed_has_its_date'});
		});
		await world.simulator.people.archive(other);
		await asConnector(async client => {
			await expect(client.query("update poams set risk_rating = 'low' where poam_id = $1", [other])).rejects.toMatchObject({code: 'P0001'});
		});
		expect(await world.simulator.people.rate(other, 'low')).toBeUndefined();
	});

	test('a person\'s act dates and signs the record, and is in the journal', async () => {
		const [poamId] = await twoOpenPoams();
		const edit = await world.simulator.people.moveCompletion(poamId, '2031-05-06');
		const {rows} = await admin.query("select scheduled_completion_date::text as date, updated_by, updated_date::text || 'Z' as at from poams where poam_id = $1", [poamId]);
		expect(rows[0]).toMatchObject({date: '2031-05-06', updated_by: edit?.by});
		expect(new Date(rows[0].at.replace(' ', 'T'))).toEqual(edit?.at);
		const effects = await world.simulator.effects();
		expect(effects.at(-1)).toMatchObject({table: 'poams', action: 'update', application: 'xacta-simulator', after: {poam_id: poamId, scheduled_completion_date: '2031-05-06'}});
	});

	test('a milestone that is completed dates its POA&M', async () => {
		const [poamId] = await twoOpenPoams();
		const {rows} = await admin.query('select milestone_id from poam_milestones where poam_id = $1 limit 1', [poamId]);
		const edit = await world.simulator.people.completeMilestone(rows[0].milestone_id);
		const after = await admin.query("select updated_by, (updated_date at time zone 'UTC') as at from poams where poam_id = $1", [poamId]);
		expect(after.rows[0]).toEqual({updated_by: edit?.by, at: edit?.at});
	});

	test('the script does the same for the same seed', async () => {
		await clearOfMidnight(); // What is completed is dated with the day.
		const twin = await openXactaWorld({now: world.organization.now});
		const third = await openXactaWorld({now: world.organization.now});
		try {
			const script = async ({simulator}: XactaWorld) => {
				const acts = [];
				for (let turn = 0; turn < 40; turn++) acts.push(await simulator.people.act());
				return acts.map(act => act && {kind: act.kind, id: act.id, by: act.by, changes: act.changes});
			};
			const acts = await script(twin);
			expect(acts).toEqual(await script(third));
			expect(new Set(acts.map(act => act?.kind)).size).toBeGreaterThan(6);
		} finally {
			await twin.close();
			await third.close();
		}
	});

	async function twoOpenPoams(): Promise<readonly [string, string]> {
		const {rows} = await admin.query<{poam_id: string}>("select poam_id from poams where poam_status = 'ongoing' order by poam_id limit 2");
		return [rows[0]?.poam_id ?? '', rows[1]?.poam_id ?? ''];
	}
});

describe('a second start', () => {
	const database = `xacta_${randomBytes(6).toString('hex')}`;
	const start = (options: {readonly seed?: number; readonly isFresh?: boolean} = {}) => startXactaSimulator({
		organization: createOrganization({seed: options.seed ?? 3, systems: 1, assets: 3, findings: 0, poams: 4, now: new Date()}),
		databaseUrl: clusterUrl(inject('postgresSocketFolder'), 'postgres'), database, seed: 3, clock: systemClock, isFresh: options.isFresh ?? false,
	});

	test('keeps the data and the login, refuses another organization, and begins anew only when it is told to', async () => {
		const first = await start();
		const {poams} = await first.ledger();
		await first.people.delete(createOrganization({seed: 3, systems: 1, now: new Date()}).poamAt(0).poamId);
		await first.close();
		const second = await start();
		expect(second).toMatchObject({isNew: false, username: first.username, password: first.password});
		expect((await second.ledger()).poams).toBe(poams - 1);
		await second.close();
		await expect(start({seed: 4})).rejects.toMatchObject({code: 'CONFIG_INVALID', nextStep: expect.stringContaining('--fresh')});
		const third = await start({isFresh: true});
		expect(third.isNew).toBe(true);
		expect((await third.ledger()).poams).toBe(poams);
		await third.drop();
	});

	test('never touches a database that somebody else made', async () => {
		await using foreign = await createEmptyDatabase();
		const name = new URL(foreign.url.replace('@/', '@host/')).pathname.slice(1);
		const client = new pg.Client({connectionString: foreign.url});
		await client.connect();
		await client.query('create table precious (id int)');
		await client.end();
		const options = {
			organization: createOrganization({seed: 3, systems: 1, assets: 3, findings: 0, poams: 4, now: new Date()}),
			databaseUrl: clusterUrl(inject('postgresSocketFolder'), 'postgres'), database: name, seed: 3, clock: systemClock,
		};
		await expect(startXactaSimulator(options)).rejects.toMatchObject({code: 'CONFIG_INVALID'});
		await expect(startXactaSimulator({...options, isFresh: true})).rejects.toMatchObject({code: 'CONFIG_INVALID'});
	});
});
