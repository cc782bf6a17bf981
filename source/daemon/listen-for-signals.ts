export type DaemonSignals = {
	/** The first SIGTERM, SIGINT or SIGHUP: finish what is begun. */
	readonly stop: AbortSignal;
	/** The second, but for SIGHUP, which a lost connection sends twice: do not wait for it. */
	readonly abort: AbortSignal;
	readonly release: () => void;
};

const names = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * Turns what a supervisor, a person at a terminal or a lost connection sends into a stop, and a second one into an abort.
 * `earlier` tells of one that came before somebody listened here.
 */
export function listenForSignals(target: Pick<NodeJS.Process, 'on' | 'off'>, earlier: AbortSignal): DaemonSignals {
	const [stop, abort] = [new AbortController(), new AbortController()];
	if (earlier.aborted) stop.abort();
	const handle = (name: string): void => {
		if (!stop.signal.aborted) stop.abort();
		else if (name !== 'SIGHUP') abort.abort();
	};
	for (const name of names) target.on(name, handle);
	return {
		stop: stop.signal,
		abort: abort.signal,
		release: () => {
			for (const name of names) target.off(name, handle);
		},
	};
}
