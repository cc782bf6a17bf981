import {severities, type ConflictPredicate, type Severity} from './predicate/conflict-predicate.js';
import type {ConflictCause} from './conflict.js';

/** By what pending conflicts can be counted, besides their cause. */
export const groupKeys = ['field', 'system', 'entity', 'reason', 'assignee', 'severity', 'age'] as const;
export type GroupKey = (typeof groupKeys)[number];

/** These are part of a cause: the counts of causes, which cost the same however many wait, answer for them. */
export type CauseGroupKey = Extract<GroupKey, 'field' | 'system' | 'entity' | 'reason'>;
export type RowGroupKey = Exclude<GroupKey, CauseGroupKey>;

const causeGroupKeys = new Set<GroupKey>(['field', 'system', 'entity', 'reason']);
/** Whether the counts of causes answer for it. */
export const isOfCauses = (by: GroupKey): by is CauseGroupKey => causeGroupKeys.has(by);

/** Pending conflicts that have one thing in common. */
export type ConflictGroup = {
	readonly by: GroupKey;
	/** What they have in common; `null`: the record as a whole, nobody, or a record that says nothing of it. */
	readonly value: string | null;
	/** Finds them, and no others of those that wait. */
	readonly predicate: ConflictPredicate;
	readonly count: number;
	readonly oldestAt: Date;
};

const hour = 3_600_000;

/** Since when conflicts wait, newest first: each bucket goes on where the one before it ends. */
export const ageBuckets = [
	{name: 'under an hour', from: 0, to: hour},
	{name: 'under a day', from: hour, to: 24 * hour},
	{name: 'under a week', from: 24 * hour, to: 168 * hour},
	{name: 'under 30 days', from: 168 * hour, to: 720 * hour},
	{name: '30 days and more', from: 720 * hour, to: undefined},
] as const;

/** What was counted of pending conflicts, row by row. `key`: a name, the number of a severity, or that of an age bucket. */
export type CountedRows = {readonly key: string | null; readonly count: number; readonly oldestAt: Date};

/** What was counted row by row, as a group with the predicate that finds its conflicts. */
export function toRowGroup(by: RowGroupKey, {key, count, oldestAt}: CountedRows): ConflictGroup {
	const facts = {by, count, oldestAt};
	switch (by) {
		case 'assignee': return {...facts, value: key, predicate: {kind: 'assigned', to: key}};
		case 'severity': {
			const level: Severity | undefined = key === null ? undefined : severities[Number(key)];
			return level === undefined
				? {...facts, value: null, predicate: {kind: 'not', of: {kind: 'severity', level: severities[0], orAbove: true}}}
				: {...facts, value: level, predicate: {kind: 'severity', level, orAbove: false}};
		}
		case 'age': {
			const {name, from, to} = ageBuckets[Number(key)] ?? ageBuckets[0];
			const newer: readonly ConflictPredicate[] = to === undefined ? [] : [{kind: 'age', than: 'newer', ms: to}];
			const older: readonly ConflictPredicate[] = from === 0 ? [] : [{kind: 'age', than: 'older', ms: from}];
			return {...facts, value: name, predicate: {kind: 'all', of: [...newer, ...older]}};
		}
	}
}

function toCauseGroup(by: CauseGroupKey, cause: ConflictCause): Pick<ConflictGroup, 'value' | 'predicate'> {
	switch (by) {
		case 'field': return {value: cause.fieldName ?? null, predicate: {kind: 'field', field: cause.fieldName ?? null}};
		case 'system': return {value: cause.systemName, predicate: {kind: 'system', externalSystemId: cause.externalSystemId}};
		case 'entity': return {value: cause.entityType, predicate: {kind: 'entity', entityType: cause.entityType}};
		case 'reason': return {value: cause.reason, predicate: {kind: 'reason', reason: cause.reason}};
	}
}

/** Counted causes as groups of what they have in common, most first. */
export function groupCauses(causes: readonly ConflictCause[], by: CauseGroupKey): readonly ConflictGroup[] {
	const groups = new Map<string, ConflictGroup>();
	for (const cause of causes) {
		const {value, predicate} = toCauseGroup(by, cause);
		const key = JSON.stringify(predicate);
		const before = groups.get(key);
		groups.set(key, {
			by, value, predicate, count: (before?.count ?? 0) + cause.count,
			oldestAt: before === undefined || cause.oldestAt < before.oldestAt ? cause.oldestAt : before.oldestAt,
		});
	}
	return [...groups.values()].toSorted((left, right) => right.count - left.count);
}
