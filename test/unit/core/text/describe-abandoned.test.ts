import {describe, expect, test} from 'vitest';
import {describeAbandoned} from '../../../../source/core/text/describe-abandoned.js';

const dead = {holder: 'web-1 (pid 4711)', heardAt: new Date('2026-11-22T03:12:09.500Z'), done: 300};
const ids = {id: 'b2', parentId: 'a1', correlationId: 'a1'};
const run = {id: 'a1', parentId: undefined, correlationId: 'a1', systemName: 'Xacta 360', entityType: undefined, direction: undefined, scope: 'changes'} as const;
const inbound = {...ids, systemName: 'Xacta 360', entityType: 'poam', direction: 'inbound', scope: 'changes'} as const;

describe('of an abandoned run is told', () => {
	test('what happens next, how to have it now, and whose process it was', () => {
		expect(describeAbandoned(inbound, dead)).toBe('Stopped without an end; the next run goes on after 300 records: '
			+ 'parley sync run --system "Xacta 360" --entity poam. web-1 (pid 4711) was last heard of at 2026-11-22 03:12:09 UTC');
	});

	test.each([
		['that one record is done', inbound, {...dead, done: 1}, 'the next run goes on after 1 record:'],
		['that nothing is done', inbound, {...dead, done: undefined}, 'the next run begins again:'],
		['that sending goes on with what is owed', {...inbound, direction: 'outbound'} as const, dead, 'the next run goes on with what is owed:'],
		['that only another full run goes on where a full one stopped', {...inbound, scope: 'full'} as const, dead, 'the next full run goes on after 300 records: parley sync run --system "Xacta 360" --entity poam --full.'],
		['where the whole of several pairs goes on', run, dead, 'the next run goes on at the last finished page: parley sync run --system "Xacta 360".'],
	])('%s', (_, of, abandonment, said) => {
		expect(describeAbandoned(of, abandonment)).toContain(said);
	});

	test('that a plan is to be applied once more, and not that a run is to be begun', () => {
		const application = {...inbound, correlationId: '13f781b8-5d4a-4b7e-9c6f-0a1b2c3d4e5f'};
		expect(describeAbandoned(application, {...dead, done: undefined})).toBe('Stopped without an end, and nothing of the plan was written: parley sync apply 13f781b8. web-1 (pid 4711) was last heard of at 2026-11-22 03:12:09 UTC');
	});

	test('that a part is to be asked for again, and not a run of changes', () => {
		const part = {kind: 'ids', externalIds: ['P-1']} as const;
		expect(describeAbandoned({...inbound, part}, {...dead, holder: undefined})).toBe('Stopped without an end; 1 record by id (P-1) again: parley sync resume --system "Xacta 360" --entity poam');
	});

	test('nothing of a process that held no lease', () => {
		expect(describeAbandoned(inbound, {holder: undefined, heardAt: undefined, done: 300})).toBe('Stopped without an end; the next run goes on after 300 records: parley sync run --system "Xacta 360" --entity poam');
	});
});
