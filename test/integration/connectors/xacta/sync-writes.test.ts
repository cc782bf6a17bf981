import pg from 'pg';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import type {Connector, WriteRequest} from '../../../../source/core/connector.js';
import type {JsonObject, JsonValue} from '../../../../source/core/json.js';
import {clearOfMidnight} from '../../../support/clear-of-midnight.js';
import {waitFor} from '../../../support/wait-for.js';
import {openXactaWorld, type XactaWorld} from '../../../support/xacta.js';

const never = new AbortController().signal;

describe('writing Xacta\'s tables', () => {
	let world: XactaWorld;
	let admin: pg.Client;
	/** Looks at the server's sessions, which a transaction sees only as they were when it first looked. */
	let watcher: pg.Client;
	let connector: Connector;
	let next = 0;
	/** A POA&M that no other test of this file touches. */
	const freshPoam = () => world.organization.poamAt(next++);
	beforeAll(async () => {
		world = await openXactaWorld({assets: 2});
		admin = new pg.Client({connectionString: world.adminUrl, options: '-c TimeZone=UTC'});
		await admin.connect();
		watcher = new pg.Client({connectionString: world.adminUrl});
		await watcher.connect();
		await admin.query("update poams set poam_status = 'ongoing', actual_completion_date = null");
		connector = world.connect().connector;
	});
	// What is written is dated with the day of the server.
	beforeEach(clearOfMidnight);
	afterAll(async () => {
		await admin.end();
		await watcher.end();
		await world.close();
	});

	const update = (externalId: string, changes: JsonObject, expected: JsonObject): WriteRequest =>
		({entityType: 'poam', action: 'update', externalId, changes, expected, marker: `marker-${externalId}`, signal: never});
	const milestonesOf = async (poamId: string): Promise<readonly JsonObject[]> => (await connector.read('poam', poamId, never))?.fields['milestones'] as readonly JsonObject[];
	const lastEffects = async (count: number) => (await world.simulator.effects()).slice(-count).map(({application, table, action}) => [application, table, action]);

	test('changes a POA&M and its milestones in one transaction, and signs it', async () => {
		const {poamId} = freshPoam();
		const before = await milestonesOf(poamId);
		const [first = {}, ...others] = before;
		const wanted: JsonValue = [{...first, status: 'completed', actual_date: '2026-01-31'}, ...others, {description: 'Tell the owner', scheduled_date: '2026-03-01'}];
		const result = await connector.write(update(poamId, {milestones: wanted, risk_rating: 'low'}, {milestones: before}));
		expect(result).toMatchObject({kind: 'written', record: {changedBy: 'parley', fields: {risk_rating: 'low', updated_by: 'parley'}}});
		const after = await milestonesOf(poamId);
		expect(after).toHaveLength(before.length + 1);
		expect(after).toEqual(expect.arrayContaining([
			{...first, status: 'completed', actual_date: '2026-01-31'},
			expect.objectContaining({milestone_id: expect.stringMatching(/^MS-/), description: 'Tell the owner', status: 'planned', comments: null}),
		]));
		expect(await lastEffects(3)).toEqual([['parley', 'poams', 'update'], ['parley', 'poam_milestones', 'update'], ['parley', 'poam_milestones', 'insert']]);
	});

	test('adds a new milestone once, although it has no id and is sent again', async () => {
		const {poamId} = freshPoam();
		const before = await milestonesOf(poamId);
		const request = update(poamId, {milestones: [...before, {description: 'Tell the owner', scheduled_date: '2026-03-01'}]}, {milestones: before});
		expect((await connector.write(request)).kind).toBe('written');
		expect((await connector.write(request)).kind).toBe('written');
		expect(await milestonesOf(poamId)).toHaveLength(before.length + 1);
	});

	test('writes nothing at all when one milestone is refused', async () => {
		const {poamId} = freshPoam();
		const before = await milestonesOf(poamId);
		const [first = {}, ...others] = before;
		const result = await connector.write(update(poamId, {milestones: [{...first, status: 'half done'}, ...others], risk_rating: 'low', deviation_rationale: 'ours'}, {milestones: before}));
		expect(result).toMatchObject({kind: 'rejected', reasons: expect.arrayContaining([expect.stringContaining('poam_milestones_milestone_status_check')])});
		expect((await connector.read('poam', poamId, never))?.fields['deviation_rationale']).not.toBe('ours');
	});

	test('never removes a milestone', async () => {
		const {poamId} = freshPoam();
		const before = await milestonesOf(poamId);
		const result = await connector.write(update(poamId, {milestones: before.slice(1)}, {milestones: before}));
		expect(result).toMatchObject({kind: 'rejected', reasons: [expect.stringContaining(String(before[0]?.['milestone_id']))]});
		expect(await milestonesOf(poamId)).toEqual(before);
	});

	test('leaves the milestones alone when somebody changed one meanwhile', async () => {
		const {poamId, milestones} = freshPoam();
		const before = await milestonesOf(poamId);
		await world.simulator.people.addMilestone(poamId, {description: 'Somebody was faster', scheduledDate: '2026-05-01'});
		const result = await connector.write(update(poamId, {milestones: before.map(milestone => ({...milestone, comments: 'ours'}))}, {milestones: before}));
		expect(result.kind).toBe('moved');
		expect(await milestonesOf(poamId)).toHaveLength(milestones.length + 1);
	});

	test('writes the status of a control under its two-part id', async () => {
		const [control] = world.organization.controlsOfSystem(0);
		const id = `${control?.systemId}:${control?.controlId}`;
		const before = (await connector.read('control', id, never))?.fields;
		const result = await connector.write({
			entityType: 'control', action: 'update', externalId: id, marker: 'marker-control', signal: never,
			changes: {assessment_status: 'not_satisfied', responsible_role: null}, expected: {assessment_status: before?.['assessment_status'] ?? null},
		});
		expect(result).toMatchObject({kind: 'written', record: {externalId: id, fields: {assessment_status: 'not_satisfied', responsible_role: null, updated_by: 'parley'}}});
	});

	test('adds an assessment for each change of a control\'s status, and changes none', async () => {
		const [, control] = world.organization.controlsOfSystem(0);
		const id = `${control?.systemId}:${control?.controlId}`;
		const read = async () => (await connector.read('control', id, never))?.fields ?? {};
		const before = (await read())['assessments'] as readonly JsonObject[];
		const assess = async (changes: JsonObject) => connector.write({entityType: 'control', action: 'update', externalId: id, marker: 'marker-assess', signal: never, changes, expected: {}});
		const [first, second] = (await read())['assessment_status'] === 'satisfied' ? ['not_satisfied', 'satisfied'] : ['satisfied', 'not_satisfied'];
		await assess({assessment_status: first ?? '', last_assessment_date: '2026-04-01'});
		await assess({assessment_status: second ?? ''});
		await assess({assessment_status: second ?? ''});
		await assess({responsible_role: 'Nobody assessed anything'});
		const today = (await admin.query<{day: string}>('select current_date::text as day')).rows[0]?.day;
		expect((await read())['assessments']).toEqual([
			...before,
			expect.objectContaining({assessment_result: first, assessment_date: '2026-04-01', assessor_name: 'parley'}), expect.objectContaining({assessment_result: second, assessment_date: today, assessor_name: 'parley'}),
		]);
	});

	test('adds evidence once, signs it, and never changes what is there', async () => {
		const [, , control] = world.organization.controlsOfSystem(0);
		const id = `${control?.systemId}:${control?.controlId}`;
		const evidence = async () => ((await connector.read('control', id, never))?.fields['evidence'] ?? []) as readonly JsonObject[];
		const before = await evidence();
		const added = {evidence_type: 'scan_results', evidence_title: 'Scan of all hosts', file_path: '/evidence/scan.csv', collection_date: '2026-04-01'};
		const give = async (items: readonly JsonObject[]) => connector.write({entityType: 'control', action: 'update', externalId: id, marker: 'marker-evidence', signal: never, changes: {evidence: items}, expected: {}});
		expect(await give([...before, added])).toMatchObject({kind: 'written'});
		expect(await give([...before, added])).toMatchObject({kind: 'written'});
		expect(await evidence()).toEqual([...before, expect.objectContaining({...added, is_current: true, created_by: 'parley', created_date: expect.any(String)})]);
		const [changed, ...rest] = await evidence();
		expect(await give([{...changed, evidence_title: 'Another'}, ...rest])).toMatchObject({kind: 'rejected', reasons: [expect.stringContaining('never changed')]});
		expect(await give(rest)).toMatchObject({kind: 'rejected', reasons: [expect.stringContaining('not removed')]});
	});

	test('dates an item that is completed, unless somebody has', async () => {
		const [one, other] = [freshPoam().poamId, freshPoam().poamId];
		const today = (await admin.query<{day: string}>('select current_date::text as day')).rows[0]?.day;
		expect(await connector.write(update(one, {poam_status: 'completed'}, {}))).toMatchObject({kind: 'written', record: {fields: {poam_status: 'completed', actual_completion_date: today}}});
		expect(await connector.write(update(other, {poam_status: 'completed', actual_completion_date: '2026-01-31'}, {}))).toMatchObject({record: {fields: {actual_completion_date: '2026-01-31'}}});
	});

	test('hands on what the site refuses: a check, a text that is too long, a rule of its own', async () => {
		const {poamId} = freshPoam();
		const reasonsOf = async (changes: JsonObject) => {
			const result = await connector.write(update(poamId, changes, {}));
			return result.kind === 'rejected' ? result.reasons.join(' ') : result.kind;
		};
		expect(await reasonsOf({poam_status: 'completed', actual_completion_date: null})).toContain('poams_completed_has_its_date');
		expect(await reasonsOf({resources_required: 'x'.repeat(251)})).toContain('too long');
		expect(await reasonsOf({scheduled_completion_date: 'next week'})).toContain('next week');
		expect(await reasonsOf({weakness_description: null})).toContain('weakness_description');
		expect(await reasonsOf({deviation_rationale: 'a\u0000b'})).toContain('22021');
		await world.simulator.people.archive(poamId);
		expect(await reasonsOf({risk_rating: 'low'})).toContain('archived');
	});

	test('creates a POA&M with its milestones, dated and signed', async () => {
		const {systemId} = freshPoam();
		const result = await connector.write({
			entityType: 'poam', action: 'create', expected: {}, marker: '5c1f1f0e-0000-4000-8000-000000000001', signal: never,
			changes: {system_id: systemId, weakness_description: 'Found by a scan', poam_status: 'ongoing', milestones: [{description: 'Fix it', scheduled_date: '2026-04-01'}]},
		});
		expect(result).toMatchObject({kind: 'written', record: {externalId: 'PARLEY-5c1f1f0e-0000-4000-8000-000000000001', fields: {created_by: 'parley', updated_by: 'parley', milestones: [{description: 'Fix it'}]}}});
	});

	test('deletes nothing', async () => {
		const {poamId} = freshPoam();
		expect(await connector.write({...update(poamId, {}, {}), action: 'delete'})).toMatchObject({kind: 'rejected'});
	});

	test('waits for a change that is not committed yet, and does not write over it', async () => {
		const {poamId} = freshPoam();
		const before = (await connector.read('poam', poamId, never))?.fields['risk_rating'] ?? null;
		await admin.query('begin');
		await admin.query("update poams set risk_rating = 'critical' where poam_id = $1", [poamId]);
		const writing = connector.write(update(poamId, {risk_rating: 'low'}, {risk_rating: before}));
		await waitFor('the connector to wait for the row', async () => isBlocked());
		await admin.query('commit');
		expect(await writing).toMatchObject({kind: 'moved', record: {fields: {risk_rating: 'critical'}}});
	});

	test('dates its changes in UTC whatever time zone the login has by default', async () => {
		const {poamId} = freshPoam();
		await admin.query(`alter role "${world.simulator.username}" set timezone = 'Asia/Tokyo'`);
		const {connector: other} = world.connect();
		await other.write(update(poamId, {risk_rating: 'low', deviation_rationale: 'ours'}, {}));
		await admin.query(`alter role "${world.simulator.username}" reset all`);
		const {rows} = await admin.query<{age: number}>("select extract(epoch from (now() at time zone 'UTC') - updated_date)::float as age from poams where poam_id = $1", [poamId]);
		expect(Math.abs(rows[0]?.age ?? Number.NaN)).toBeLessThan(3600);
	});

	test('tries again when the server ends its transaction to break a deadlock', async () => {
		const {poamId} = freshPoam();
		const before = await milestonesOf(poamId);
		const {connector: own, context} = world.connect();
		const [first, last] = [before.at(0), before.at(-1)].map(milestone => milestone?.['milestone_id']);
		expect(first).not.toBe(last);
		const touch = (client: pg.Client, id: unknown) => client.query('update poam_milestones set comments = comments where milestone_id = $1', [id]);
		const bystander = new pg.Client({connectionString: world.adminUrl});
		await bystander.connect();
		// The other transaction never gives up first, and a third one keeps the connector from closing the circle before it waits.
		await Promise.all([admin.query("begin; set local deadlock_timeout = '1h'; set local application_name = 'the other'"), bystander.query('begin')]);
		await touch(admin, last);
		await touch(bystander, first);
		const writing = own.write(update(poamId, {milestones: before.map(milestone => ({...milestone, comments: 'ours'}))}, {milestones: before}));
		await waitFor('the connector to wait for the first milestone', async () => isBlocked());
		const touched = admin.query('update poams set milestone_changes = milestone_changes where poam_id = $1', [poamId]);
		await waitFor('the other transaction to wait for the connector', async () => isBlocked('the other'));
		await bystander.end();
		await touched;
		await admin.query('commit');
		expect((await writing).kind).toBe('written');
		expect(context.calls.filter(({errorMessage}) => errorMessage?.startsWith('40P01')).length).toBeGreaterThanOrEqual(1);
	});

	test('says that nothing was written when the connection is cut before the commit', async () => {
		const {poamId} = freshPoam();
		await holdLock(poamId, async () => {
			const writing = connector.write(update(poamId, {risk_rating: 'low'}, {})).catch((error: unknown) => error);
			await waitFor('the connector to wait for the row', async () => isBlocked());
			await watcher.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley' and datname = current_database() and wait_event_type = 'Lock'");
			expect(await writing).toMatchObject({code: 'EXTERNAL_UNREACHABLE', isRetryable: true});
		});
		expect((await connector.write(update(poamId, {risk_rating: 'low'}, {}))).kind).toBe('written');
	});

	test('lets go of a row that it waits for when it is told to stop', async () => {
		const {poamId} = freshPoam();
		const controller = new AbortController();
		const reason = new Error('Stop.');
		await holdLock(poamId, async () => {
			const writing = connector.write({...update(poamId, {deviation_rationale: 'too late'}, {}), signal: controller.signal});
			writing.catch(() => undefined); // It is looked at below.
			await waitFor('the connector to wait for the row', async () => isBlocked());
			controller.abort(reason);
			await expect(writing).rejects.toBe(reason);
		});
		expect((await connector.read('poam', poamId, never))?.fields['deviation_rationale']).not.toBe('too late');
	});

	async function holdLock(poamId: string, work: () => Promise<void>): Promise<void> {
		const holder = new pg.Client({connectionString: world.adminUrl});
		await holder.connect();
		try {
			await holder.query('begin');
			await holder.query('select from poams where poam_id = $1 for update', [poamId]);
			await work();
		} finally {
			await holder.query('rollback');
			await holder.end();
		}
	}

	async function isBlocked(application = 'parley'): Promise<boolean> {
		const {rowCount} = await watcher.query("select from pg_stat_activity where application_name = $1 and datname = current_database() and wait_event_type = 'Lock'", [application]);
		return rowCount === 1;
	}
});
