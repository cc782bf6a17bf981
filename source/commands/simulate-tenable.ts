import {AppError} from '../errors/app-error.js';
import type {Command, FlagValues} from './command.js';

const roles: Readonly<Record<string, number>> = {basic: 16, 'scan-operator': 24, standard: 32, 'scan-manager': 40, administrator: 64};

/** Runs a Tenable of our own on loopback until it is interrupted. It prints one line of JSON that says how to reach it. */
export const simulateTenable: Command = {
	name: 'simulate tenable',
	usage: '',
	summary: 'Run a simulated Tenable on loopback; prints one line of JSON with its address and keys',
	flags: {
		'port': {type: 'number', help: 'port on 127.0.0.1; 0 takes a free one', default: 0, placeholder: 'PORT'},
		'systems': {type: 'number', help: 'systems of the organization', default: 5, placeholder: 'N'},
		'assets': {type: 'number', help: 'assets of the organization', default: 150, placeholder: 'N'},
		'findings': {type: 'number', help: 'findings on all assets together', default: 3000, placeholder: 'M'},
		'seed': {type: 'number', help: 'the same seed gives the same organization', default: 42, placeholder: 'S'},
		'now': {type: 'string', help: 'the moment around which its dates lie; today at 00:00 UTC by default', placeholder: 'TIME'},
		'role': {type: 'string', help: 'what the user of the keys may do', default: 'administrator', choices: Object.keys(roles)},
		'finding-text': {type: 'string', help: 'full findings take 2.4 to 5 kB, short ones 1.2 kB', default: 'full', choices: ['full', 'short']},
		'requests-per-minute': {type: 'number', help: 'answer 429 to more; no limit by default', placeholder: 'N'},
		'journal': {type: 'string', help: 'file that keeps changes, so that the next start goes on there', placeholder: 'FILE'},
	},
	examples: ['simulate tenable --assets 1000 --findings 50000 --seed 7', 'simulate tenable --port 8080 --journal tenable.jsonl'],
	async run({flags, output, signal}) {
		// Loaded here, so that no other command pays for it.
		const {createOrganization} = await import('../simulator/organization.js');
		const {startTenableSimulator} = await import('../simulator/tenable/start-tenable-simulator.js');
		const counts = {systems: count(flags, 'systems', 1), assets: count(flags, 'assets', 1), findings: count(flags, 'findings', 0)};
		const seed = count(flags, 'seed', 0);
		const now = moment(flags);
		const perMinute = flags['requests-per-minute'] === undefined ? undefined : count(flags, 'requests-per-minute', 1);
		const journal = flags['journal'];
		const simulator = await startTenableSimulator({
			organization: createOrganization({seed, now, ...counts}),
			port: count(flags, 'port', 0),
			settings: {
				permissions: roles[String(flags['role'])] ?? 64,
				findingText: flags['finding-text'] === 'short' ? 'short' : 'full',
				requestsPerMinute: perMinute,
			},
			...(typeof journal === 'string' ? {journal} : {}),
		});
		try {
			const {url, accessKey, secretKey} = simulator;
			output.json({url, accessKey, secretKey, seed, now: now.toISOString(), ...counts});
			await aborted(signal);
		} finally {
			await simulator.close();
		}
	},
};

function count(flags: FlagValues, name: string, least: number): number {
	const value = flags[name];
	if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
	throw new AppError({
		code: 'USAGE',
		message: `--${name} takes a whole number from ${least}, not "${String(value)}".`,
		nextStep: 'See "parley simulate tenable --help".',
	});
}

/** Today's start by default, so that a second simulator of the same day is the same. */
function moment(flags: FlagValues): Date {
	const text = flags['now'];
	if (text === undefined) return new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000);
	const at = new Date(String(text));
	if (!Number.isNaN(at.getTime())) return at;
	throw new AppError({
		code: 'USAGE',
		message: `--now takes a time such as 2026-02-10T09:00:00Z, not "${String(text)}".`,
		nextStep: 'See "parley simulate tenable --help".',
	});
}

async function aborted(signal: AbortSignal): Promise<void> {
	if (signal.aborted) return;
	await new Promise<void>(resolve => { signal.addEventListener('abort', () => { resolve(); }, {once: true}); });
}
