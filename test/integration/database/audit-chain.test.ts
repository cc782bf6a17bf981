import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {createMigratedWorld, type SchemaWorld} from '../../support/schema-world.js';

let world: SchemaWorld;

beforeEach(async () => {
	world = await createMigratedWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

const append = (action: string, before: string | null = null) =>
	world.own(`select audit_append('ana', null, $1, 'conflict', '7', $2::jsonb, '{"b": 1}', null)`, [action, before]);
const verify = async () => (await world.own('select events::integer, first_broken::integer from audit_verify()'))[0];

/** As somebody would who owns the database. */
const tamper = (sql: string) =>
	world.other(`alter table audit_events disable trigger audit_events_append_only; ${sql}; alter table audit_events enable trigger audit_events_append_only`);

async function appendSome(): Promise<void> {
	for (const action of ['a', 'b', 'c', 'd', 'e']) await append(action, action === 'c' ? 'null' : null);
}

describe('the audit chain', () => {
	test('holds for what was appended, from the first event on', async () => {
		expect(await verify()).toEqual({events: 0, first_broken: null});
		await appendSome();
		expect(await verify()).toEqual({events: 5, first_broken: null});
		const [event] = await world.own('select sequence, actor, action, target_type, target_id, before, after, detail, database_user from audit_events order by sequence limit 1');
		expect(event).toEqual({sequence: '1', actor: 'ana', action: 'a', target_type: 'conflict', target_id: '7', before: null, after: {b: 1}, detail: null, database_user: 'parley'});
	});

	test.each([
		{change: 'an edited text', sql: `update audit_events set actor = 'bo' where sequence = 3`, broken: 3},
		{change: 'an edited time', sql: `update audit_events set at = at + interval '1 microsecond' where sequence = 2`, broken: 2},
		{change: 'JSON null in place of nothing', sql: `update audit_events set before = 'null' where sequence = 4`, broken: 4},
		{change: 'nothing in place of JSON null', sql: `update audit_events set before = null where sequence = 3`, broken: 3},
		{change: 'a removed event', sql: 'delete from audit_events where sequence = 2', broken: 3},
		{change: 'a removed first event', sql: 'delete from audit_events where sequence = 1', broken: 2},
		{change: 'a cut end', sql: 'delete from audit_events where sequence >= 4', broken: 4},
		{change: 'an emptied table', sql: 'delete from audit_events', broken: 1},
		{change: 'a rewritten event with a hash of its own', sql: `update audit_events e set actor = 'bo' where sequence = 3; update audit_events e set hash = audit_hash(e) where sequence = 3`, broken: 4},
		{change: 'an event put at the end', sql: `insert into audit_events select sequence + 1, at, actor, actor_user_id, database_user, action, target_type, target_id, before, after, detail, hash, hash from audit_events where sequence = 5`, broken: 6},
	])('shows $change', async ({sql, broken}) => {
		await appendSome();
		await tamper(sql);
		expect(await verify()).toMatchObject({first_broken: broken});
	});

	test('refuses changes', async () => {
		await appendSome();
		for (const sql of [`update audit_events set actor = 'bo'`, 'delete from audit_events', 'truncate audit_events']) {
			await expect(world.own(sql)).rejects.toThrow('audit_events is append-only');
		}
		expect(await verify()).toEqual({events: 5, first_broken: null});
	});

	test('is whole after concurrent transactions, of which some fail', async () => {
		const attempts = Array.from({length: 30}, (_, index) =>
			world.connection.transact(async sql => {
				await sql.query(`select audit_append('ana', null, $1, 'x', 'y', null, null, null)`, [`action ${index}`]);
				if (index % 3 === 0) throw new Error('given up');
			}));
		const outcomes = await Promise.allSettled(attempts);
		expect(outcomes.filter(outcome => outcome.status === 'rejected')).toHaveLength(10);
		expect(await verify()).toEqual({events: 20, first_broken: null});
	});
});
