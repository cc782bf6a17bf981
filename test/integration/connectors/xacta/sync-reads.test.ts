import pg from 'pg';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import type {Connector, Cursor, ExternalRecord} from '../../../../source/core/connector.js';
import type {EntityType} from '../../../../source/core/entity.js';
import {openXactaWorld, type XactaWorld} from '../../../support/xacta.js';

const never = new AbortController().signal;

describe('reading Xacta\'s tables', () => {
	let world: XactaWorld;
	let admin: pg.Client;
	let connector: Connector;
	beforeAll(async () => {
		world = await openXactaWorld({assets: 150});
		admin = new pg.Client({connectionString: world.adminUrl, options: '-c TimeZone=UTC'});
		await admin.connect();
	});
	beforeEach(() => {
		connector = world.connect().connector;
	});
	afterAll(async () => {
		await admin.end();
		await world.close();
	});

	const listAll = async (entityType: EntityType, since?: Cursor, by = connector) => {
		const records: ExternalRecord[] = [];
		let cursor: Cursor | undefined;
		for (;;) {
			const page = await by.list({entityType, pageSize: 500, signal: never, ...(cursor === undefined ? {} : {cursor}), ...(since === undefined ? {} : {since})});
			records.push(...page.records);
			cursor = page.next;
			if (cursor === undefined) return {records, watermark: page.watermark};
		}
	};

	test('tells the server and what may be done with it', async () => {
		expect(await connector.check(never)).toMatchObject({version: expect.stringMatching(/^PostgreSQL \d+/), description: expect.stringContaining('reads system, control, poam, asset; may write control, poam')});
	});

	test('reads as many records of every type as the tables hold', async () => {
		const ledger = await world.simulator.ledger();
		const counts = new Map<string, number>();
		for (const entityType of ['system', 'control', 'poam', 'asset'] as const) counts.set(entityType, (await listAll(entityType)).records.length);
		expect(Object.fromEntries(counts)).toEqual({system: ledger.systems, control: ledger.control_implementations, poam: ledger.poams, asset: ledger.system_components});
	});

	test('joins a control to its catalog entry, its assessments and its evidence', async () => {
		const {records} = await listAll('control');
		const control = world.organization.controlsOfSystem(0).find(({evidence}) => evidence.length > 0);
		const record = records.find(({externalId}) => externalId === `${control?.systemId}:${control?.controlId}`);
		expect(record?.fields).toMatchObject({
			system_id: control?.systemId, control_title: control?.title, implementation_status: control?.implementationStatus,
			last_assessment_date: control?.lastAssessmentDate, assessments: [{assessor_name: control?.assessor}], evidence: [{evidence_title: control?.evidence[0]?.title}],
		});
		expect(String(record?.fields['control_number'])).toMatch(/^[A-Z]{2}-\d\d/);
		expect(record).toMatchObject({changedAt: new Date(control?.updatedAt ?? 0).toISOString(), changedBy: control?.updatedBy});
	});

	test('brings a POA&M with its milestones, dates as days and times in UTC', async () => {
		const poam = world.organization.poamAt(3);
		const record = await connector.read('poam', poam.poamId, never);
		expect(record?.fields).toMatchObject({
			scheduled_completion_date: poam.scheduledCompletionDate, actual_completion_date: poam.actualCompletionDate, created_date: new Date(poam.createdAt).toISOString(),
			milestones: poam.milestones.map(({milestoneId, description, scheduledDate, actualDate, status, comments}) =>
				({milestone_id: milestoneId, description, scheduled_date: scheduledDate, actual_date: actualDate, status, comments})),
		});
	});

	test('reads the same whatever date style and time zone the login has by default', async () => {
		const before = await listAll('poam');
		await admin.query(`alter role "${world.simulator.username}" set datestyle = 'SQL, DMY'; alter role "${world.simulator.username}" set timezone = 'Asia/Tokyo'`);
		try {
			const {connector: other} = world.connect();
			expect((await listAll('poam', undefined, other)).records).toEqual(before.records);
		} finally {
			await admin.query(`alter role "${world.simulator.username}" reset all`);
		}
	});

	test('takes one statement for each table of a page, whatever the number of rows', async () => {
		const {connector: counted, context} = world.connect();
		await counted.list({entityType: 'control', pageSize: 500, signal: never});
		expect(context.calls.map(({method, endpoint, responseBody}) => [method, endpoint, responseBody])).toEqual([
			['SELECT', 'control_implementations', {rows: 1}], ['SELECT', 'control_implementations', {rows: 501}],
			['SELECT', 'control_assessments', {rows: 500}], ['SELECT', 'control_evidence', {rows: expect.any(Number)}],
		]);
		expect(context.tokens()).toBe(4);
	});

	test('lists only what may have changed since a watermark', async () => {
		const {watermark} = await listAll('poam');
		const poam = world.organization.poamAt(5);
		await world.simulator.people.moveCompletion(poam.poamId, '2032-02-29');
		const {records} = await listAll('poam', watermark);
		expect(records.find(({externalId}) => externalId === poam.poamId)?.fields['scheduled_completion_date']).toBe('2032-02-29');
		// Nearly all were changed days ago; a few may lie in the window of minutes that is read twice on purpose.
		expect(records.length).toBeLessThan(30);
	});

	test('lists a change that was made before the watermark and committed after it', async () => {
		const poam = world.organization.poamAt(8);
		await admin.query('begin');
		await admin.query("update poams set responsible_individual = 'Late Commit', updated_date = clock_timestamp() where poam_id = $1", [poam.poamId]);
		const {records: before, watermark} = await listAll('poam');
		await admin.query('commit');
		expect(before.find(({externalId}) => externalId === poam.poamId)?.fields['responsible_individual']).not.toBe('Late Commit');
		const {records} = await listAll('poam', watermark);
		expect(records.find(({externalId}) => externalId === poam.poamId)?.fields['responsible_individual']).toBe('Late Commit');
	});

	test('always lists a row that does not say when it was changed', async () => {
		const poam = world.organization.poamAt(9);
		await admin.query('update poams set updated_date = null where poam_id = $1', [poam.poamId]);
		const {watermark} = await listAll('poam');
		const {records} = await listAll('poam', watermark);
		const record = records.find(({externalId}) => externalId === poam.poamId);
		expect(record?.fields['updated_date']).toBeNull();
		expect(record).not.toHaveProperty('changedAt');
	});

	test('reads everything when the watermark is of another database', async () => {
		const {watermark} = await listAll('poam');
		const {records} = await listAll('poam', {...watermark, source: 'elsewhere:5432/xacta'});
		expect(records).toHaveLength((await world.simulator.ledger()).poams);
	});

	test('a POA&M that was deleted is missing from the next full listing', async () => {
		const poam = world.organization.poamAt(11);
		await world.simulator.people.delete(poam.poamId);
		expect((await listAll('poam')).records.map(({externalId}) => externalId)).not.toContain(poam.poamId);
	});

	test('follows the profile of a site: other names, another schema, and rows that stay but are marked', async () => {
		await admin.query('create schema site');
		await admin.query('create table site.plans (id int primary key, what text, gone timestamp)');
		await admin.query("insert into site.plans values (1, 'stays', null), (2, 'went', now())");
		await admin.query(`grant usage on schema site to "${world.simulator.username}"; grant select on site.plans to "${world.simulator.username}"`);
		const {connector: site} = world.connect({
			schema: 'site',
			profile: {name: 'site', entities: {poam: {table: 'plans', key: ['id'], columns: {weakness: 'what'}, deletion: {kind: 'marked', column: 'gone'}}}},
		});
		expect((await listAll('poam', undefined, site)).records).toEqual([
			{externalId: '1', fields: {weakness: 'stays'}}, {externalId: '2', fields: {weakness: 'went'}, isDeleted: true},
		]);
		expect(await site.read('poam', 'not a number', never)).toBeUndefined();
	});
});
