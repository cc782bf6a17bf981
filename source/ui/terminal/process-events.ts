/** Signals that end the console, with the exit code that a shell expects of each. */
const endingSignals = {SIGHUP: 129, SIGINT: 130, SIGTERM: 143} as const;

export type ProcessEvents = {
	readonly onSignal: (exitCode: number) => void;
	/** Something was thrown where nobody could catch it. */
	readonly onBug: (error: unknown) => void;
	/** The process ends now, whatever is under way: only synchronous work counts. */
	readonly onExit: () => void;
};

/** Listens until the returned function is called. */
export function listenToProcess({onSignal, onBug, onExit}: ProcessEvents): () => void {
	const signals = Object.entries(endingSignals).map(([name, exitCode]) => ({name, listener: () => onSignal(exitCode)}));
	for (const {name, listener} of signals) process.on(name, listener);
	process.on('uncaughtException', onBug);
	process.on('unhandledRejection', onBug);
	process.on('exit', onExit);
	return () => {
		for (const {name, listener} of signals) process.off(name, listener);
		process.off('uncaughtException', onBug);
		process.off('unhandledRejection', onBug);
		process.off('exit', onExit);
	};
}
