/** How long to wait for the stop: where job control is off, it never comes, and the console goes on. */
const graceMs = 500;

/**
 * Stops this process and all of its job, as Ctrl-Z does, and resolves when the shell lets it go on. The whole group is
 * stopped because the shell waits for its first process, which may be npm.
 */
export function stopProcess(): Promise<void> {
	return new Promise(resolve => {
		const goOn = (): void => {
			clearTimeout(timer);
			process.off('SIGCONT', goOn);
			// Only who is in front is told of a new size: whoever was stopped has to look.
			process.kill(process.pid, 'SIGWINCH');
			resolve();
		};
		// The timer also keeps the process alive: without it, nothing would be left to wait for after "fg".
		const timer = setTimeout(goOn, graceMs);
		process.on('SIGCONT', goOn);
		process.kill(0, 'SIGTSTP');
	});
}
