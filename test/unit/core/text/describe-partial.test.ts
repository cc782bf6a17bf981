import {describe, expect, test} from 'vitest';
import {noCounts, type Operation} from '../../../../source/core/operation.js';
import {describePartial} from '../../../../source/core/text/describe-partial.js';

const part = {status: 'partial', direction: 'inbound', systemName: 'Xacta 360', entityType: 'poam', scope: 'changes', counts: noCounts} as const;
const tell = (change: Partial<Operation>) => describePartial({...part, ...change});

test('what came in partly was left out, and is asked for again in the same scope', () => {
	expect(tell({})).toBe('This was left out; the rest came in, and nothing counts as gone because of it. To ask for it again: parley sync run --system "Xacta 360" --entity poam');
	expect(tell({scope: 'full'})).toMatch(/--entity poam --full$/);
	expect(tell({part: {kind: 'since', at: new Date('2026-11-21T14:00:00Z')}})).toMatch(/--entity poam --since 2026-11-21T14:00:00.000Z$/);
	expect(tell({part: {kind: 'ids', externalIds: ['P-1', 'P 2']}})).toMatch(/--entity poam --ids "P-1,P 2"$/);
	expect(tell({part: {kind: 'rejected'}})).toBeUndefined();
});

describe('of what left partly is told', () => {
	const tellSent = (counts: Partial<Operation['counts']>) => tell({direction: 'outbound', scope: 'full', counts: {...noCounts, ...counts}});
	const [refused, owed] = ['What was refused waits for a person: correct it here, or decide (parley conflicts list).', 'What did not leave is still owed. To try it again: parley sync run --system "Xacta 360" --entity poam'];
	test.each([
		['that a person is waited for where all of it was refused', {rejected: 2}, refused],
		['that it is still owed where none was refused', {unchanged: 1}, owed],
		['both where both are so', {rejected: 1, unchanged: 1}, `${refused} ${owed}`],
	])('%s', (_, counts, text) => expect(tellSent(counts)).toBe(text));
});

test.each([['of a run that is whole', {status: 'completed'}], ['of one that failed', {status: 'failed'}], ['of a whole run: its parts tell it', {entityType: undefined, direction: undefined}]] as const)(
	'nothing is told %s', (_, change) => expect(tell(change)).toBeUndefined());
