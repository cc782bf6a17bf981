import type {OperationContext} from './context.js';

const mostAttempts = 5;
const pauseMs = 50;

/** SQL states of a transaction that was chosen to give way, and may simply be done again. */
const givesWay = (error: unknown): boolean => error instanceof Error && 'code' in error && (error.code === '40P01' || error.code === '40001');

/** Programs that we do not know take locks in an order of their own: whoever loses against one tries again. */
export async function retryAfterDeadlock<T>({clock}: Pick<OperationContext, 'clock'>, work: () => Promise<T>): Promise<T> {
	for (let attempt = 1; ; attempt += 1) {
		try {
			return await work();
		} catch (error) {
			if (!givesWay(error) || attempt === mostAttempts) throw error;
			await clock.sleep(pauseMs * attempt);
		}
	}
}
