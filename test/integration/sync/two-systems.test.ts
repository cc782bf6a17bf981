import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import type {XactaSimulator} from '../../../source/simulator/xacta/start-xacta-simulator.js';
import {giveOut, listOngoing} from '../../support/ongoing-poams.js';
import {createTwoSites, first, second, type TwoSites} from '../../support/two-sites.js';

let world: TwoSites;
let takeId: () => string;
let id = '';

beforeAll(async () => {
	world = await createTwoSites({systems: 1, poams: 24, assets: 2, findings: 4});
	takeId = giveOut(await listOngoing(world));
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => {
	id = takeId();
});

const edit = (poc: string) => world.otherProgram('update ingestion_poams set poc = $2 where poam_id = $1', [id, poc]);
const push = async (systemName: string) => {
	const outcome = await world.operations.runSync({systemName, entityType: 'poam'});
	if (outcome.failure !== undefined) throw outcome.failure;
};
const statusOfOurs = async () => (await world.otherProgram<{sync_status: string}>('select sync_status from ingestion_poams where poam_id = $1', [id]))[0]?.sync_status;
const owedTo = async () => (await world.otherProgram<{system: string}>(`
	select s.system_name as system from sync_internal_edits e join external_systems s on s.id = e.external_system_id join ingestion_poams p on p.id = e.internal_id
	where p.poam_id = $1 order by 1`, [id])).map(({system}) => system);
const shown = async (simulator: XactaSimulator) =>
	(await simulator.effects()).filter(({table, after}) => table === 'poams' && after?.['poam_id'] === id).at(-1)?.after?.['responsible_individual'];
const pendingOf = async () => (await world.operations.listConflicts({status: 'pending', text: id}, undefined, 10)).rows;

describe('a record that two systems are tied to', () => {
	test.each([[first, second], [second, first]])('tells a change of ours to both, to %s first, and waits until the last has it', async (one, two) => {
		await edit('Told To Both');
		expect(await owedTo()).toEqual([first, second]);
		await push(one);
		expect(await owedTo()).toEqual([two]);
		expect(await statusOfOurs()).toBe('pending');
		await push(two);
		expect(await owedTo()).toEqual([]);
		expect(await statusOfOurs()).toBe('synced');
		expect([await shown(world.xacta), await shown(world.other)]).toEqual(['Told To Both', 'Told To Both']);
	});

	test.each([[first, second], [second, first]])('a conflict with %s holds nothing back from the other, and the record says that it waits for a person', async (one, two) => {
		const simulator = one === first ? world.xacta : world.other;
		await edit('Ours');
		await simulator.people.reassign(id, 'Theirs');
		await push(one);
		await push(two);
		expect(await shown(one === first ? world.other : world.xacta)).toBe('Ours');
		expect(await statusOfOurs()).toBe('conflict');
		const [conflict] = await pendingOf();
		expect(conflict).toMatchObject({systemName: one, fieldName: 'poc'});
		await world.operations.resolveConflict({id: conflict?.id ?? 0, version: conflict?.version ?? 0, verdict: {kind: 'keep_internal'}});
		expect(await owedTo()).toEqual([one]);
		await push(one);
		expect(await shown(simulator)).toBe('Ours');
		expect(await statusOfOurs()).toBe('synced');
	});

	test.each([[first, second], [second, first]])('%s refusing it takes nothing from the other', async (one, two) => {
		const refusing = world.bind({}, connector => ({...connector, write: () => Promise.resolve({kind: 'rejected', reasons: ['closed for the audit']})}));
		await edit('Refused By One');
		const refused = await refusing.runSync({systemName: one, entityType: 'poam'});
		expect(refused.runs[0]?.children.at(-1)?.counts.rejected).toBe(1);
		expect(await pendingOf()).toMatchObject([{systemName: one, reason: 'external_rejected'}]);
		await push(two);
		expect(await shown(two === first ? world.xacta : world.other)).toBe('Refused By One');
		expect(await owedTo()).toEqual([one]);
		expect(await statusOfOurs()).toBe('conflict');
	});

	test('nothing is left that no run would find', async () => {
		const {checks} = await world.operations.verify({isDeep: true});
		expect(checks.filter(({broken}) => broken > 0)).toEqual([]);
	});
});
