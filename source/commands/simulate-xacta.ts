import type {Clock} from '../core/clock.js';
import {toSafeText} from '../core/safe-text.js';
import {systemClock} from '../core/system-clock.js';
import {AppError} from '../errors/app-error.js';
import type {XactaPeople} from '../simulator/xacta/people.js';
import type {Command, CommandInput, CommandOutput, FlagValues} from './command.js';
import {isSet, readCount, readText} from './read-flags.js';

const database = 'parley_xacta_simulator';

/** Keeps a simulated Xacta until it is interrupted. It prints one line of JSON that says how to reach it; its data stays. */
export const simulateXacta: Command = {
	name: 'simulate xacta',
	usage: '',
	summary: 'Keep a simulated Xacta in a PostgreSQL database; prints one line of JSON with its address and login',
	flags: {
		databaseUrl: {type: 'string', placeholder: 'URL', help: 'A server and a login that may create databases and roles; without it, Parley\'s own server.'},
		database: {type: 'string', default: database, placeholder: 'NAME', help: 'The database that it makes there.'},
		systems: {type: 'number', default: 5, placeholder: 'N', help: 'Systems of the organization.'},
		assets: {type: 'number', default: 150, placeholder: 'N', help: 'Components: the assets of the organization.'},
		poams: {type: 'number', default: 60, placeholder: 'N', help: 'POA&Ms of the organization.'},
		seed: {type: 'number', default: 42, placeholder: 'S', help: 'The same seed gives the same organization and the same people.'},
		now: {type: 'string', placeholder: 'TIME', help: 'The moment around which its dates lie; without it, today at 00:00 UTC.'},
		editsPerMinute: {type: 'number', default: 0, placeholder: 'N', help: 'How often one of its people changes something.'},
		fresh: {type: 'boolean', help: 'Begin anew; what an earlier run left is lost.'},
	},
	examples: ['parley simulate xacta --edits-per-minute 6', 'parley simulate xacta --database-url postgresql://postgres@localhost/postgres --poams 3000 --seed 7'],
	async run(input) {
		const {flags, output, signal} = input;
		const seed = readCount(flags, 'seed', 0) ?? 42;
		const perMinute = readCount(flags, 'editsPerMinute', 0) ?? 0;
		const simulator = await start(input, seed);
		try {
			const {connectionString, username, password, isNew} = simulator;
			// One line, also with --json: a script reads it while we run on.
			output.line(toSafeText(JSON.stringify({connectionString, username, password, seed, isNew, rows: await simulator.ledger()})));
			await letPeopleWork(simulator.people, {perMinute, clock: systemClock, output, signal});
		} finally {
			await simulator.close();
		}
	},
};

async function start({flags, databaseTools}: CommandInput, seed: number) {
	const counts = {systems: readCount(flags, 'systems', 1) ?? 5, assets: readCount(flags, 'assets', 0) ?? 150, poams: readCount(flags, 'poams', 0) ?? 60};
	const now = readMoment(flags);
	// Loaded here, so that no other command pays for it.
	const {createOrganization} = await import('../simulator/organization.js');
	const {startXactaSimulator} = await import('../simulator/xacta/start-xacta-simulator.js');
	return startXactaSimulator({
		organization: createOrganization({seed, now, findings: 0, ...counts}),
		databaseUrl: readText(flags, 'databaseUrl') ?? await (await databaseTools()).url(),
		database: readText(flags, 'database') ?? database,
		seed,
		clock: systemClock,
		isFresh: isSet(flags, 'fresh'),
	});
}

export type WorkingHours = {readonly perMinute: number; readonly clock: Clock; readonly output: CommandOutput; readonly signal: AbortSignal};

/** One act after the other, evenly spaced, until the signal; without a rate nobody comes to work. */
export async function letPeopleWork(people: Pick<XactaPeople, 'act'>, {perMinute, clock, output, signal}: WorkingHours): Promise<void> {
	const pauseMs = perMinute === 0 ? 2 ** 31 - 1 : 60_000 / perMinute;
	while (!signal.aborted) {
		try {
			await clock.sleep(pauseMs, signal);
		} catch {
			return; // Only the signal cuts a sleep short.
		}
		if (perMinute === 0) continue;
		const act = await people.act();
		output.progress(toSafeText(act === undefined ? 'Somebody looked and changed nothing.' : `${act.by}: ${act.kind} ${act.entity} ${act.id}`));
	}
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
		nextStep: 'See "parley simulate xacta --help".',
	});
}
