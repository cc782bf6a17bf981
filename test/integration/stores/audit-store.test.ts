import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Actor} from '../../../source/core/actor.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';

let world: ConflictWorld;
beforeAll(async () => {
	world = await createConflictWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const sam: Actor = {userId: 7, username: 'sam', role: 'operator'};
const event = (targetId: string) => ({action: 'thing.do', targetType: 'thing', targetId});

test('absent and null are different, before and after', async () => {
	const {audit} = world.database.stores;
	await audit.append(sam, {...event('1'), before: null, detail: {a: [1]}});
	const {rows: [appended]} = await audit.page({targetId: '1'}, undefined, 1);
	expect(appended).toEqual({sequence: expect.any(Number), at: expect.any(Date), actor: 'sam', ...event('1'), before: null, detail: {a: [1]}});
});

test('many who append at once make one chain, which pages show newest first', async () => {
	const {database} = world;
	await Promise.all(Array.from({length: 20}, (_, index) => database.transact(stores => stores.audit.append({...sam, username: `p${index % 2}`}, event('2')))));
	const whole = await database.stores.audit.verify();
	expect(whole).toEqual({events: 21, firstBroken: undefined});
	const first = await database.stores.audit.page({targetType: 'thing', targetId: '2', actor: 'p1'}, undefined, 6);
	const second = await database.stores.audit.page({targetType: 'thing', targetId: '2', actor: 'p1'}, first.next, 6);
	const sequences = [...first.rows, ...second.rows].map(({sequence}) => sequence);
	expect(sequences).toHaveLength(10);
	expect(sequences).toEqual(sequences.toSorted((left, right) => right - left));
	const last = await database.stores.audit.pageBefore({actor: 'p1'}, undefined, 6);
	const before = await database.stores.audit.pageBefore({actor: 'p1'}, last.next, 6);
	expect([...before.rows, ...last.rows].map(({sequence}) => sequence)).toEqual(sequences);
	expect((await database.stores.audit.page({actor: 'p1'}, last.after, 6)).rows).toEqual(last.rows);
});

test('a transaction that is taken back leaves no gap', async () => {
	const {database} = world;
	const {events} = await database.stores.audit.verify();
	await expect(database.transact(async stores => {
		await stores.audit.append(sam, event('3'));
		throw new Error('on purpose');
	})).rejects.toThrow('on purpose');
	await database.stores.audit.append(sam, event('4'));
	expect(await database.stores.audit.verify()).toEqual({events: events + 1, firstBroken: undefined});
});

test('an event that was changed behind our back is named', async () => {
	await world.sql.query('alter table audit_events disable trigger all');
	await world.sql.query(`update audit_events set actor = 'somebody else' where sequence = 3`);
	await world.sql.query('alter table audit_events enable trigger all');
	expect((await world.database.stores.audit.verify()).firstBroken).toBe(3);
});
