import type {Readiness} from './start-health-server.js';

export type ReadinessFacts = {
	/** Asks the database for the time. */
	readonly now: () => Promise<Date>;
	/** When the schedules were last looked at, by `performance.now()`. */
	readonly lastTickAt: number | undefined;
	readonly isDraining: boolean;
};

const answerWithinMs = 2000;
const longestSilenceMs = 60_000;

/** Whether work that falls due now would be done by this process. */
export async function findReadiness({now, lastTickAt, isDraining}: ReadinessFacts): Promise<Readiness> {
	const reasons: string[] = [];
	if (isDraining) reasons.push('The daemon is stopping.');
	if (lastTickAt === undefined || performance.now() - lastTickAt > longestSilenceMs) reasons.push('The schedules were not looked at for a minute.');
	const database = await Promise.race([now().then(() => 'answers', () => 'fails'), silence(answerWithinMs)]);
	if (database !== 'answers') reasons.push(database === 'fails' ? 'The database cannot be reached.' : `The database did not answer within ${answerWithinMs} ms.`);
	return {isReady: reasons.length === 0, reasons};
}

const silence = (ms: number): Promise<'silent'> => new Promise(resolve => {
	setTimeout(() => resolve('silent'), ms).unref();
});
