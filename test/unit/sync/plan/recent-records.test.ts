import {expect, test} from 'vitest';
import type {ChangedRecord, DecidedRecord} from '../../../../source/sync/decide/decided-record.js';
import {LookSums} from '../../../../source/sync/plan/look-sums.js';
import {RecentRecords} from '../../../../source/sync/plan/recent-records.js';

const changed = (externalId: string, hash: string, changedAt?: string): ChangedRecord =>
	({record: {externalId, fields: {}, ...(changedAt === undefined ? {} : {changedAt})}, hash, mapped: {kind: 'mapped', fields: {}}, key: externalId});

function decide(recent: RecentRecords, one: ChangedRecord, outcome: DecidedRecord['outcome'] = {outcome: 'updated'}): void {
	const {externalId} = one.record;
	const decided: DecidedRecord = {source: {kind: 'record', record: one.record}, externalId, linkId: '1', internal: {}, outcome};
	recent.add(one, decided, new LookSums().add(decided));
}

const replaced = (recent: RecentRecords, ...shown: readonly ChangedRecord[]) =>
	recent.takeReplaced(shown.map(({record}) => record), externalId => shown.find(({record}) => record.externalId === externalId)?.hash).map(({externalId, hash}) => [externalId, hash]);

test('what is shown otherwise replaces what was decided, once', () => {
	const recent = new RecentRecords();
	decide(recent, changed('a', '1'));
	decide(recent, changed('b', '1'));
	expect(replaced(recent, changed('a', '2'), changed('c', '1'))).toEqual([['a', '1']]);
	expect(replaced(recent, changed('a', '3'))).toEqual([]);
});

test.each([
	['the same again', changed('a', '1', '2026-03-02T00:00:00Z'), false],
	['an older copy', changed('a', '2', '2026-03-01T00:00:00Z'), false],
	['one of the same time', changed('a', '2', '2026-03-02T00:00:00Z'), true],
	['one without a time', changed('a', '2'), true],
])('%s: whether it replaces what was decided', (_, shown, isReplaced) => {
	const recent = new RecentRecords();
	decide(recent, changed('a', '1', '2026-03-02T00:00:00Z'));
	expect(replaced(recent, shown)).toHaveLength(isReplaced ? 1 : 0);
});

test('an older copy replaces one that could not be taken', () => {
	const recent = new RecentRecords();
	decide(recent, changed('a', '1', '2026-03-02T00:00:00Z'), {outcome: 'rejected'});
	expect(replaced(recent, changed('a', '2', '2026-03-01T00:00:00Z'))).toHaveLength(1);
});

test('of very many, the first are forgotten', () => {
	const recent = new RecentRecords();
	for (let index = 0; index <= 20_000; index++) decide(recent, changed(`r${index}`, '1'));
	expect(replaced(recent, changed('r0', '2'), changed('r1', '2'))).toEqual([['r1', '1']]);
});
