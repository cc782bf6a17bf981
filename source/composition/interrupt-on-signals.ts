export type Interruption = {
	/** Aborted by the first of them, as an AbortError. */
	readonly signal: AbortSignal;
	/** Gives the signals back. */
	readonly release: () => void;
};

const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The first Ctrl-C, SIGTERM or lost connection asks for an end, another Ctrl-C or SIGTERM does not ask. A lost connection
 * is told twice, by the terminal and by its shell, and a logout may tell it after SIGTERM: a SIGHUP never ends in a hurry.
 */
export function interruptOnSignals(target: Pick<NodeJS.Process, 'on' | 'off'>, endNow: () => void): Interruption {
	const controller = new AbortController();
	const interrupt = (name: string): void => {
		if (!controller.signal.aborted) controller.abort(new DOMException('Interrupted', 'AbortError'));
		else if (name !== 'SIGHUP') endNow();
	};
	for (const name of names) target.on(name, interrupt);
	return {
		signal: controller.signal,
		release: () => {
			for (const name of names) target.off(name, interrupt);
		},
	};
}
