import {expect, test} from 'vitest';
import type {Connector, WriteRequest, WriteResult} from '../../../../source/core/connector.js';
import type {JsonObject} from '../../../../source/core/json.js';
import {AppError} from '../../../../source/errors/app-error.js';
import type {Fault} from '../../../../source/simulator/faults/fault.js';
import {openXactaRestWorld, type Sent} from '../../../support/xacta-rest.js';

const never = new AbortController().signal;

const faults: readonly Fault[] = [
	{kind: 'reset', when: 'before'}, {kind: 'reset', when: 'after'}, {kind: 'reset', when: 'mid-body'}, {kind: 'status', status: 503}, {kind: 'status', status: 504, effect: 'after'},
	{kind: 'status', status: 429, retryAfter: '0'}, {kind: 'truncate', how: 'valid-length'}, {kind: 'wrong-type'}, {kind: 'batch-cut', after: 1},
];

/** Sends one write again with its marker, as the outbox does, until it is settled. */
async function settle(connector: Connector, request: WriteRequest): Promise<WriteResult> {
	for (let attempt = 0; attempt < 50; attempt++) {
		try {
			return await connector.write(request);
		} catch (error) {
			if (!(error instanceof AppError) || !error.code.startsWith('EXTERNAL_')) throw error;
		}
	}
	throw new Error('The write was not settled in fifty attempts.');
}

test('a storm of faults leaves nothing undone and nothing done twice', async () => {
	const world = await openXactaRestWorld({systems: 2, poams: 60});
	try {
		const before = new Map<string, Sent>();
		for (let index = 0; index < 60 && before.size < 24; index++) {
			const {poamId, status} = world.tables.organization.poamAt(index);
			await world.rest.reviewers.reject(poamId);
			const shown = await world.poam(poamId);
			if (status === 'ongoing' && !shown.isInherited) before.set(poamId, shown);
		}
		const {connector} = world.connect();
		world.rest.setFaults(faults.flatMap(fault => ['GET', 'PUT', 'POST'].map(method => ({match: {method}, rate: 0.015, fault}))));

		for (const [place, [poamId, shown]] of [...before].entries()) {
			const id = `${shown.systemId}:${shown.poamId}`;
			const milestones = shown.milestones.map((milestone: Sent) => ({milestone_id: String(milestone.milestoneId)}));
			const added = ['Verify', 'Report'].map(description => ({description, scheduled_date: '2020-01-02'}));
			const changes: JsonObject = {resources_required: `In the storm ${place}`, milestones: [...milestones, ...added]};
			const request = {entityType: 'poam', signal: never, expected: {}} as const;
			const marker = `00000000-0000-4000-a000-${String(place).padStart(12, '0')}`;
			expect(await settle(connector, {...request, action: 'update', externalId: id, changes, marker}), poamId).toEqual({kind: 'written', record: expect.anything()});
			const created = {
				system_id: String(shown.systemId), weakness_description: `New ${place}`, poam_status: 'risk accepted', comments: 'x', resources_required: 'x', weakness_type: 'x', pocOrganization: 'x',
			};
			expect(await settle(connector, {...request, action: 'create', changes: created, marker}), poamId).toEqual({kind: 'written', record: expect.anything()});
		}
		world.rest.setFaults([]);

		const effects = await world.rest.effects();
		const poams: readonly Sent[] = [...(await world.call('GET', '/systems/1001/poams')).body.data, ...(await world.call('GET', '/systems/1002/poams')).body.data];
		expect(before.size).toBe(24);
		for (const [place, [poamId, {milestones: had, ...fields}]] of [...before].entries()) {
			const {milestones: has, ...shown} = await world.poam(poamId);
			expect(shown).toEqual({...fields, resources: `In the storm ${place}`});
			expect(has.map((milestone: Sent) => milestone.description)).toEqual([...had.map((milestone: Sent) => milestone.description), 'Verify', 'Report']);
			const applied = effects.filter(({table, action, before: row, after}) => table === 'poams' && action === 'update' && after?.['poam_id'] === poamId && row?.['resources_required'] !== after['resources_required']);
			expect(applied).toHaveLength(1);
			expect(poams.filter(poam => poam.externalUid === `00000000-0000-4000-a000-${String(place).padStart(12, '0')}`)).toHaveLength(1);
		}
	} finally {
		await world.close();
	}
});
