import type {Readiness} from './start-health-server.js';

export type ReadinessFacts = {
	/** Asks the database whether it takes changes. */
	readonly takesChanges: () => Promise<boolean>;
	/** When the schedules were last looked at, by `performance.now()`. */
	readonly lastTickAt: number | undefined;
	readonly isDraining: boolean;
};

const answerWithinMs = 2000;
const longestSilenceMs = 60_000;

const toAnswer = (takes: boolean): 'works' | 'read-only' => (takes ? 'works' : 'read-only');

const told = {
	'lost': 'The database cannot be reached.',
	'read-only': 'The database takes no changes: it is a standby, or was set to read-only.',
	'silent': `The database did not answer within ${answerWithinMs} ms.`,
} as const;

/** Whether work that falls due now would be done by this process. */
export async function findReadiness({takesChanges, lastTickAt, isDraining}: ReadinessFacts): Promise<Readiness> {
	const reasons: string[] = [];
	if (isDraining) reasons.push('The daemon is stopping.');
	if (lastTickAt === undefined || performance.now() - lastTickAt > longestSilenceMs) reasons.push('The schedules were not looked at for a minute.');
	const database = await Promise.race([takesChanges().then(toAnswer, () => 'lost' as const), silence(answerWithinMs)]);
	if (database !== 'works') reasons.push(told[database]);
	return {isReady: reasons.length === 0, reasons};
}

const silence = (ms: number): Promise<'silent'> => new Promise(resolve => {
	setTimeout(() => resolve('silent'), ms).unref();
});
