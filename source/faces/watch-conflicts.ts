import {ownText, type SafeText} from '../core/safe-text.js';
import type {Operations} from '../operations/operations.js';

/** A page of a run opens many conflicts at once: they are told together, in ms. */
const settleAfter = 1000;

/** Tells when more conflicts wait for a person than before. Gives the way to stop. */
export async function watchConflicts(operations: Operations, tell: (text: SafeText) => void): Promise<() => Promise<void>> {
	let known = (await operations.getHealth()).pendingConflicts;
	let timer: NodeJS.Timeout | undefined;
	const look = async (): Promise<void> => {
		timer = undefined;
		const {pendingConflicts: now} = await operations.getHealth();
		if (now > known) tell(ownText`${now - known} more ${now - known === 1 ? ownText`conflict waits` : ownText`conflicts wait`} for a person: ${now} in all.`);
		known = now;
	};
	const stop = await operations.watch(({topic}) => {
		// A database that is away is told by the next command, which needs it.
		if (topic === 'conflicts') timer ??= setTimeout(() => void look().catch(() => {}), settleAfter);
	});
	return async () => {
		clearTimeout(timer);
		await stop();
	};
}
