import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Connector, Cursor, ExternalRecord, Page} from '../../../../source/core/connector.js';
import type {EntityType} from '../../../../source/core/entity.js';
import {createCertificate, type TestCertificate} from '../http/certificates.js';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {openXactaRestWorld, type XactaRestWorld} from '../../../support/xacta-rest.js';

const never = new AbortController().signal;

let world: XactaRestWorld;
beforeAll(async () => {
	world = await openXactaRestWorld({systems: 6, poams: 30});
});
afterAll(() => world.close());

const pagesOf = async (connector: Connector, entityType: EntityType, pageSize = 500): Promise<readonly Page[]> => {
	const pages: Page[] = [];
	let cursor: Cursor | undefined;
	do {
		const page: Page = await connector.list({entityType, pageSize, signal: never, ...(cursor === undefined ? {} : {cursor})});
		pages.push(page);
		cursor = page.next;
	} while (cursor !== undefined);
	return pages;
};
const recordsOf = async (connector: Connector, entityType: EntityType): Promise<readonly ExternalRecord[]> => (await pagesOf(connector, entityType)).flatMap(({records}) => records);

describe('reading the API', () => {
	test('reads as many records of every type as the tables hold', async () => {
		const {connector} = world.connect();
		const ledger = await world.tables.simulator.ledger();
		const counts = new Map<string, number>();
		for (const entityType of ['system', 'control', 'poam'] as const) counts.set(entityType, (await recordsOf(connector, entityType)).length);
		expect(Object.fromEntries(counts)).toEqual({system: ledger.systems, control: ledger.control_implementations, poam: ledger.poams});
	});

	test('gives fields the names of the database profile where they mean the same, and leaves out what the API does not have', async () => {
		const {connector} = world.connect();
		const {connector: database} = world.tables.connect();
		for (const [entityType, same] of [
			['system', ['system_name', 'responsible_organization', 'authorization_date', 'authorization_termination_date', 'last_assessment_date', 'active']],
			['control', ['control_title', 'implementation_description', 'responsible_role', 'assessment_frequency']],
			['poam', ['weakness_description', 'resources_required', 'scheduled_completion_date', 'actual_completion_date', 'responsible_individual', 'control_id']],
		] as const) {
			const pick = (record: ExternalRecord) => Object.fromEntries(same.map(name => [name, record.fields[name]]));
			const sorted = (records: readonly ExternalRecord[]) => records.map(record => JSON.stringify(pick(record))).sort();
			expect(sorted(await recordsOf(connector, entityType))).toEqual(sorted((await pagesOf(database, entityType)).flatMap(({records}) => records)));
		}
		const [system] = await recordsOf(connector, 'system');
		expect(Object.keys(system?.fields ?? {})).not.toEqual(expect.arrayContaining(['isso_name']));
		expect(system?.fields).not.toHaveProperty('system_owner');
		expect(system?.fields).not.toHaveProperty('authorization_boundary');
		expect(system).not.toHaveProperty('changedAt');
	});

	test('knows records by system and number, controls by their acronym', async () => {
		const {connector} = world.connect();
		expect((await recordsOf(connector, 'system')).map(({externalId}) => externalId)).toEqual(['1001', '1002', '1003', '1004', '1005', '1006']);
		expect(await connector.read('control', '1001:AC-2(1)', never)).toMatchObject({externalId: '1001:AC-2(1)', fields: {system_id: '1001', control_number: 'AC-2(1)'}});
		const [poam] = await recordsOf(connector, 'poam');
		expect(await connector.read('poam', poam?.externalId ?? '', never)).toEqual(poam);
		expect(poam).toMatchObject({externalId: `1001:${poam?.fields['poam_id']}`, fields: {system_id: '1001', milestones: [{milestone_id: expect.any(String), description: expect.any(String), scheduled_date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/)}, expect.anything()]}});
	});

	test('asks for each system once, a few at one time', async () => {
		const before = world.rest.report().byRequest['GET /api/systems/:systemId/poams 200'] ?? 0;
		const {connector, context} = world.connect({concurrent_requests: '3'});
		await pagesOf(connector, 'poam', 7);
		expect((world.rest.report().byRequest['GET /api/systems/:systemId/poams 200'] ?? 0) - before).toBe(6);
		expect(context.calls).toHaveLength(7);
		expect(world.rest.report().mostAtOnce).toBeLessThanOrEqual(4);
	});

	test('says what it could not read: a system that may not be read, and one that is gone', async () => {
		world.rest.setFaults([
			{match: {method: 'GET', path: '/api/systems/1002/poams'}, fault: {kind: 'status', status: 403}},
			{match: {method: 'GET', path: '/api/systems/1003/poams'}, fault: {kind: 'status', status: 404}},
		]);
		const {connector} = world.connect();
		const pages = await pagesOf(connector, 'poam', 10);
		world.rest.setFaults([]);
		expect(pages.at(-1)?.gaps).toEqual([expect.stringContaining('1002'), expect.stringContaining('1003')]);
		expect(pages.flatMap(({records}) => records).filter(({externalId}) => /^100[23]:/.test(externalId))).toEqual([]);
		expect(pages.slice(0, -1).every(page => page.gaps === undefined && page.watermark === undefined)).toBe(true);
	});

	test.each([
		['a slow list', {kind: 'delay', ms: 50}], ['a gateway that fails', {kind: 'status', status: 502}], ['too many requests', {kind: 'status', status: 429, retryAfter: '0'}],
		['a connection that breaks', {kind: 'reset', when: 'mid-body'}],
	] as const)('reads everything through %s', async (_what, fault) => {
		world.rest.setFaults([{match: {method: 'GET'}, skip: 1, times: 2, fault}]);
		const {connector} = world.connect();
		const records = await recordsOf(connector, 'poam');
		world.rest.setFaults([]);
		expect(records).toHaveLength((await world.tables.simulator.ledger()).poams);
	});

	test.each([['a login page', {kind: 'wrong-type'}], ['half a body', {kind: 'truncate', how: 'valid-length'}], ['nothing', {kind: 'empty'}]] as const)('takes %s for no list', async (_what, fault) => {
		world.rest.setFaults([{match: {method: 'GET', path: '/api/systems/1004/poams'}, fault}]);
		const {connector} = world.connect();
		await expect(pagesOf(connector, 'poam')).rejects.toMatchObject({code: 'EXTERNAL_BAD_PAYLOAD'});
		world.rest.setFaults([]);
	});

	test('tells days in the zone of the instance, also across a change of the clocks', async () => {
		const eastern = await openXactaRestWorld({systems: 1, poams: 4, settings: {dateOffsetHours: -5}});
		try {
			const {poamId, scheduledCompletionDate} = eastern.tables.organization.poamAt(0);
			const days = async (zone: string) => (await eastern.connect({date_zone: zone}).connector.read('poam', await eastern.rest.idOf(poamId), never))?.fields['scheduled_completion_date'];
			expect(await days('Etc/GMT+5')).toBe(scheduledCompletionDate);
			expect(await days('America/New_York')).toBe(scheduledCompletionDate);
			expect(await days('America/Los_Angeles')).not.toBe(scheduledCompletionDate);
		} finally {
			await eastern.close();
		}
	});
});

describe('a connection', () => {
	const files = mkdtempSync(join(tmpdir(), 'xacta-rest-'));
	afterAll(() => rmSync(files, {recursive: true}));
	const keep = (name: string, pem: string): string => {
		const path = join(files, name);
		writeFileSync(path, pem);
		return path;
	};

	test('shows its client certificate, and is told that it may not without one', async () => {
		const authority = createCertificate({name: 'Authority', isAuthority: true});
		const server = createCertificate({name: 'server', issuer: authority, names: ['127.0.0.1']});
		const client: TestCertificate = createCertificate({name: 'client', issuer: authority});
		const secured = await openXactaRestWorld({systems: 1, poams: 1, tls: {key: server.key, certificate: server.certificate, ca: authority.certificate}});
		try {
			const caFile = {ca_file: keep('ca.pem', authority.certificate)};
			await expect(secured.connect(caFile).connector.check(never)).rejects.toMatchObject({code: 'EXTERNAL_FORBIDDEN'});
			const withCertificate = {...caFile, client_certificate_file: keep('client.pem', client.certificate), client_key_file: keep('client-key.pem', client.key)};
			expect((await secured.connect(withCertificate).connector.check(never)).description).toContain('shows 1 system.');
		} finally {
			await secured.close();
		}
	});

	test('names everything that is wrong with its options at once, and no key', () => {
		expect(() => world.connect({api_key: 'with a blank', date_zone: 'Mars/Olympus', concurrent_requests: '99'})).toThrow(expect.objectContaining({
			code: 'CONNECTION_CONFIG_INVALID', message: expect.stringMatching(/api_key.*date_zone "Mars\/Olympus".*concurrent_requests/),
		}));
		expect(() => world.connect({api_key: 'with a blank'})).toThrow(expect.objectContaining({message: expect.not.stringContaining('with a blank')}));
	});
});
