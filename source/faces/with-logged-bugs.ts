import type {Logger} from '../core/process/logger.js';
import {AppError} from '../errors/app-error.js';
import {isAbort} from '../errors/exit-code.js';
import type {Operations} from '../operations/operations.js';

/** The operations of a console, which tells a bug in a line: the log keeps its stack, and in which operation it was. */
export const withLoggedBugs = (operations: Operations, logger: Logger): Operations => new Proxy(operations, {
	get(target, name, receiver) {
		const member: unknown = Reflect.get(target, name, receiver);
		if (typeof member !== 'function') return member;
		return async (...values: readonly unknown[]): Promise<unknown> => {
			try {
				return await Reflect.apply(member, target, values);
			} catch (error) {
				if (!(error instanceof AppError) && !isAbort(error)) logger.error('An operation ended in a bug.', {operation: String(name), error});
				throw error;
			}
		};
	},
});
