import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {connectTenable, type SyncedTenable} from '../../support/synced-tenable.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
let tenable: SyncedTenable;
let findings: readonly string[] = [];
beforeAll(async () => {
	world = await createSyncedWorld({poams: 2});
	tenable = await connectTenable(world);
	await tenable.sync('asset');
	// People work on findings before pushing is turned on.
	await tenable.sync('vulnerability');
	const rows = await world.otherProgram<{external_id: string}>(`select l.external_id from sync_links l join ingestion_vulnerabilities v on v.id = l.internal_id
		where l.entity_type = 'vulnerability' and v.state <> 'FIXED' order by l.id limit 10`);
	findings = rows.map(row => row.external_id);
});
afterAll(async () => {
	await tenable[Symbol.asyncDispose]();
	await world[Symbol.asyncDispose]();
});

const decide = (finding: string, status: string | null) => world.otherProgram(`update ingestion_vulnerabilities v set remediation_status = $2
	from sync_links l where l.entity_type = 'vulnerability' and l.internal_id = v.id and l.external_id = $1`, [finding, status]);
const ours = async (finding: string) => (await world.otherProgram<{remediation_status: string | null; sync_status: string}>(`select v.remediation_status, v.sync_status
	from ingestion_vulnerabilities v join sync_links l on l.internal_id = v.id where l.entity_type = 'vulnerability' and l.external_id = $1`, [finding]))[0];
const ruleOf = (finding: string) => tenable.simulator.tenant.rules.rules().find(rule => rule.name === `Parley ${finding}`);
const writes = () => tenable.simulator.report().writes.filter(({path, method}) => path.startsWith('/v1/recast/rules') && !(method === 'POST' && path.endsWith('/search')));

const recast = (finding: string, severity: string | null) => world.otherProgram(`update ingestion_vulnerabilities v set recast_severity = $2
	from sync_links l where l.entity_type = 'vulnerability' and l.internal_id = v.id and l.external_id = $1`, [finding, severity]);
const severityOf = async (finding: string) => (await world.otherProgram<{severity_name: string; recast_severity: string | null; sync_status: string}>(`select v.severity_name, v.recast_severity, v.sync_status
	from ingestion_vulnerabilities v join sync_links l on l.internal_id = v.id where l.entity_type = 'vulnerability' and l.external_id = $1`, [finding]))[0];

describe('a decision about a finding', () => {
	test('waits until a person lets the pair push', async () => {
		const [finding = ''] = findings;
		await decide(finding, 'accepted');
		expect((await tenable.sync('vulnerability')).outbound).toBeUndefined();
		expect(await ours(finding)).toEqual({remediation_status: 'accepted', sync_status: 'pending'});
		expect(writes()).toEqual([]);
		await world.operations.setPushEnabled({systemName: 'Tenable.io', entityType: 'vulnerability', enabled: true});
	});

	test('to accept it becomes a rule, once', async () => {
		const [finding = ''] = findings;
		expect((await tenable.sync('vulnerability')).outbound).toMatchObject({status: 'completed', counts: {read: 1, updated: 1}});
		expect(ruleOf(finding)).toMatchObject({action: 'ACCEPT', isFalsePositive: false});
		expect(await ours(finding)).toEqual({remediation_status: 'accepted', sync_status: 'synced'});
		expect(writes()).toHaveLength(1);
	});

	test('is not taken back by listings, which do not tell of it', async () => {
		const [finding = ''] = findings;
		for (const scope of ['full', 'changes', 'full'] as const) expect((await tenable.sync('vulnerability', scope)).outbound?.counts.read).toBe(0);
		expect(await ours(finding)).toEqual({remediation_status: 'accepted', sync_status: 'synced'});
		expect(writes()).toHaveLength(1);
	});

	test('that means nothing to Tenable stays here, and nobody is asked', async () => {
		const [, finding = ''] = findings;
		await decide(finding, 'in_progress');
		expect((await tenable.sync('vulnerability')).outbound).toMatchObject({status: 'completed', counts: {read: 0}});
		expect(await ours(finding)).toEqual({remediation_status: 'in_progress', sync_status: 'synced'});
		expect(writes()).toHaveLength(1);
	});

	test('to call it a false positive changes the rule', async () => {
		const [finding = ''] = findings;
		await decide(finding, 'false_positive');
		await tenable.sync('vulnerability');
		expect(ruleOf(finding)).toMatchObject({isFalsePositive: true});
		expect(tenable.simulator.tenant.rules.rules()).toHaveLength(1);
	});

	test('that is taken back withdraws the rule, whatever it becomes', async () => {
		const [finding = ''] = findings;
		await decide(finding, 'in_progress');
		await tenable.sync('vulnerability');
		expect(ruleOf(finding)).toBeUndefined();
		expect(await ours(finding)).toEqual({remediation_status: 'in_progress', sync_status: 'synced'});
		const before = writes().length;
		await tenable.sync('vulnerability', 'full');
		expect(writes()).toHaveLength(before);
	});

	test('that Tenable refuses goes to a person with the reason, and is not sent again by itself', async () => {
		const [, , finding = ''] = findings;
		const [assetId = '', pluginId = '', port = '', protocol = ''] = finding.split(':');
		const {tenant} = tenable.simulator;
		const conditions = [['definition.id', pluginId], ['asset.id', assetId], ['port', port], ['protocol', protocol]] as const;
		tenant.commit([{kind: 'rule-saved', rule: {
			ruleId: 'by-hand', name: 'By hand', action: 'ACCEPT', severityId: undefined, originalSeverityId: undefined, comment: '', isFalsePositive: false, expiresAt: undefined,
			createdAt: tenant.now(), updatedAt: tenant.now(), conditions: conditions.map(([property, value]) => ({property, operator: 'eq', values: [value]})),
		}}], 'a person');
		await decide(finding, 'accepted');
		const run = await tenable.sync('vulnerability');
		expect(run.outbound).toMatchObject({status: 'partial', counts: {rejected: 1}, problems: [expect.stringContaining('same action and filter')]});
		const asked = (await world.operations.listConflicts({status: 'pending'}, undefined, 10)).rows;
		expect(asked).toMatchObject([{fieldName: 'remediation_status', reason: 'external_rejected', internalValue: 'accepted'}]);
		const before = writes().length;
		for (const scope of ['changes', 'full'] as const) await tenable.sync('vulnerability', scope);
		expect(writes()).toHaveLength(before);
		expect((await world.operations.listConflicts({status: 'pending'}, undefined, 10)).rows).toHaveLength(1);
	});
});

describe('a severity of ours', () => {
	test('leaves as a recast rule, and comes back as the severity that Tenable shows', async () => {
		const [, , , finding = ''] = findings;
		const before = await severityOf(finding);
		const wanted = before?.severity_name === 'Low' ? 'Medium' : 'Low';
		await recast(finding, wanted);
		expect((await tenable.sync('vulnerability')).outbound).toMatchObject({status: 'completed', counts: {updated: 1}});
		expect(tenable.simulator.tenant.rules.rules().find(({name}) => name === `Parley severity ${finding}`)).toMatchObject({action: 'RECAST', severityId: wanted === 'Low' ? 1 : 2});
		await tenable.sync('vulnerability', 'full');
		expect(await severityOf(finding)).toEqual({severity_name: wanted, recast_severity: wanted, sync_status: 'synced'});
		await recast(finding, null);
		await tenable.sync('vulnerability');
		await tenable.sync('vulnerability', 'full');
		expect(await severityOf(finding)).toEqual({severity_name: before?.severity_name, recast_severity: null, sync_status: 'synced'});
	});

	test('of a finding that is accepted goes to a person, because Tenable holds one of both', async () => {
		const [, , , , finding = ''] = findings;
		await decide(finding, 'accepted');
		await tenable.sync('vulnerability');
		await recast(finding, 'low');
		expect((await tenable.sync('vulnerability')).outbound).toMatchObject({status: 'partial', problems: [expect.stringContaining('one of both')]});
		const asked = (await world.operations.listConflicts({status: 'pending'}, undefined, 10)).rows;
		expect(asked).toContainEqual(expect.objectContaining({fieldName: 'recast_severity', reason: 'external_rejected', internalValue: 'low'}));
		expect(ruleOf(finding)).toMatchObject({action: 'ACCEPT'});
	});
});
