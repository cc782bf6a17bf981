import {request} from 'node:http';
import {request as secureRequest} from 'node:https';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {createCertificate} from '../connectors/http/certificates.js';
import {openXactaRestWorld, type XactaRestWorld} from '../../support/xacta-rest.js';

let world: XactaRestWorld;
beforeAll(async () => {
	world = await openXactaRestWorld({systems: 2, poams: 6, settings: {maxBatch: 3, usersWithoutConsent: ['no.consent']}});
});
afterAll(() => world.close());

const poams = '/systems/1001/poams';
const headers = (more: Readonly<Record<string, string>>) => ({'api-key': world.rest.apiKey, ...more});

describe('a key', () => {
	test('lets a client in, and the ping says so', async () => {
		expect(await world.call('GET', '')).toEqual({status: 200, body: {meta: {code: 200}, data: {success: true}}});
	});

	test.each([{}, {'api-key': 'f'.repeat(32)}])('that is missing or wrong gets 401: %o', async given => {
		expect(await world.call('GET', '/systems', undefined, given)).toEqual({status: 401, body: {meta: {code: 401, errorMessage: expect.any(String)}}});
	});

	test('is given to whoever registers', async () => {
		expect((await world.call('POST', '/api-key', undefined, {'user-uid': 'a.tester'})).body.data).toEqual({'api-key': world.rest.apiKey});
	});

	test('is of no use without a trusted certificate where the connection is encrypted: 403', async () => {
		const authority = createCertificate({name: 'Authority', isAuthority: true});
		const server = createCertificate({name: 'server', issuer: authority, names: ['127.0.0.1']});
		const client = createCertificate({name: 'client', issuer: authority});
		const stranger = createCertificate({name: 'stranger'});
		const secured = await openXactaRestWorld({systems: 1, poams: 1, tls: {key: server.key, certificate: server.certificate, ca: authority.certificate}});
		try {
			const statusWith = (certificate: {readonly key?: string; readonly cert?: string}) => new Promise((resolve, reject) => {
				secureRequest(`${secured.rest.url}/api`, {ca: authority.certificate, headers: {'api-key': secured.rest.apiKey}, agent: false, ...certificate}, response => {
					response.resume();
					resolve(response.statusCode);
				}).on('error', reject).end();
			});
			expect(await statusWith({})).toBe(403);
			expect(await statusWith({key: stranger.key, cert: stranger.certificate})).toBe(403);
			expect(await statusWith({key: client.key, cert: client.certificate})).toBe(200);
		} finally {
			await secured.close();
		}
	});
});

describe('a write', () => {
	test('without user-uid gets 401, and for a user who has not allowed it 403', async () => {
		expect((await world.call('PUT', poams, [{}], headers({}))).status).toBe(401);
		expect((await world.call('PUT', poams, [{}], headers({'user-uid': 'no.consent'}))).status).toBe(403);
	});

	test('of something other than an array gets 400', async () => {
		expect(await world.call('PUT', poams, {poamId: 1})).toMatchObject({status: 400, body: {meta: {code: 400}}});
	});

	test('without a length gets 411', async () => {
		const status = await new Promise((resolve, reject) => {
			const sent = request(`${world.rest.url}/api${poams}`, {method: 'PUT', headers: {...headers({'user-uid': 'x'}), 'transfer-encoding': 'chunked'}}, response => {
				response.resume();
				resolve(response.statusCode);
			});
			sent.on('error', reject);
			sent.write('[{}]');
			sent.end();
		});
		expect(status).toBe(411);
	});

	test('of too many items gets 490, and none of them takes effect', async () => {
		const before = (await world.rest.effects()).length;
		expect(await world.call('PUT', poams, [{}, {}, {}, {}])).toMatchObject({status: 490, body: {meta: {code: 490, errorMessage: expect.stringContaining('API Rule Failed')}}});
		expect((await world.rest.effects()).length).toBe(before);
	});

	test('to systems gets 405', async () => {
		expect(await world.call('PUT', '/systems/1001', [{name: 'x'}])).toMatchObject({status: 405, body: {meta: {code: 405}}});
		expect((await world.call('DELETE', '/systems/1001/controls', [{acronym: 'AC-1'}])).status).toBe(405);
	});

	test('answers 200 with what became of each item, in their order', async () => {
		const [good] = (await world.call('GET', poams)).body.data;
		const {milestones: _milestones, ...item} = good;
		const {status, body} = await world.call('PUT', poams, [{...item, resources: ''}, {...item, comments: 'A batch.'}, {poamId: 999}]);
		expect(status).toBe(200);
		expect(body.data).toMatchObject([
			{poamId: good.poamId, systemId: 1001, success: false, errors: ['resources: is required']}, {poamId: good.poamId, success: true, errors: null}, {poamId: 999, success: false},
		]);
	});

	test('tells at most 25 errors of one item', async () => {
		const bad = Object.fromEntries(Object.keys((await world.call('GET', poams)).body.data[0]).map(name => [name, {}]));
		const {body} = await world.call('POST', poams, [bad]);
		expect(body.data[0].errors).toHaveLength(25);
	});
});

describe('an answer', () => {
	test('of 404 has no meta', async () => {
		expect(await world.call('GET', '/systems/4711/poams')).toEqual({status: 404, body: {code: 404, errorMessage: expect.any(String)}});
		expect(await world.call('GET', '/nowhere')).toEqual({status: 404, body: {code: 404, errorMessage: expect.any(String)}});
	});

	test('of no controls is null, of no POA&Ms an empty list, of one POA&M an object', async () => {
		expect((await world.call('GET', '/systems/1001/controls?acronyms=ZZ-9')).body).toEqual({meta: {code: 200}, data: null});
		expect((await world.call('GET', `${poams}?controlAcronyms=ZZ-9`)).body).toEqual({meta: {code: 200}, data: []});
		expect((await world.call('GET', `${poams}/1`)).body.data).toMatchObject({poamId: 1, systemId: 1001});
	});

	test('of a system tells dates as Unix seconds, names no owner, and keeps the spelling that clients depend on', async () => {
		const {data: [system]} = (await world.call('GET', '/systems')).body;
		const [known] = world.tables.organization.systems;
		expect(system).toMatchObject({systemId: 1001, name: known?.name, authorizationDate: Date.parse(`${known?.authorizationDate}T00:00:00Z`) / 1000});
		expect(Object.keys(system).filter(key => /owner|isso/i.test(key))).toEqual([]);
		expect(system).toHaveProperty('hasOpenPoamItem90to120PastScheudledCompletionDate');
	});

	test('holds decommissioned systems unless they are not wanted', async () => {
		const [, second] = world.tables.organization.systems;
		await world.tables.simulator.people.changeSystem(second?.systemId ?? '', {active: false});
		expect((await world.call('GET', '/systems')).body.data).toMatchObject([{systemId: 1001}, {systemId: 1002, authorizationStatus: 'Decommissioned'}]);
		expect((await world.call('GET', '/systems?includeDecommissioned=false')).body.data).toMatchObject([{systemId: 1001}]);
	});

	test('of POA&Ms can be narrowed by date', async () => {
		const {data: all} = (await world.call('GET', poams)).body;
		const dates = all.map((poam: {scheduledCompletionDate: number}) => poam.scheduledCompletionDate).sort();
		const {data: some} = (await world.call('GET', `${poams}?scheduledCompletionDateStart=${dates[1]}&scheduledCompletionDateEnd=${dates[1]}`)).body;
		expect(some.map((poam: {scheduledCompletionDate: number}) => poam.scheduledCompletionDate)).toEqual([dates[1]]);
	});
});
