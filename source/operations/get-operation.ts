import {AppError} from '../errors/app-error.js';
import type {Operation} from '../core/operation.js';
import type {LoggedCall} from '../core/stores/api-call-store.js';
import type {Stores} from '../core/stores/stores.js';
import type {OperationContext} from './context.js';

export type OperationDetail = {
	readonly operation: Operation;
	readonly children: readonly Operation[];
	readonly calls: readonly LoggedCall[];
};

const newestCalls = 50;

/** @throws NOT_FOUND, USAGE */
export async function findOperation(stores: Stores, id: string): Promise<Operation> {
	const operation = await stores.operations.find(id);
	if (operation !== undefined) return operation;
	throw new AppError({
		code: 'NOT_FOUND',
		message: `There is no operation "${id}".`,
		nextStep: 'See "parley operations list" for their ids.',
	});
}

/** One operation by its id or an unambiguous prefix, with its children and newest calls. @throws NOT_FOUND, USAGE */
export async function getOperation({database: {stores}}: OperationContext, id: string): Promise<OperationDetail> {
	const operation = await findOperation(stores, id);
	const [children, calls] = await Promise.all([stores.operations.listChildren(operation.id), stores.apiCalls.page({operationId: operation.id}, undefined, newestCalls)]);
	return {operation, children, calls: calls.rows};
}
