import {spawnSync} from 'node:child_process';
import process from 'node:process';
import {startConsole} from './console-program.js';
import {median} from './median.js';
import type {Report} from './report.js';

const rounds = 5;

/** From the start of the process to its first painted frame, and to live data on it. The first start of all compiles for the others. */
export async function measureStart(report: Report, place: {readonly url: string; readonly dataHome: string}): Promise<void> {
	const [frames, data, bare]: [number[], number[], number[]] = [[], [], []];
	for (let round = 0; round < rounds; round++) {
		const startedMs = performance.now();
		spawnSync(process.execPath, ['-e', '0']);
		bare.push(performance.now() - startedMs);
		await using console = startConsole({...place, columns: 120, rows: 42});
		frames.push((await console.shows('1 Health')) - console.startedMs);
		data.push((await console.shows(/conflicts wait.*\n[^]*LATEST RUNS|● live/)) - console.startedMs);
	}
	const [compilingFrame = Number.NaN, compilingData = Number.NaN] = [frames[0], data[0]];
	report.limit('process start to the first painted frame', 'ms', {value: median(frames), bar: '≤ 200'});
	report.limit('process start to live data on the screen', 'ms', {value: median(data), bar: '≤ 500'});
	report.tell('the first start after a build, to its first frame', 'ms', compilingFrame);
	report.tell('the first start after a build, to live data', 'ms', compilingData);
	report.tell('process start of Node alone, with nothing to do', 'ms', median(bare));
}
