import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {administer} from '../../../source/simulator/xacta/administer.js';
import {clearOfMidnight} from '../../support/clear-of-midnight.js';
import {runParleyCommand} from '../../support/run-parley-command.js';
import {createSyncedWorld, xactaUrl, type SyncedWorld} from '../../support/synced-world.js';
import {addWeakness, dayAfter, setState} from '../../support/weakness.js';

let world: SyncedWorld;
let systemId = '';
let otherSystem = '';
beforeAll(async () => {
	world = await createSyncedWorld({poams: 6});
	for (const entityType of ['system', 'control', 'poam'] as const) await world.sync(entityType);
	[systemId = '', otherSystem = ''] = world.organization.systems.map(system => system.systemId);
	await addWeakness(world, {pluginId: '910001', systemId, hosts: ['web-2', 'web-1', 'web-3'], severity: 3});
	await addWeakness(world, {pluginId: '910001', systemId: otherSystem, hosts: ['db-1'], severity: 3});
	// Log4Shell: known to be exploited, due years ago.
	await addWeakness(world, {pluginId: '910002', systemId, hosts: ['web-1'], severity: 4, age: 0, cves: ['CVE-2021-44228']});
	await addWeakness(world, {pluginId: '910003', systemId, hosts: ['web-1'], severity: 3, age: 10});
	await addWeakness(world, {pluginId: '910004', systemId, hosts: ['web-1'], severity: 0});
	await addWeakness(world, {pluginId: '910005', systemId, hosts: ['web-1'], severity: 3, seen: 90});
	await addWeakness(world, {pluginId: '910006', systemId: 'NOWHERE', hosts: ['lost'], severity: 3});
	await addWeakness(world, {pluginId: '910007', systemId, hosts: ['web-1'], severity: 3});
	await world.otherProgram(`update ingestion_vulnerabilities set remediation_status = 'accepted' where plugin_id = '910007'`);
	await addWeakness(world, {pluginId: '51192', systemId, hosts: ['web-1'], severity: 2, state: 'REOPENED'});
});
// Days are counted from today, by the program and here.
beforeEach(clearOfMidnight);
afterAll(() => world[Symbol.asyncDispose]());

const propose = () => world.operations.proposePoams({});
const proposalOf = async (key: string) => (await propose()).proposals.find(proposal => proposal.key === key);
const key = (pluginId: string, system = systemId) => `${system}:${pluginId}`;
const made = () => world.otherProgram<{poam_id: string; sync_status: string; xacta_poam_id: string | null; status: string}>(
	`select poam_id, sync_status, xacta_poam_id, status from ingestion_poams where poam_id like 'PARLEY-%' order by id`);
/** What Xacta's own journal says that Parley has inserted there. */
const inserted = async () => (await world.xacta.effects()).filter(effect => effect.application.startsWith('parley') && effect.action === 'insert').map(({table}) => table);
const run = async () => {
	const outcome = await world.operations.runSync({systemName: 'Xacta 360', entityType: 'poam'});
	if (outcome.failure !== undefined) throw outcome.failure;
	return outcome.runs[0]?.children.find(child => child.direction === 'outbound');
};

describe('what is proposed', () => {
	test('is one plan a weakness and system, with its hosts in it, the gravest first', async () => {
		const {proposals, systemName} = await propose();
		expect(systemName).toBe('Xacta 360');
		expect(proposals.map(proposal => proposal.key)).toEqual([key('910002'), ...[key('910001'), key('910001', otherSystem)].toSorted(), key('51192')]);
		expect(await proposalOf(key('910001'))).toMatchObject({
			hosts: ['web-1', 'web-2', 'web-3'], refusals: [],
			fields: {
				system_id: systemId, status: 'ongoing', risk_rating: 'high', security_control: 'SI-2', scheduled_completion: dayAfter(30),
				weakness_description: 'Weakness 910001 (plugin 910001). Solution: Install the update.\nAffected hosts (3): web-1, web-2, web-3',
				poc: world.organization.systems[0]?.isso.name,
				milestone_schedule: [{description: expect.any(String), scheduled_date: dayAfter(15)}, {description: expect.any(String), scheduled_date: dayAfter(30)}],
			},
			changes: {system_id: systemId, poam_status: 'ongoing', control_id: 'SI-2'},
		});
	});

	test('leaves out what is accepted, too young, of no weight, not seen lately, or of a system that is not known there, and says how many', async () => {
		const {proposals, omitted} = await propose();
		expect(proposals.filter(proposal => ['910003', '910004', '910005', '910006', '910007'].includes(proposal.pluginId))).toEqual([]);
		expect(omitted).toMatchObject({tooEarly: 1, belowTerms: 1, notSeen: 1, unknownSystem: 1});
	});

	test('comes at once, and is due at once, when a weakness is known to be exploited and that date has passed', async () => {
		expect(await proposalOf(key('910002'))).toMatchObject({fields: {scheduled_completion: dayAfter(0), weakness_description: expect.stringContaining('known to be exploited, due since 2021-12-24')}});
	});

	test('ends no later than the catalog of exploited vulnerabilities wants it', async () => {
		await world.otherProgram(`update reference_known_exploited set due_date = $1 where cve_id = 'CVE-2021-44228'`, [dayAfter(3)]);
		expect(await proposalOf(key('910002'))).toMatchObject({fields: {scheduled_completion: dayAfter(3)}});
	});

	test('names the control that its plugin is about, where the system has it', async () => {
		const controls = (await world.otherProgram<{control_id: string}>('select control_id from ingestion_controls where system_id = $1', [systemId])).map(row => row.control_id);
		expect((await proposalOf(key('51192')))?.fields['security_control']).toBe(controls.includes('SC-12') ? 'SC-12' : 'SI-2');
		await world.otherProgram(`update ingestion_controls set control_id = 'XX-' || control_id where system_id = $1 and control_id in ('SC-12', 'SI-2')`, [systemId]);
		expect((await proposalOf(key('51192')))?.fields['security_control']).toBe(controls.includes('RA-5') ? 'RA-5' : null);
		await world.otherProgram(`update ingestion_controls set control_id = replace(control_id, 'XX-', '') where system_id = $1`, [systemId]);
	});

	test('follows the terms of the site', async () => {
		await world.otherProgram(`update remediation_terms set due_days = 15, risk_rating = 'critical' where severity = 3`);
		expect(await proposalOf(key('910001'))).toMatchObject({fields: {scheduled_completion: dayAfter(15), risk_rating: 'critical'}});
		await world.otherProgram(`update remediation_terms set due_days = 30, risk_rating = 'high' where severity = 3`);
	});

	test('is nothing where an open plan names the weakness already', async () => {
		const [present] = await world.otherProgram<{id: string; weakness_description: string}>(`select id::text, weakness_description from ingestion_poams where status = 'ongoing' and system_id = $1 limit 1`, [systemId]);
		await world.otherProgram(`update ingestion_poams set weakness_description = 'See plugin 910001' where id = $1`, [present?.id]);
		expect(await proposalOf(key('910001'))).toBeUndefined();
		await world.otherProgram('update ingestion_poams set weakness_description = $2 where id = $1', [present?.id, present?.weakness_description]);
		expect(await proposalOf(key('910001'))).toBeDefined();
	});

	test('writes nothing', async () => {
		expect(await made()).toEqual([]);
		expect(await inserted()).toEqual([]);
	});
});

describe('the commands', () => {
	const parley = (...argv: readonly string[]) => runParleyCommand(['poams', ...argv], {operations: async () => world.operations});

	test('show each missing plan with why, when and on which hosts, and how to make it', async () => {
		const {exitCode, stdout} = await parley('propose');
		expect(exitCode).toBe(0);
		expect(stdout).toContain(`${key('910001')}  Weakness 910001\n  high, due ${dayAfter(30)}, control SI-2, 3 hosts: web-1, web-2, web-3`);
		expect(stdout).toMatch(/all: parley poams create --all [\da-f]{12}\n/);
		expect(stdout).toContain('pushing of POA&Ms is off');
		expect(JSON.parse((await parley('propose', '--json')).stdout)).toMatchObject({systemName: 'Xacta 360', omitted: {tooEarly: 1}});
	});

	test('say that nothing leaves while pushing is held, also where it is on', async () => {
		await world.operations.setPushEnabled({systemName: 'Xacta 360', entityType: 'poam', enabled: true});
		await world.otherProgram(`insert into sync_push_holds (noticed_by, evidence) values ('another host', 'It was restored.')`);
		const {stdout} = await parley('propose');
		await world.operations.releasePushing({anyway: true});
		await world.operations.setPushEnabled({systemName: 'Xacta 360', entityType: 'poam', enabled: false});
		expect(stdout).toContain('They will wait here: nothing is sent while the database is taken for a restored one');
	});

	test('make nothing without keys or a digest', async () => {
		expect(await parley('create')).toMatchObject({exitCode: 2, stdout: '', stderr: expect.stringContaining('--all DIGEST')});
		expect(await parley('create', 'nowhere:1')).toMatchObject({exitCode: 2, stderr: expect.stringContaining('nothing was made')});
	});
});

describe('what is made', () => {
	test('is refused when the proposals are others than those that were shown', async () => {
		const {digest} = await propose();
		await addWeakness(world, {pluginId: '910008', systemId, hosts: ['web-9']});
		await expect(world.operations.createPoams({digest})).rejects.toMatchObject({code: 'SYNC_PLAN_STALE'});
		await expect(world.operations.createPoams({keys: [key('910001'), key('910003')]})).rejects.toMatchObject({code: 'NOT_FOUND', message: expect.stringContaining(key('910003'))});
		expect(await made()).toEqual([]);
	});

	test('is here at once, told in the audit trail, and stays here until pushing is on', async () => {
		const {created, ...leaving} = await world.operations.createPoams({keys: [key('910001')]});
		expect({created, leaving}).toMatchObject({created: [{key: key('910001'), scheduledCompletion: dayAfter(30)}], leaving: {isPushEnabled: false, isPushHeld: false}});
		expect(await made()).toEqual([{poam_id: created[0]?.poamId, sync_status: 'pending', xacta_poam_id: null, status: 'ongoing'}]);
		const {rows} = await world.operations.listAudit({targetType: 'poam'}, undefined, 5);
		expect(rows[0]).toMatchObject({action: 'poam.create', targetId: created[0]?.poamId, detail: {weakness: key('910001'), hosts: 3}});
		await world.operations.runSync({systemName: 'Xacta 360', entityType: 'poam'});
		expect(await inserted()).toEqual([]);
		expect((await world.operations.getHealth()).pairs.find(({entityType}) => entityType === 'poam')).toMatchObject({isPushEnabled: false, outboxDepth: 1});
	});

	test('is made once: a second time finds no proposal, and of two at once one makes it', async () => {
		await expect(world.operations.createPoams({keys: [key('910001')]})).rejects.toMatchObject({code: 'NOT_FOUND'});
		const [one, other] = await Promise.all([0, 1].map(() => world.operations.createPoams({keys: [key('910002')]}).catch((error: unknown) => error as {code: string})));
		const answers = [one, other].map(answer => (answer !== undefined && 'code' in answer ? answer.code : answer?.created.length === 1 ? 'made' : 'already made'));
		expect(answers).toContain('made');
		expect(answers.filter(answer => answer === 'made')).toHaveLength(1);
		expect(await made()).toHaveLength(2);
	});

	test('leaves with its milestones once pushing is on, is linked, and findings take it', async () => {
		await world.operations.setPushEnabled({systemName: 'Xacta 360', entityType: 'poam', enabled: true});
		expect(await run()).toMatchObject({status: 'completed', counts: {read: 2, created: 2}});
		expect((await inserted()).toSorted()).toEqual(['poam_milestones', 'poam_milestones', 'poam_milestones', 'poam_milestones', 'poams', 'poams']);
		for (const poam of await made()) expect(poam).toMatchObject({sync_status: 'synced', xacta_poam_id: poam.poam_id});
		const [tied] = await world.otherProgram<{poams: string[]; findings: number}>(
			`select array_agg(distinct poam_id) as poams, count(*)::integer as findings from ingestion_vulnerabilities v join ingestion_assets a using (asset_uuid) where plugin_id = '910001' and a.system_id = $1`, [systemId]);
		expect(tied).toEqual({poams: [(await made())[0]?.poam_id], findings: 3});
	});

	test('is recognised when it comes back: quiet rounds change nothing on either side, and ask nobody', async () => {
		const before = (await world.xacta.effects()).length;
		for (let round = 0; round < 2; round++) expect(await run()).toMatchObject({counts: {read: 0}});
		await world.sync('poam', 'full');
		expect((await world.xacta.effects()).length).toBe(before);
		expect(await made()).toHaveLength(2);
		expect((await world.operations.listConflicts({status: 'pending', entityType: 'poam'}, undefined, 10)).rows).toEqual([]);
		expect((await world.operations.verify({isDeep: true})).checks.filter(({broken}) => broken > 0)).toEqual([]);
	});

	test('keeps what was edited here before it left', async () => {
		await world.operations.createPoams({keys: [key('910008')]});
		await world.otherProgram(`update ingestion_poams set resources = 'A new team' where poam_id like 'PARLEY-%' and xacta_poam_id is null`);
		await run();
		expect((await world.xacta.effects()).findLast(({table}) => table === 'poams')).toMatchObject({action: 'insert', after: {resources_required: 'A new team'}});
	});
});

describe('when the answer is lost', () => {
	test('what had arrived is met as ours, by whoever sees it first, and is not made again', async () => {
		const {created: [poam]} = await world.operations.createPoams({keys: [key('51192')]});
		// As it stands after a kill between the other side's commit and ours.
		await world.otherProgram(`update sync_outbox set state = 'sending', token = 0, claimed_by = 'dead', attempts = 1 where action = 'create' and state = 'ready'`);
		const marker = poam?.poamId.replace('PARLEY-', '');
		const [sent] = await world.otherProgram<{changes: Record<string, unknown>}>('select changes from sync_outbox where marker = $1', [marker]);
		await insertThere(poam?.poamId ?? '', sent?.changes ?? {});
		const before = (await inserted()).length;
		await run();
		expect((await inserted()).length).toBe(before);
		expect((await made()).filter(({poam_id: id}) => id === poam?.poamId)).toMatchObject([{xacta_poam_id: poam?.poamId}]);
		expect(await world.otherProgram('select state from sync_outbox where marker = $1', [marker])).toEqual([{state: 'confirmed'}]);
	});
});

describe('what the other side refuses', () => {
	test('is told with its reason, is not sent again by itself, and is sent again when a person says so', async () => {
		await addWeakness(world, {pluginId: '910009', systemId, hosts: ['web-1']});
		const {created: [poam]} = await world.operations.createPoams({keys: [key('910009')]});
		await world.otherProgram(`update ingestion_poams set risk_rating = 'unheard of' where poam_id = $1`, [poam?.poamId]);
		expect(await run()).toMatchObject({status: 'partial', counts: {rejected: 1}, problems: [expect.stringContaining('poams_risk_rating_is_known')]});
		expect((await made()).at(-1)).toMatchObject({sync_status: 'error'});
		expect((await run())?.counts.read).toBe(0);
		expect(await proposalOf(key('910009'))).toMatchObject({refusedBefore: expect.stringContaining('poams_risk_rating_is_known')});
		await world.otherProgram(`update ingestion_poams set risk_rating = 'high' where poam_id = $1`, [poam?.poamId]);
		expect(await world.operations.createPoams({keys: [key('910009')]})).toMatchObject({created: [], sentAgain: [key('910009')]});
		expect(await run()).toMatchObject({counts: {created: 1}});
		expect((await made()).at(-1)).toMatchObject({poam_id: poam?.poamId, xacta_poam_id: poam?.poamId, sync_status: 'synced'});
	});
});

describe('when all findings of a plan are fixed', () => {
	test('closing it is proposed, and nothing is closed', async () => {
		await setState(world, '910009', 'FIXED');
		const {closings} = await propose();
		expect(closings).toMatchObject([{systemId, fixedFindings: 1, action: 'close', weakness: expect.stringContaining('910009')}]);
		expect((await made()).at(-1)).toMatchObject({status: 'ongoing'});
	});

	test('a risk that was accepted is left to people', async () => {
		await world.otherProgram(`update ingestion_poams set status = 'risk accepted' where weakness_description like '%910009%'`);
		expect((await propose()).closings).toEqual([]);
	});

	test('and the weakness comes back after it was closed, a new plan refers to the old one', async () => {
		const [old] = await world.otherProgram<{poam_id: string}>(`update ingestion_poams set status = 'completed' where weakness_description like '%plugin 910009%' returning poam_id`);
		await setState(world, '910009', 'REOPENED');
		expect(await proposalOf(key('910009'))).toMatchObject({fields: {weakness_description: expect.stringContaining(`It came back after ${old?.poam_id} was closed.`)}});
		const before = (await made()).length;
		await world.operations.createPoams({keys: [key('910009')]});
		expect(await made()).toHaveLength(before + 1);
		expect(await proposalOf(key('910009'))).toBeUndefined();
	});
});

/** Another hand makes exactly what Parley sent, as a server does whose answer is lost. */
async function insertThere(poamId: string, changes: Record<string, unknown>): Promise<void> {
	const {milestones, ...columns} = changes;
	const admin = (text: string, values: readonly unknown[]) => administer(xactaUrl(world), client => client.query(text, [...values]));
	await admin(`insert into poams (poam_id, ${Object.keys(columns).join(', ')}, updated_date) values ($1, ${Object.keys(columns).map((_, at) => `$${at + 2}`).join(', ')}, clock_timestamp() at time zone 'UTC')`, [poamId, ...Object.values(columns)]);
	for (const milestone of milestones as readonly {readonly description: string; readonly scheduled_date: string}[]) {
		await admin('insert into poam_milestones (poam_id, milestone_description, scheduled_date) values ($1, $2, $3)', [poamId, milestone.description, milestone.scheduled_date]);
	}
}
