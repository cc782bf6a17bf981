import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {runParleyCommand} from '../../support/run-parley-command.js';
import {connectTenable, type SyncedTenable} from '../../support/synced-tenable.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

const template = '731a8e52-3ea6-a291-ec0a-d2ff0619c19d7bd788d6be818b65';
let world: SyncedWorld;
let tenable: SyncedTenable;
let finding = '';
beforeAll(async () => {
	world = await createSyncedWorld({poams: 2});
	tenable = await connectTenable(world);
	await tenable.sync('asset');
	await tenable.sync('vulnerability');
	const [row] = await world.otherProgram<{external_id: string}>(`select l.external_id from sync_links l join ingestion_vulnerabilities v on v.id = l.internal_id where l.entity_type = 'vulnerability' and v.state <> 'FIXED' order by l.id limit 1`);
	finding = row?.external_id ?? '';
});
afterAll(async () => {
	await tenable[Symbol.asyncDispose]();
	await world[Symbol.asyncDispose]();
});

const scan = (externalId = finding, systemName = 'Tenable.io') => world.operations.requestScan({systemName, externalId});
const run = (...more: readonly string[]) => runParleyCommand(['systems', 'scan', 'Tenable.io', ...more], {operations: () => Promise.resolve(world.operations)});
const scans = () => tenable.simulator.tenant.scans;
const events = async () => (await world.operations.listAudit({targetType: 'vulnerability'}, undefined, 20)).rows.filter(({action}) => action === 'scan.request');

describe('a scan of a finding', () => {
	test('is not requested before an admin lets the pair push', async () => {
		await expect(scan()).rejects.toMatchObject({code: 'POLICY_INVALID', nextStep: expect.stringContaining('systems push enable')});
		await world.operations.setPushEnabled({systemName: 'Tenable.io', entityType: 'vulnerability', enabled: true});
	});

	test('is not requested while pushing is held, and nothing is on record of it', async () => {
		await world.otherProgram(`insert into sync_push_holds (noticed_by, evidence) values ('another host', 'It was restored.')`);
		await expect(scan()).rejects.toMatchObject({code: 'DATABASE_RESTORED', nextStep: expect.stringContaining('parley db release')});
		await world.operations.releasePushing({anyway: true});
		expect([scans(), await events()]).toEqual([[], []]);
	});

	test('without a template is refused with the option that is missing, and its audit event says that it was asked for', async () => {
		await expect(scan()).rejects.toMatchObject({code: 'EXTERNAL_REJECTED', message: expect.stringContaining('remediation_scan_template')});
		expect(scans()).toEqual([]);
		expect(await events()).toHaveLength(1);
		await world.operations.setSystemConnection({systemName: 'Tenable.io', config: {remediation_scan_template: template}});
	});

	test('is requested once, of the host of the finding, and named by the audit event', async () => {
		const {name} = await scan();
		const {tenant} = tenable.simulator;
		const {asset} = tenant.assets.viewOf(tenant.assets.findIndex(finding.split(':')[0] ?? '') ?? -1);
		expect(scans()).toMatchObject([{name, targets: [asset.ipv4]}]);
		const [event] = await events();
		expect(event).toMatchObject({actor: 'sam', targetId: `Tenable.io ${finding}`});
		expect(name).toContain(String((event?.detail as {marker?: string} | undefined)?.marker));
	});

	test('whose answer was lost is found, and not requested twice', async () => {
		const before = scans().length;
		tenable.simulator.setFaults([{match: {method: 'POST', path: '/scans/remediation'}, times: 1, fault: {kind: 'reset', when: 'after'}}]);
		await scan();
		expect(scans()).toHaveLength(before + 1);
	});

	test('that Tenable refuses fails with its reason', async () => {
		tenable.simulator.setFaults([{match: {method: 'POST', path: '/scans/remediation'}, times: 1, fault: {kind: 'status', status: 403}}]);
		await expect(scan()).rejects.toMatchObject({code: 'EXTERNAL_FORBIDDEN'});
	});

	test('needs a finding that is linked, and a system that scans', async () => {
		await expect(scan('3f0c7b52-6a1e-4f0b-9d55-0d6a2f3e9c01:1:0:TCP')).rejects.toMatchObject({code: 'NOT_FOUND'});
		await expect(scan(finding, 'Xacta 360')).rejects.toMatchObject({code: 'POLICY_INVALID'});
	});
});

describe('parley systems scan', () => {
	test('says what will be scanned, and tells programs the same', async () => {
		expect(await run('--finding', finding)).toMatchObject({exitCode: 0, stdout: expect.stringContaining(`Tenable.io will scan ${finding}`)});
		const {stdout} = await run('--finding', finding, '--json');
		expect(JSON.parse(stdout)).toMatchObject({systemName: 'Tenable.io', externalId: finding, name: expect.stringContaining(finding)});
	});

	test('wants to know which finding', async () => {
		expect(await run()).toMatchObject({exitCode: 2, stderr: expect.stringContaining('--finding')});
	});
});
