import type {Conflict} from '../core/conflict.js';
import {toRejectedRecord, type RejectedRecord} from '../core/rejected-record.js';
import type {Stores} from '../core/stores/stores.js';
import {AppError} from '../errors/app-error.js';
import type {OperationContext} from './context.js';
import {getConflictRow} from './get-conflict-row.js';

/** One rejected record with every rule that it failed. @throws NOT_FOUND */
export async function getRejected({database}: OperationContext, id: number): Promise<RejectedRecord> {
	const rejected = toRejectedRecord(await getConflictRow(database.stores, id, unknownRejected));
	if (rejected === undefined) throw notRejected(id);
	return rejected;
}

/** @throws NOT_FOUND when it is no rejected record, CONFLICT_SETTLED when it does not wait */
export async function getPendingRejected(stores: Stores, id: number): Promise<Conflict> {
	const conflict = await getConflictRow(stores, id, unknownRejected);
	if (conflict.conflictType !== 'validation_error') throw notRejected(id);
	if (conflict.status === 'pending') return conflict;
	throw new AppError({code: 'CONFLICT_SETTLED', message: `The rejected record ${id} does not wait any more: it is ${conflict.status}.`, nextStep: 'See "parley rejected list" for those that do.'});
}

export const unknownRejected = (id: number): AppError => new AppError({code: 'NOT_FOUND', message: `There is no rejected record ${id}.`, nextStep: 'See "parley rejected list" for those that wait.'});

const notRejected = (id: number): AppError => new AppError({code: 'NOT_FOUND', message: `Conflict ${id} is no rejected record.`, nextStep: 'See "parley rejected list" for those that are.'});
