import type {Conflict} from '../../../source/core/conflict.js';
import type {Operation} from '../../../source/core/operation.js';
import {toRejectedRecord} from '../../../source/core/rejected-record.js';
import {AppError} from '../../../source/errors/app-error.js';
import type {Operations} from '../../../source/operations/operations.js';
import type {Ask} from './ask.js';
import type {MemoryWorld} from './memory-world.js';
import {countsOf, toId, toOperation} from './sample-activity.js';
import {toConflict} from './sample-conflicts.js';

/** Records of the other side that could not be taken. */
export const sampleRejected = (now: Date): readonly Conflict[] => [1, 2, 3].map(number => toConflict({
	id: 9000 + number, entityId: `x-90${number}`, externalEntityId: `x-90${number}`, entityLabel: '', linkId: undefined, conflictType: 'validation_error', reason: 'transform_failed', fieldName: undefined,
	baseValue: undefined, internalValue: undefined,
	externalValue: {failures: [{stage: 'transform', field: 'scheduled_completion', externalField: 'due', message: `"soon ${number}" is no date.`}], record: {poam_number: `x-90${number}`, due: `soon ${number}`}},
}, now));

export function memoryRejected(world: MemoryWorld, ask: Ask): Pick<Operations, 'getRejected' | 'replayRejected' | 'discardRejected' | 'resumeSync'> {
	const settle = (id: number, change: Partial<Conflict>): Conflict => {
		const conflict = world.conflicts.find(one => one.id === id);
		if (conflict === undefined || conflict.status !== 'pending') throw new AppError({code: 'CONFLICT_SETTLED', message: `The rejected record ${id} does not wait any more.`, nextStep: 'See "parley rejected list".'});
		const settled: Conflict = {...conflict, version: conflict.version + 1, resolvedAt: world.now(), resolvedBy: 'sam', ...change};
		world.conflicts = world.conflicts.map(one => (one.id === id ? settled : one));
		world.tell('conflicts');
		return settled;
	};
	const toRun = (child: Partial<Operation>): {readonly operation: Operation; readonly children: readonly Operation[]} => {
		const operation = toOperation(9500, {startedAt: world.now(), completedAt: world.now()}, world.now());
		return {operation, children: [{...operation, id: toId(9501), parentId: operation.id, entityType: 'poam', ...child}]};
	};
	return {
		getRejected: id => ask('getRejected', () => {
			const conflict = world.conflicts.find(one => one.id === id);
			const rejected = conflict === undefined ? undefined : toRejectedRecord(conflict);
			if (rejected === undefined) throw new AppError({code: 'NOT_FOUND', message: `Conflict ${id} is no rejected record.`, nextStep: 'See "parley rejected list".'});
			return rejected;
		}),
		replayRejected: request => ask('replayRejected', () => {
			const ids = 'id' in request ? [request.id] : world.conflicts.filter(one => one.conflictType === 'validation_error' && one.status === 'pending').map(({id}) => id);
			for (const id of ids) settle(id, {status: 'resolved', resolutionAction: 'converged', isAutoResolved: true});
			return {runs: [toRun({counts: countsOf({created: ids.length})})], failure: undefined};
		}),
		discardRejected: ({id, reason}) => ask('discardRejected', () => settle(id, {status: 'ignored', resolutionAction: 'ignore', note: reason})),
		resumeSync: () => ask('resumeSync', () => ({runs: [toRun({counts: countsOf({unchanged: 20})})], failure: undefined, resumed: [], unbegun: []})),
	};
}
