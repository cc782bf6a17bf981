import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {bundled} from './bundle.js';
import {readCpuMs, readPeakMegabytes} from './process-figures.js';
import {say} from './say.js';

export type Size = {readonly assets: number; readonly findings: number};

/** `parley simulate tenable` in a process of its own, without faults, limits and waits for its exports. */
export type Simulator = AsyncDisposable & Size & {
	readonly url: string;
	readonly accessKey: string;
	readonly secretKey: string;
	/** Processor time so far, in ms. */
	readonly cpuMs: () => Promise<number>;
	/** The most memory that it has had in use at once, in MB. */
	readonly peakMegabytes: () => Promise<number>;
	readonly call: (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<Response>;
};

export async function startSimulator({assets, findings}: Size): Promise<Simulator> {
	say(`A simulated Tenable of ${findings.toLocaleString('en-US')} findings starts.`);
	const child = spawn(process.execPath, [
		bundled('parley'), 'simulate', 'tenable', '--assets', String(assets), '--findings', String(findings), '--finding-text', 'short', '--export-polls', '0',
	], {stdio: ['ignore', 'pipe', 'inherit'], env: {PATH: process.env['PATH'], HOME: process.env['HOME']}});
	const ended = once(child, 'exit');
	const first = await Promise.race([once(createInterface(child.stdout), 'line'), ended]);
	if (typeof first[0] !== 'string') throw new Error('The simulator ended before it said where it is.');
	const {url, accessKey, secretKey} = JSON.parse(first[0]) as {url: string; accessKey: string; secretKey: string};
	return {
		url, accessKey, secretKey, assets, findings,
		cpuMs: () => readCpuMs(child.pid ?? 0),
		peakMegabytes: () => readPeakMegabytes(child.pid ?? 0),
		call: async (method, path, body) => {
			const response = await fetch(`${url}${path}`, {
				method, headers: {'x-apikeys': `accessKey=${accessKey}; secretKey=${secretKey};`, 'content-type': 'application/json'},
				...(body === undefined ? {} : {body: JSON.stringify(body)}),
			});
			if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${await response.text()}`);
			return response;
		},
		[Symbol.asyncDispose]: async () => {
			child.kill('SIGTERM');
			await ended;
		},
	};
}
