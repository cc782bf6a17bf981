import process from 'node:process';

/** What is done now, a line on stderr: a suite takes minutes, and its table comes at its end. */
export function say(step: string): void {
	process.stderr.write(`${process.uptime().toFixed(0).padStart(5)} s  ${step}\n`);
}
