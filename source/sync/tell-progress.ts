import type {CallWait} from '../core/connector.js';
import type {Operation} from '../core/operation.js';
import type {Clock} from '../core/process/clock.js';
import type {RunProgress} from './pair-run.js';

/** Shorter waits are the pace of a rate limit, and no news. */
const worthTellingMs = 5000;

export type ProgressTeller = {
	readonly progressed: (progress: RunProgress) => void;
	/** Undefined: what it waited for is over. */
	readonly waits: (wait: CallWait | undefined) => void;
};

/** Tells how a run comes along: what is done, and what it waits for meanwhile. `begun` is the operation before its first page. */
export function createProgressTeller(begun: Operation, clock: Pick<Clock, 'now'>, tell: (operation: Operation) => void): ProgressTeller {
	let latest = begun;
	let waiting: CallWait | undefined;
	const say = () => tell({...latest, ...(waiting === undefined ? {} : {waiting})});
	return {
		progressed: progress => {
			latest = {...begun, ...progress, progress: progress.progress};
			say();
		},
		waits: wait => {
			if (wait === undefined ? waiting === undefined : wait.until.getTime() - clock.now().getTime() < worthTellingMs) return;
			waiting = wait;
			say();
		},
	};
}
