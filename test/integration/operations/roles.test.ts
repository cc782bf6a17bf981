import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {roles, type Role} from '../../../source/core/actor.js';
import type {OperationContext} from '../../../source/operations/context.js';
import type {Operations} from '../../../source/operations/operations.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';

let world: ConflictWorld;
let id: number;
beforeAll(async () => {
	world = await createConflictWorld();
	({id} = await world.dispute({field: 'poc', base: 'a', internal: 'b', external: 'c'}));
});
afterAll(() => world[Symbol.asyncDispose]());

const as = (role: Role, changes: Partial<OperationContext> = {}) => world.operationsOf({actor: {userId: undefined, username: `the ${role}`, role}, ...changes});

const absent = '3f2b8c1e-5d4a-4b7e-9c6f-0a1b2c3d4e5f';

/** What each takes; it is asked for in a way that fails only after the role was checked, or changes nothing. */
const needed: ReadonlyArray<readonly [string, Role, boolean, (operations: Operations) => Promise<unknown>]> = [
	['see health', 'viewer', false, operations => operations.getHealth()],
	['list conflicts', 'viewer', false, operations => operations.listConflicts({}, undefined, 1)],
	['list conflicts from their end', 'viewer', false, operations => operations.listConflictsBefore({}, undefined, 1)],
	['see a conflict', 'viewer', false, operations => operations.getConflict(id)],
	['list systems', 'viewer', false, operations => operations.listSystems()],
	['see a system', 'viewer', false, operations => operations.getSystem('Xacta Test')],
	['list operations', 'viewer', false, operations => operations.listOperations({}, undefined, 1)],
	['list calls', 'viewer', false, operations => operations.listCalls({}, undefined, 1)],
	['list operations from their end', 'viewer', false, operations => operations.listOperationsBefore({}, undefined, 1)],
	['list calls from their end', 'viewer', false, operations => operations.listCallsBefore({}, undefined, 1)],
	['list audit events from their end', 'viewer', false, operations => operations.listAuditBefore({}, undefined, 1)],
	['list audit events', 'viewer', false, operations => operations.listAudit({}, undefined, 1)],
	['verify the audit', 'viewer', false, operations => operations.verifyAudit()],
	['verify the installation', 'viewer', false, operations => operations.verify({isDeep: false})],
	['see a plan', 'viewer', false, operations => operations.getPlan(absent)],
	['list plans', 'viewer', false, operations => operations.listPlans(undefined, 1)],
	['list the rows of a plan', 'viewer', false, operations => operations.listPlanRows({planId: absent, after: undefined, limit: 1} as never)],
	['see a rejected record', 'viewer', false, operations => operations.getRejected(id)],
	['see the verdicts on a record', 'viewer', false, operations => operations.listRecordVerdicts(id)],
	['search records', 'viewer', false, operations => operations.searchRecords({entityType: 'poam', text: 'POAM'}, undefined, 1)],
	['see a record', 'viewer', false, operations => operations.getRecord({entityType: 'poam', key: 'POAM-1'})],
	['explain a record', 'viewer', false, operations => operations.explainRecord({entityType: 'poam', key: 'absent'} as never)],
	['preview a verdict over many', 'viewer', false, operations => operations.previewConflicts({predicate: {kind: 'ids', ids: []}, verdict: {kind: 'ignore'}})],
	['see an operation', 'viewer', false, operations => operations.getOperation(absent)],
	['list the causes of conflicts', 'viewer', false, operations => operations.listConflictCauses({})],
	['count conflicts by what they have in common', 'viewer', false, operations => operations.listConflictGroups({filter: {}, by: 'reason'})],
	['export mappings', 'viewer', false, operations => operations.exportMappings({systemName: 'nowhere', entityType: 'poam'})],
	['see what imported mappings would change', 'viewer', false, operations => operations.importMappings({document: {}, isTrial: true})],
	['import mappings', 'admin', true, operations => operations.importMappings({document: {}, isTrial: false})],
	['try mappings on a record', 'operator', false, operations => operations.testMappings({systemName: 'nowhere', entityType: 'poam', externalId: 'x'})],
	['list policies', 'viewer', false, operations => operations.listPolicies()],
	['export a policy', 'viewer', false, operations => operations.exportPolicy({systemName: 'nowhere', entityType: 'poam'})],
	['see what an imported policy would change', 'viewer', false, operations => operations.importPolicy({document: {}, isTrial: true})],
	['see what imported rules would change', 'viewer', false, operations => operations.importRules({policy: {document: {}}, mappings: {document: {}}, isTrial: true})],
	['import a policy and mappings', 'admin', true, operations => operations.importRules({policy: {document: {}}, mappings: {document: {}}, isTrial: false})],
	['import a policy', 'admin', true, operations => operations.importPolicy({document: {}, isTrial: false})],
	['see what a policy set so would change', 'viewer', false, operations => operations.setPolicy({systemName: 'nowhere', entityType: 'poam', isTrial: true, rules: {}})],
	['set a policy', 'admin', true, operations => operations.setPolicy({systemName: 'nowhere', entityType: 'poam', isTrial: false, rules: {}})],
	['settle many conflicts', 'operator', true, operations => operations.resolveConflicts({predicate: {kind: 'ids', ids: []}, verdict: {kind: 'ignore'}})],
	['take a verdict over many back', 'operator', true, operations => operations.undoConflicts({requestId: absent})],
	['plan a sync', 'operator', true, operations => operations.planSync({systemName: 'absent'} as never)],
	['apply a plan', 'operator', true, operations => operations.applyPlan({id: absent} as never)],
	['go on with an interrupted sync', 'operator', true, operations => operations.resumeSync({systemName: 'absent'} as never)],
	['correlate records', 'operator', true, operations => operations.correlate({})],
	['propose plans of action', 'viewer', false, operations => operations.proposePoams({systemName: 'nowhere'})],
	['make plans of action', 'operator', true, operations => operations.createPoams({systemName: 'nowhere', keys: []})],
	['cancel a run', 'operator', true, operations => operations.cancelOperation({id: absent})],
	['replay rejected records', 'operator', true, operations => operations.replayRejected({id} as never)],
	['discard a rejected record', 'operator', true, operations => operations.discardRejected({id, reason: 'no'} as never)],
	['look at a record again', 'operator', true, operations => operations.lookAgain({id})],
	['settle a record', 'operator', true, operations => operations.settleRecord({id, version: 999, verdict: 'ignore'} as never)],
	['settle a conflict', 'operator', true, operations => operations.resolveConflict({id, version: 999, verdict: {kind: 'ignore'}})],
	['take a verdict back', 'operator', true, operations => operations.undoResolution({id})],
	['propose a rule', 'viewer', false, operations => operations.proposeRule({of: {conflictId: id}, verdict: 'keep_external'})],
	['make a rule', 'admin', true, operations => operations.applyRule({externalSystemId: world.systemId, entityType: 'poam', fieldName: 'poc', policyId: 0, version: 1, change: {}})],
	['write a note', 'operator', true, operations => operations.annotateConflict({id, note: 'n'})],
	['assign a conflict', 'operator', true, operations => operations.assignConflict({id, username: undefined})],
	['run a sync', 'operator', true, operations => operations.runSync({systemName: 'nowhere'})],
	['test a system', 'operator', false, operations => operations.testSystem('nowhere')],
	['request a scan', 'operator', true, operations => operations.requestScan({systemName: 'nowhere', externalId: 'x'})],
	['turn a system on', 'admin', true, operations => operations.setSystemEnabled({systemName: 'Xacta Test', enabled: true})],
	['notice a restore', 'viewer', false, operations => operations.noticeRestore()],
	['let changes leave after a restore', 'admin', true, operations => operations.releasePushing({})],
	['let changes leave', 'admin', true, operations => operations.setPushEnabled({systemName: 'Xacta Test', entityType: 'poam', enabled: false})],
	['change a connection', 'admin', true, operations => operations.setSystemConnection({systemName: 'Xacta Test', config: {}})],
];

const isDenied = async (asking: Promise<unknown>): Promise<boolean> => {
	try {
		await asking;
		return false;
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'PERMISSION_DENIED';
	}
};

test('every operation is in the table of roles', () => {
	const operations = as('admin');
	const notAsked = ['actor', 'isReadOnly', 'watch'];
	// What can be tried first is in it twice: trying takes less.
	const tried = ['importMappings', 'importPolicy', 'importRules', 'setPolicy'];
	expect(needed.length).toBe(Object.keys(operations).length - notAsked.length + tried.length);
});

describe.each(needed)('to %s', (_, role, isChange, ask) => {
	test.each(roles)(`takes at least ${role}: %s`, async asking => {
		expect(await isDenied(ask(as(asking)))).toBe(roles.indexOf(asking) < roles.indexOf(role));
	});

	test(isChange ? 'is refused to an admin of a read-only Parley' : 'is open in a read-only Parley', async () => {
		expect(await isDenied(ask(as('admin', {isReadOnly: true})))).toBe(isChange);
	});
});

test('a refusal says who, what, and what to do', async () => {
	const denied = as('viewer').setSystemEnabled({systemName: 'Xacta Test', enabled: true});
	await expect(denied).rejects.toMatchObject({
		message: 'the viewer is a viewer and may not turn the syncing of a system on or off; that takes an admin.',
		nextStep: 'Ask an admin to give the viewer the role "admin" in the table users.',
	});
});

test.each([
	['account_not_active', 'The account of kim is not active: ask an admin to make its status "active" in the table users.'],
	['role_unknown', 'The role of kim in the table users is none of viewer, operator, admin: ask an admin to make it "admin".'],
] as const)('a refusal to somebody who may only look for a reason of their own names that (%s)', async (restriction, nextStep) => {
	const kim = world.operationsOf({actor: {userId: 1, username: 'kim', role: 'viewer', restriction}});
	await expect(kim.setSystemEnabled({systemName: 'Xacta Test', enabled: true})).rejects.toMatchObject({code: 'PERMISSION_DENIED', nextStep});
});

test.each([
	[undefined, `insert into users (username, role, status) values ('kim', 'admin', 'active')`],
	[1, `update users set role = 'admin', status = 'active' where username = 'kim'`],
])('a refusal where nobody is an admin sends nobody to one, but says how the first one is made (%s)', async (userId, statement) => {
	const kim = world.operationsOf({actor: {userId, username: 'kim', role: 'viewer', isAdminMissing: true}});
	await expect(kim.setSystemEnabled({systemName: 'Xacta Test', enabled: true})).rejects.toMatchObject({
		code: 'PERMISSION_DENIED', nextStep: `Nobody is an admin yet. Whoever owns the database makes the first one, such as by: ${statement}`,
	});
});

test('a change that fails leaves no audit event, and an audit event that fails leaves no change', async () => {
	const count = async () => (await world.sql.query<{count: string}>('select count(*) from audit_events')).rows[0]?.count;
	const before = await count();
	await expect(as('operator').resolveConflict({id, version: 1, verdict: {kind: 'edit', value: {not: 'a text'}}})).rejects.toMatchObject({code: 'VALUE_INVALID'});
	expect(await count()).toBe(before);
	await world.sql.query('alter table audit_events add constraint refuse_all check (sequence < 0) not valid');
	try {
		await expect(as('operator').resolveConflict({id, version: 1, verdict: {kind: 'keep_external'}})).rejects.toThrow('refuse_all');
		expect(await world.stateOf(id)).toMatchObject({internal: 'b', base: 'a', conflictStatus: 'pending'});
	} finally {
		await world.sql.query('alter table audit_events drop constraint refuse_all');
	}
});

test('every change has one event, and the chain of them holds', async () => {
	const operator = as('operator');
	await operator.annotateConflict({id, note: 'looked at it'});
	await operator.resolveConflict({id, version: 1, verdict: {kind: 'keep_external'}});
	await operator.undoResolution({id});
	await as('admin').setSystemEnabled({systemName: 'Xacta Test', enabled: false});
	const {rows} = await operator.listAudit({}, undefined, 4);
	expect(rows.map(({actor, action}) => `${actor}: ${action}`)).toEqual([
		'the admin: system.disable', 'the operator: conflict.undo', 'the operator: conflict.keep_external', 'the operator: conflict.annotate',
	]);
	const {events, firstBroken} = await operator.verifyAudit();
	expect({events, firstBroken}).toEqual({events: rows[0]?.sequence, firstBroken: undefined});
});
