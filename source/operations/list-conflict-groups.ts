import {groupCauses, isOfCauses, toRowGroup, type ConflictGroup, type GroupKey} from '../core/conflict-group.js';
import type {ConflictFilter} from '../core/conflict.js';
import type {OperationContext} from './context.js';

export type GroupsRequest = {readonly filter: ConflictFilter; readonly by: GroupKey};

/** Pending conflicts, counted by one thing that they have in common: most first, but severities and ages in their own order, worst and newest first. */
export async function listConflictGroups({database: {stores}}: OperationContext, {filter, by}: GroupsRequest): Promise<readonly ConflictGroup[]> {
	if (isOfCauses(by)) return groupCauses(await stores.conflicts.listCauses(filter), by);
	const counted = (await stores.conflicts.countBy(filter, by)).filter(({count}) => count > 0);
	const rank = ({key}: (typeof counted)[number]): number => (by === 'age' ? Number(key) : key === null ? Infinity : -Number(key));
	return counted.toSorted((left, right) => (by === 'assignee' ? right.count - left.count : rank(left) - rank(right))).map(rows => toRowGroup(by, rows));
}
