import type {LogFacts, Logger} from '../core/process/logger.js';

const pauseMs = 30_000;

/** Warns of one thing at most twice a minute: a database that is away makes every worker stumble every second. */
export function createSeldomWarning(logger: Logger): (message: string, facts: LogFacts) => void {
	const last = new Map<string, {readonly at: number; readonly untold: number}>();
	return (message, facts) => {
		const now = performance.now();
		const before = last.get(message);
		if (before !== undefined && now - before.at < pauseMs) {
			last.set(message, {at: before.at, untold: before.untold + 1});
			return;
		}
		last.set(message, {at: now, untold: 0});
		logger.warn(message, {...facts, ...(before === undefined || before.untold === 0 ? {} : {untoldSince: before.untold})});
	};
}
