import {startScript, type Script} from '../../support/script.js';

/** A process that works on jobs, and the lines that it has written so far. */
export function startWorker(url: string, name: string): Script & {readonly lines: readonly string[]} {
	const script = startScript('test/integration/jobs/worker-process.ts', [url, name]);
	const lines: string[] = [];
	const collect = async (): Promise<never> => {
		for (;;) lines.push(await script.nextLine());
	};
	collect().catch(() => {}); // It ends when the process does.
	return {...script, lines};
}
