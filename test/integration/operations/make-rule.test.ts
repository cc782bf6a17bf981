import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {OperationContext} from '../../../source/operations/context.js';
import type {RuleProposal} from '../../../source/operations/propose-rule.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';
import {putManyDisputes} from '../../support/many-disputes.js';

let world: ConflictWorld;
beforeEach(async () => {
	world = await createConflictWorld();
	await world.setPolicy({push: true, fields: {poc: {equality: {ignoreCase: true}}}});
});
afterEach(() => world[Symbol.asyncDispose]());

const admin: Partial<OperationContext> = {actor: {userId: undefined, username: 'ada', role: 'admin'}};
const poc = () => ({externalSystemId: world.systemId, entityType: 'poam', fieldName: 'poc'}) as const;
const toApplication = ({policyId, version, change, externalSystemId, entityType, fieldName}: RuleProposal) => ({policyId, version, change, externalSystemId, entityType, fieldName});
const readPolicy = async () => (await world.sql.query<{fields: unknown; version: number}>(
	'select field_level_policies as fields, version from sync_policies where external_system_id = $1', [world.systemId])).rows[0];

describe('a proposal', () => {
	test('says what the rule settles, where it stands against past verdicts, and changes nothing', async () => {
		const ids = await putManyDisputes(world, {count: 12});
		const operations = world.operationsOf();
		for (const [index, id] of ids.slice(0, 4).entries()) {
			await operations.resolveConflict({id, version: 1, verdict: {kind: index === 0 ? 'keep_internal' : 'keep_external'}});
		}
		const before = await readPolicy();
		const proposal = await operations.proposeRule({of: {conflictId: ids[5] ?? 0}, verdict: 'keep_external'});
		expect(proposal).toMatchObject({
			...poc(), systemName: 'Xacta Test', before: {equality: {ignoreCase: true}}, change: {strategy: 'external_wins'}, version: before?.version,
			text: 'Where both sides changed poc of Xacta Test poams, theirs counts from now on.',
			backTest: {pending: 8, settles: {keep_external: 8, keep_internal: 0, ignore: 0}, nextSync: 0, asks: [], past: 4, agreed: 3, contradicted: 1, wouldAsk: 0},
		});
		expect(proposal.backTest.contradictions).toMatchObject([{
			conflict: {id: ids[0], resolutionAction: 'keep_internal'}, rule: {internal: 'theirs 1', external: 'theirs 1'}, person: {internal: 'ours 1', external: 'ours 1'},
		}]);
		expect(await readPolicy()).toEqual(before);
	});

	test('tells why a frozen field is still asked about, looking at each record', async () => {
		await world.setPolicy({push: true, fields: {poc: {frozenWhen: {field: 'status', values: ['Completed']}}}});
		const ids = await putManyDisputes(world, {count: 6});
		await world.sql.query(`update ingestion_poams set status = 'Completed' where id in (select internal_id from sync_conflicts where id = any($1))`, [ids.slice(0, 2)]);
		const {backTest} = await world.operationsOf().proposeRule({of: poc(), verdict: 'keep_external'});
		expect(backTest).toMatchObject({settles: {keep_external: 4}, asks: [{why: 'frozen while status is "Completed"', count: 2}]});
	});

	test('is not made of a typed value, a whole record, or a field that nothing syncs', async () => {
		const {id} = await world.dispute({internal: null, conflictType: 'missing_record', reason: 'vanished'});
		const operations = world.operationsOf();
		await expect(operations.proposeRule({of: poc(), verdict: 'edit'})).rejects.toMatchObject({code: 'RULE_REFUSED'});
		await expect(operations.proposeRule({of: {conflictId: id}, verdict: 'ignore'})).rejects.toMatchObject({code: 'RULE_REFUSED'});
		await expect(operations.proposeRule({of: {...poc(), fieldName: 'source'}, verdict: 'ignore'})).rejects.toMatchObject({code: 'NOT_FOUND'});
	});
});

describe('applying it', () => {
	test('changes that field alone, is in the audit, and settles what it decides', async () => {
		const ids = await putManyDisputes(world, {count: 5});
		const [other = 0] = await putManyDisputes(world, {count: 1, field: 'status', internal: `'Ongoing'::text`, external: `'Completed'::text`});
		const operations = world.operationsOf(admin);
		const proposal = await operations.proposeRule({of: poc(), verdict: 'keep_external'});
		const {version, settled} = await operations.applyRule(toApplication(proposal));
		expect(await readPolicy()).toEqual({fields: {poc: {equality: {ignoreCase: true}, strategy: 'external_wins'}}, version});
		expect(version).toBe(proposal.version + 1);
		expect(settled).toMatchObject([{verdict: 'keep_external', state: 'finished', done: ids, skipped: [], left: []}]);
		expect(await world.stateOf(ids[0] ?? 0)).toMatchObject({internal: 'theirs 1', conflictStatus: 'resolved'});
		expect(await world.stateOf(other)).toMatchObject({conflictStatus: 'pending'});
		const {rows: [event]} = await operations.listAudit({targetType: 'policy'}, undefined, 1);
		expect(event).toMatchObject({
			actor: 'ada', action: 'policy.rule', targetId: 'Xacta Test poams', before: {poc: {equality: {ignoreCase: true}}}, after: {poc: {strategy: 'external_wins'}},
		});
		await operations.undoConflicts({requestId: settled[0]?.requestId ?? ''});
		expect(await world.stateOf(ids[0] ?? 0)).toMatchObject({internal: 'ours 1', conflictStatus: 'pending'});
	});

	test('leaves to a person what the rule does not decide', async () => {
		await world.setPolicy({push: true, fields: {poc: {frozenWhen: {field: 'status', values: ['Completed']}}}});
		const ids = await putManyDisputes(world, {count: 4});
		await world.sql.query(`update ingestion_poams set status = 'Completed' where id = (select internal_id from sync_conflicts where id = $1)`, [ids[1]]);
		const operations = world.operationsOf(admin);
		const {settled} = await operations.applyRule(toApplication(await operations.proposeRule({of: poc(), verdict: 'keep_internal'})));
		expect(settled.flatMap(({done}) => done)).toEqual([ids[0], ids[2], ids[3]]);
		expect(await world.stateOf(ids[1] ?? 0)).toMatchObject({conflictStatus: 'pending'});
	});

	test('is refused when the policy was changed since, and changes nothing', async () => {
		const [id = 0] = await putManyDisputes(world, {count: 1});
		const operations = world.operationsOf(admin);
		const proposal = await operations.proposeRule({of: poc(), verdict: 'keep_external'});
		await operations.setPushEnabled({systemName: 'Xacta Test', entityType: 'poam', enabled: false});
		const before = await readPolicy();
		await expect(operations.applyRule(toApplication(proposal))).rejects.toMatchObject({code: 'POLICY_STALE'});
		expect(await readPolicy()).toEqual(before);
		expect(await world.stateOf(id)).toMatchObject({conflictStatus: 'pending'});
	});

	test('twice at once, one of the two is told that the policy changed', async () => {
		const operations = world.operationsOf(admin);
		const application = toApplication(await operations.proposeRule({of: poc(), verdict: 'keep_internal'}));
		const outcomes = await Promise.allSettled([operations.applyRule(application), operations.applyRule(application)]);
		expect(outcomes.map(({status}) => status).sort()).toEqual(['fulfilled', 'rejected']);
	});
});
