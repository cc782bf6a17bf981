import {setFlagsFromString} from 'node:v8';
import {toSafeText} from '../core/text/safe-text.js';
import type {Command} from './command.js';
import {readCount, readText} from './input/read-flags.js';
import {readMoment, readPort, simulateFlags} from './input/simulate-flags.js';

const roles: Readonly<Record<string, number>> = {basic: 16, 'scan-operator': 24, standard: 32, 'scan-manager': 40, administrator: 64};

/** Runs a Tenable of our own on loopback until it is interrupted. It prints one line of JSON that says how to reach it. */
export const simulateTenable: Command = {
	name: 'simulate tenable',
	usage: '',
	summary: 'Run a simulated Tenable on loopback; prints one line of JSON with its address, keys and login.',
	flags: {
		...simulateFlags,
		systems: {type: 'number', default: 5, placeholder: 'N', help: 'Systems of the organization.'},
		assets: {type: 'number', default: 150, placeholder: 'N', help: 'Assets of the organization.'},
		findings: {type: 'number', default: 3000, placeholder: 'M', help: 'Findings on all assets together.'},
		role: {type: 'string', default: 'administrator', choices: Object.keys(roles), help: 'What the user of the keys may do.'},
		findingText: {type: 'string', default: 'full', choices: ['full', 'short'], help: 'Full findings take 2.4 to 5 kB, short ones some 1.2 kB.'},
		exportPolls: {type: 'number', default: 1, placeholder: 'N', help: 'Status answers that an export is still in work; 0 has it ready at once.'},
		requestsPerMinute: {type: 'number', placeholder: 'N', help: 'Answer 429 to more; without it there is no limit.'},
		journal: {type: 'string', placeholder: 'FILE', help: 'Keep changes in this file, so that the next start goes on there.'},
	},
	examples: ['parley simulate tenable --assets 1000 --findings 50000 --seed 7', 'parley simulate tenable --port 8080 --now 2026-02-10 --journal tenable.jsonl'],
	async run({flags, output, signal}) {
		// Left alone, V8 lets the young objects of a large export take a hundred megabytes before it looks which are garbage.
		setFlagsFromString('--semi-space-growth-factor=1');
		// Loaded here, so that no other command pays for it.
		const {createOrganization} = await import('../simulator/organization.js');
		const {startTenableSimulator} = await import('../simulator/tenable/start-tenable-simulator.js');
		const {defaultSettings} = await import('../simulator/tenable/settings.js');
		const counts = {systems: readCount(flags, 'systems', 1) ?? 5, assets: readCount(flags, 'assets', 1) ?? 150, findings: readCount(flags, 'findings', 0) ?? 3000};
		const seed = readCount(flags, 'seed', 0) ?? 42;
		const now = readMoment(flags);
		const journal = readText(flags, 'journal');
		const simulator = await startTenableSimulator({
			organization: createOrganization({seed, now, ...counts}),
			port: readPort(flags),
			settings: {
				permissions: roles[String(flags['role'])] ?? 64,
				findingText: flags['findingText'] === 'short' ? 'short' : 'full',
				requestsPerMinute: readCount(flags, 'requestsPerMinute', 1),
				pace: {...defaultSettings.pace, processingPolls: readCount(flags, 'exportPolls', 0) ?? 1},
			},
			...(journal === undefined ? {} : {journal}),
		});
		try {
			const {url, accessKey, secretKey, login} = simulator;
			// One line, also with --json: a script reads it while we run on.
			output.line(toSafeText(JSON.stringify({url, accessKey, secretKey, ...login, seed, now: now.toISOString(), ...counts})));
			await aborted(signal);
		} finally {
			await simulator.close();
		}
	},
};

async function aborted(signal: AbortSignal): Promise<void> {
	if (signal.aborted) return;
	await new Promise<void>(resolve => { signal.addEventListener('abort', () => { resolve(); }, {once: true}); });
}
