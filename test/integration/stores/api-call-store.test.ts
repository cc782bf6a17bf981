import {createHash} from 'node:crypto';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {ApiCall} from '../../../source/core/connector.js';
import type {JsonValue} from '../../../source/core/json.js';
import {createMask} from '../../../source/core/text/mask.js';
import type {ApiCallStore} from '../../../source/core/stores/api-call-store.js';
import {createApiCallStore} from '../../../source/database/stores/api-call-store.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';

const canary = 'cAnArY-"9f2\\b/ü+=';
const numericCanary = '8841556677';

let world: ConflictWorld;
let calls: ApiCallStore;
beforeAll(async () => {
	world = await createConflictWorld();
	const sql = {
		query: async <Row extends object>(text: string, values: readonly unknown[] = []) => (await world.sql.query<Row>(text, [...values])).rows,
		queryLong: () => Promise.reject(new Error('not used')),
		copyIn: () => Promise.reject(new Error('not used')),
	};
	calls = createApiCallStore(sql, createMask(() => [canary, numericCanary]));
});
afterAll(() => world[Symbol.asyncDispose]());

const call = (changes: Partial<ApiCall> = {}): ApiCall => ({method: 'GET', endpoint: '/assets', responseTimeMs: 12.6, calledAt: new Date('2026-11-21T12:00:00.250Z'), ...changes});
const append = async (changes: Partial<ApiCall>) => {
	await calls.append(world.systemId, undefined, [call({calledAt: new Date(), ...changes})]);
	const {rows: [logged]} = await calls.page({}, undefined, 1);
	if (logged === undefined) throw new Error('Nothing was logged.');
	return logged;
};
const dump = async () => JSON.stringify((await world.sql.query('select * from api_call_logs')).rows);

describe('a secret reaches no row', () => {
	const shapes: ReadonlyArray<readonly [string, Partial<ApiCall>]> = [
		['header', {requestHeaders: {'X-ApiKeys': `accessKey=x;secretKey=${canary}`}}],
		['header in other case', {requestHeaders: {'x-aPiKeYs': canary}}],
		['basic authentication', {requestHeaders: {'x-forwarded': `Basic ${Buffer.from(`user:${canary}`).toString('base64')}`}}],
		['answered header', {responseHeaders: {location: `/next?key=${encodeURIComponent(canary)}`}}],
		['deep object', {requestBody: {a: [{b: {c: [canary]}}]}}],
		['key of an object', {requestBody: {[canary]: 1}}],
		['JSON inside of a text', {responseBody: JSON.stringify({inner: JSON.stringify({token: canary})})}],
		['endpoint', {endpoint: `/x?key=${encodeURIComponent(canary)}`}],
		['error message', {errorMessage: `refused: password "${canary}" is wrong`}],
		['user agent', {userAgent: canary}],
		['number', {responseBody: {id: Number(numericCanary)}}],
		['text across the cut of a long body', {responseBody: `${'x'.repeat(63_995)}${canary}${'y'.repeat(5000)}`}],
		['hexadecimal', {responseBody: Buffer.from(canary).toString('hex')}],
	];

	test.each(shapes)('as %s', async (_, changes) => {
		await append(changes);
		const everything = await dump();
		expect(everything).not.toContain(canary.slice(0, 4));
		for (const secret of [canary, numericCanary]) {
			for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64').slice(0, -2)]) {
				expect(everything).not.toContain(form);
			}
		}
	});

	test.each([
		['set-cookie', {responseHeaders: {'set-cookie': ['session=fresh-and-unknown; Path=/', 'b=fresh-and-unknown'], server: 'nginx'}}],
		['access_token', {responseBody: {access_token: 'fresh-and-unknown', expires_in: 60}}],
		['Authorization', {requestHeaders: {Authorization: 'Bearer fresh-and-unknown'}}],
		['client_secret', {requestBody: {client_secret: 'fresh-and-unknown \\" quoted'}}],
	] as const)('also one that nobody has told us, by its name: %s', async (_, changes) => {
		await append(changes);
		expect(await dump()).not.toContain('fresh-and-unknown');
	});

	test('and what stands around it stays readable', async () => {
		const logged = await append({requestBody: {name: 'web01', password: 'x', note: `the key is ${canary}, keep it`}, responseHeaders: {'set-cookie': ['a=b'], server: 'nginx'}});
		expect(logged.requestBody).toEqual({name: 'web01', password: '***', note: 'the key is ***, keep it'});
		expect(logged.responseHeaders).toEqual({'set-cookie': '***', server: 'nginx'});
	});
});

describe('a body', () => {
	test('of any kind comes back as it was', async () => {
		const bodies: readonly JsonValue[] = [null, '', 'text', 0, false, [], {}, {a: [1, {b: null}]}, 'é漢😀', 'back\\slash \\u0000 as text'];
		for (const responseBody of bodies) expect((await append({responseBody})).responseBody).toEqual(responseBody);
	});

	test('over 64 kB keeps its beginning, its size and its hash', async () => {
		const body = {text: 'ä'.repeat(40_000), more: 'z'.repeat(40_000)};
		const text = JSON.stringify(body);
		const {responseBody} = await append({responseBody: body});
		expect(responseBody).toEqual({
			parley_truncated: {bytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex')},
			head: text.slice(0, 64_000),
		});
	});

	test('with what PostgreSQL refuses is kept with visible signs in its place', async () => {
		const {responseBody, endpoint, errorMessage} = await append({
			responseBody: {nul: 'a\u0000b', lone: 'x\uD800y', ['key\u0000']: 1}, endpoint: '/a\u0000', errorMessage: 'e\uDC00',
		});
		expect(responseBody).toEqual({nul: 'a␀b', lone: 'x\uFFFDy', 'key␀': 1});
		expect(endpoint).toBe('/a␀');
		expect(errorMessage).toBe('e\uFFFD');
	});

	test('that is cut inside of a character stays well-formed', async () => {
		const {responseBody} = await append({responseBody: `${'x'.repeat(63_998)}😀${'y'.repeat(10)}`});
		expect(JSON.stringify(responseBody)).toContain('\uFFFD');
	});

	test('nested as deep as nothing should be does not fail the log', async () => {
		const nest = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as JsonValue;
		for (const depth of [150, 3000, 30_000]) expect(await append({responseBody: nest(depth)})).toHaveProperty('responseBody');
	});
});

describe('a call', () => {
	test('comes back with all it had, and nothing that it had not', async () => {
		const logged = await append({calledAt: new Date('2026-11-21T12:00:00.250Z'), responseStatus: 200, requestHeaders: {accept: 'json'}});
		expect(logged).toEqual({
			id: expect.any(Number), externalSystemId: world.systemId, systemName: 'Xacta Test', operationId: undefined,
			method: 'GET', endpoint: '/assets', responseTimeMs: 13, calledAt: new Date('2026-11-21T12:00:00.250Z'), responseStatus: 200, requestHeaders: {accept: 'json'},
		});
	});

	test('with a very long address keeps its beginning', async () => {
		const {endpoint} = await append({endpoint: `/x?${'q'.repeat(900)}`});
		expect(endpoint).toHaveLength(500);
		expect(endpoint.endsWith('q…')).toBe(true);
	});

	test('of an operation is counted on that operation, however calls come together', async () => {
		const id = '00000000-0000-4000-8000-00000000000a';
		await world.database.stores.operations.create({id, correlationId: id, externalSystemId: world.systemId, systemName: 'Xacta Test', systemType: 'xacta', scope: 'full', startedBy: 'sam', startedAt: new Date()});
		await Promise.all([3, 1, 5].map(count => world.database.stores.apiCalls.append(world.systemId, id, Array.from({length: count}, () => call()))));
		await world.database.stores.operations.change(id, {status: 'running', counts: {read: 1, unchanged: 1, created: 0, updated: 0, conflicting: 0, rejected: 0, filtered: 0}});
		expect((await world.database.stores.operations.find(id))?.calls).toBe(9);
		expect((await calls.page({operationId: id}, undefined, 100)).rows).toHaveLength(9);
	});

	test('of a part is among those of the whole run, and of no other part', async () => {
		const [run, part, other] = [1, 2, 3].map(digit => `00000000-0000-4000-8000-0000000000b${digit}`);
		const {operations, apiCalls} = world.database.stores;
		const begin = (id = '', parentId?: string) => operations.create({id, correlationId: id, externalSystemId: world.systemId, systemName: 'Xacta Test', systemType: 'xacta', scope: 'full', startedBy: 'sam', startedAt: new Date(), ...(parentId === undefined ? {} : {parentId})});
		await begin(run);
		for (const id of [part, other]) {
			await begin(id, run);
			await apiCalls.append(world.systemId, id, [call(), call()]);
		}
		const countOf = async (operationId = '') => (await calls.page({operationId}, undefined, 100)).rows.length;
		expect([await countOf(run), await countOf(part), (await calls.pageBefore({operationId: run ?? ''}, undefined, 100)).rows.length]).toEqual([4, 2, 4]);
	});
});

test('pages go from the newest back, and show only failures when asked', async () => {
	await world.sql.query('delete from api_call_logs');
	await calls.append(world.systemId, undefined, [call({responseStatus: 200}), call({responseStatus: 429}), call({errorMessage: 'no answer'}), call({responseStatus: 200})]);
	const first = await calls.page({}, undefined, 3);
	const second = await calls.page({}, first.next, 3);
	expect([...first.rows, ...second.rows].map(({responseStatus, errorMessage}) => responseStatus ?? errorMessage)).toEqual([200, 'no answer', 429, 200]);
	expect(second.next).toBeUndefined();
	const last = await calls.pageBefore({}, undefined, 3);
	const before = await calls.pageBefore({}, last.next, 3);
	expect([...before.rows, ...last.rows]).toEqual([...first.rows, ...second.rows]);
	expect(before.next).toBeUndefined();
	expect((await calls.page({}, last.after, 3)).rows).toEqual(last.rows);
	expect((await calls.page({onlyErrors: true}, undefined, 10)).rows).toHaveLength(2);
	expect((await calls.page({externalSystemId: 0}, undefined, 10)).rows).toEqual([]);
});
