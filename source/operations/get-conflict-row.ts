import type {Conflict} from '../core/conflict.js';
import type {Stores} from '../core/stores/stores.js';
import {AppError} from '../errors/app-error.js';

/** A conflict by its number; `unknown` says what there is none of, where it was asked for by another name. @throws NOT_FOUND */
export async function getConflictRow(stores: Stores, id: number, unknown = unknownConflict): Promise<Conflict> {
	const conflict = await stores.conflicts.find(id);
	if (conflict === undefined) throw unknown(id);
	return conflict;
}

export const unknownConflict = (id: number): AppError => new AppError({
	code: 'NOT_FOUND',
	message: `There is no conflict ${id}.`,
	nextStep: 'See "parley conflicts list" for those that wait.',
});
