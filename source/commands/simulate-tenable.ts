import {AppError} from '../errors/app-error.js';
import {toSafeText} from '../core/safe-text.js';
import type {Command, FlagValues} from './command.js';
import {readCount, readText} from './read-flags.js';

const roles: Readonly<Record<string, number>> = {basic: 16, 'scan-operator': 24, standard: 32, 'scan-manager': 40, administrator: 64};

/** Runs a Tenable of our own on loopback until it is interrupted. It prints one line of JSON that says how to reach it. */
export const simulateTenable: Command = {
	name: 'simulate tenable',
	usage: '',
	summary: 'Run a simulated Tenable on loopback; prints one line of JSON with its address, keys and login',
	flags: {
		port: {type: 'number', default: 0, placeholder: 'PORT', help: 'Port on 127.0.0.1; 0 takes a free one.'},
		systems: {type: 'number', default: 5, placeholder: 'N', help: 'Systems of the organization.'},
		assets: {type: 'number', default: 150, placeholder: 'N', help: 'Assets of the organization.'},
		findings: {type: 'number', default: 3000, placeholder: 'M', help: 'Findings on all assets together.'},
		seed: {type: 'number', default: 42, placeholder: 'S', help: 'The same seed gives the same organization.'},
		now: {type: 'string', placeholder: 'TIME', help: 'The moment around which its dates lie; without it, today at 00:00 UTC.'},
		role: {type: 'string', default: 'administrator', choices: Object.keys(roles), help: 'What the user of the keys may do.'},
		findingText: {type: 'string', default: 'full', choices: ['full', 'short'], help: 'Full findings take 2.4 to 5 kB, short ones some 1.2 kB.'},
		exportPolls: {type: 'number', default: 1, placeholder: 'N', help: 'Status answers that an export is still in work; 0 has it ready at once.'},
		requestsPerMinute: {type: 'number', placeholder: 'N', help: 'Answer 429 to more; without it there is no limit.'},
		journal: {type: 'string', placeholder: 'FILE', help: 'Keep changes in this file, so that the next start goes on there.'},
	},
	examples: ['parley simulate tenable --assets 1000 --findings 50000 --seed 7', 'parley simulate tenable --port 8080 --now 2026-02-10 --journal tenable.jsonl'],
	async run({flags, output, signal}) {
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

function readPort(flags: FlagValues): number {
	const port = readCount(flags, 'port', 0) ?? 0;
	if (port <= 65_535) return port;
	throw new AppError({code: 'USAGE', message: `--port takes a number up to 65535, not ${port}.`, nextStep: 'See "parley simulate tenable --help".'});
}

/** Today's start by default, so that a second simulator of the same day is the same. */
function readMoment(flags: FlagValues): Date {
	const text = readText(flags, 'now');
	if (text === undefined) return new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000);
	const at = new Date(text);
	if (!Number.isNaN(at.getTime())) return at;
	throw new AppError({
		code: 'USAGE',
		message: `--now takes a time such as 2026-02-10T09:00:00Z, not "${text}".`,
		nextStep: 'See "parley simulate tenable --help".',
	});
}

async function aborted(signal: AbortSignal): Promise<void> {
	if (signal.aborted) return;
	await new Promise<void>(resolve => { signal.addEventListener('abort', () => { resolve(); }, {once: true}); });
}
