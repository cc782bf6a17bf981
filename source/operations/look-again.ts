import {isShortened} from '../core/question-name.js';
import {AppError} from '../errors/app-error.js';
import type {OperationContext} from './context.js';
import {getConflictRow} from './get-conflict-row.js';
import type {SyncOptions, SyncOutcome} from './run-sync.js';
import {runSystems} from './run-systems.js';

/** Reads the record that a conflict is about anew, and decides all of it by what it shows now. @throws NOT_FOUND, EXTERNAL_UNSUPPORTED */
export async function lookAgain(context: OperationContext, {id}: {readonly id: number}, options: SyncOptions = {}): Promise<SyncOutcome> {
	const {systemName, entityType, externalEntityId} = await getConflictRow(context.database.stores, id);
	if (externalEntityId === undefined || isShortened(externalEntityId)) {
		throw new AppError({code: 'EXTERNAL_UNSUPPORTED', message: `Conflict ${id} ${externalEntityId === undefined ? `names no record of ${systemName}` : `keeps only a part of the id that ${systemName} knows its record by`}.`, nextStep: 'Read everything: parley sync run --full'});
	}
	return runSystems(context, {systemName, entityType, selection: {kind: 'ids', externalIds: [externalEntityId]}}, options);
}
