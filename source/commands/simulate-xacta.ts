import type {Clock} from '../core/process/clock.js';
import {toSafeText} from '../core/text/safe-text.js';
import {systemClock} from '../core/process/system-clock.js';
import {AppError} from '../errors/app-error.js';
import type {Reviewers} from '../simulator/xacta-rest/reviewers.js';
import type {XactaRestSimulator} from '../simulator/xacta-rest/start-xacta-rest-simulator.js';
import type {XactaSimulator} from '../simulator/xacta/start-xacta-simulator.js';
import type {Command, CommandInput, CommandOutput, FlagValues} from './command.js';
import {isSet, readCount, readText} from './input/read-flags.js';
import {readMoment, readPort, simulateFlags} from './input/simulate-flags.js';

const database = 'parley_xacta_simulator';

/** Keeps a simulated Xacta until it is interrupted. It prints one line of JSON that says how to reach it; its data stays. */
export const simulateXacta: Command = {
	name: 'simulate xacta',
	usage: '',
	summary: 'Keep a simulated Xacta in a PostgreSQL database; prints one line of JSON with its address and login.',
	flags: {
		databaseUrl: {type: 'string', placeholder: 'URL', help: 'A server and a login that may create databases and roles; without it, Parley\'s own server.'},
		database: {type: 'string', default: database, placeholder: 'NAME', help: 'The database that it makes there.'},
		systems: {type: 'number', default: 5, placeholder: 'N', help: 'Systems of the organization.'},
		assets: {type: 'number', default: 150, placeholder: 'N', help: 'Components: the assets of the organization.'},
		poams: {type: 'number', default: 60, placeholder: 'N', help: 'POA&Ms of the organization.'},
		...simulateFlags,
		editsPerMinute: {type: 'number', default: 0, placeholder: 'N', help: 'How often one of its people changes something.'},
		integration: {type: 'boolean', help: 'Add the schema "xacta_int" with transactions, row versions and tombstones, in step with the tables.'},
		rest: {type: 'boolean', help: 'Serve the same tables through an API in the shape of eMASS as well.'},
		port: {...simulateFlags.port, help: 'Port of the API on 127.0.0.1; 0 takes a free one.'},
		fresh: {type: 'boolean', help: 'Begin anew; what an earlier run left is lost.'},
	},
	examples: ['parley simulate xacta --edits-per-minute 6', 'parley simulate xacta --rest --port 8090', 'parley simulate xacta --database-url postgresql://postgres@localhost/postgres --poams 3000 --seed 7'],
	async run(input) {
		const {flags, output, signal} = input;
		const seed = readCount(flags, 'seed', 0) ?? 42;
		const perMinute = readCount(flags, 'editsPerMinute', 0) ?? 0;
		const {simulator, rest, close} = await start(input, seed);
		try {
			const {connectionString, username, password, isNew} = simulator;
			const api = rest === undefined ? {} : {url: rest.url, apiKey: rest.apiKey};
			// One line, also with --json: a script reads it while we run on.
			output.line(toSafeText(JSON.stringify({connectionString, username, password, ...api, seed, isNew, rows: await simulator.ledger()})));
			await letPeopleWork(rest === undefined ? simulator.people : withReviewers(simulator.people, rest.reviewers), {perMinute, clock: systemClock, output, signal});
		} finally {
			await close();
		}
	},
};

type Started = {readonly simulator: XactaSimulator; readonly rest: XactaRestSimulator | undefined; readonly close: () => Promise<void>};

async function start({flags, databaseTools}: CommandInput, seed: number): Promise<Started> {
	const counts = {systems: readCount(flags, 'systems', 1) ?? 5, assets: readCount(flags, 'assets', 0) ?? 150, poams: readCount(flags, 'poams', 0) ?? 60};
	const now = readMoment(flags);
	const port = readPort(flags);
	// Loaded here, so that no other command pays for it.
	const {createOrganization} = await import('../simulator/organization.js');
	const {startXactaSimulator} = await import('../simulator/xacta/start-xacta-simulator.js');
	const organization = createOrganization({seed, now, findings: 0, ...counts});
	const name = readName(flags);
	const databaseUrl = await (await databaseTools()).serverForMaking(readUrl(flags));
	const simulator = await startXactaSimulator({organization, databaseUrl, database: name, seed, clock: systemClock, isFresh: isSet(flags, 'fresh'), hasIntegrationSchema: isSet(flags, 'integration')});
	if (!isSet(flags, 'rest')) return {simulator, rest: undefined, close: simulator.close};
	try {
		const {startXactaRestSimulator} = await import('../simulator/xacta-rest/start-xacta-rest-simulator.js');
		const {withDatabase} = await import('../simulator/xacta/administer.js');
		const rest = await startXactaRestSimulator({organization, databaseUrl: withDatabase(databaseUrl, name), clock: systemClock, port});
		return {
			simulator, rest,
			close: async () => {
				await rest.close();
				await simulator.close();
			},
		};
	} catch (error) {
		await simulator.close();
		throw error;
	}
}

/** It becomes the name of a login and a part of an address too. @throws USAGE */
function readName(flags: FlagValues): string {
	const name = readText(flags, 'database') ?? database;
	if (/^[a-z][a-z0-9_]{0,50}$/.test(name)) return name;
	throw new AppError({code: 'USAGE', message: `"${name}" is no name for the database of a simulated Xacta.`, nextStep: 'Give --database a name of small letters, digits and "_", 51 at most, that begins with a letter.'});
}

/** @throws USAGE, which does not repeat it: it may hold a password */
function readUrl(flags: FlagValues): string | undefined {
	const url = readText(flags, 'databaseUrl');
	if (url === undefined || /^postgres(?:ql)?:\/\//.test(url)) return url;
	throw new AppError({code: 'USAGE', message: '--database-url takes the address of a PostgreSQL, and this is none.', nextStep: 'Give it as postgresql://user:password@host:5432/database; "parley db url" prints the one of Parley\'s own server.'});
}

type Actors = {readonly act: () => Promise<{readonly by: string; readonly kind: string; readonly entity: string; readonly id: string} | undefined>};

/** Every fourth act is one of the reviewers, whom only the API knows. */
function withReviewers(people: Actors, reviewers: Pick<Reviewers, 'act'>): Actors {
	let turn = 0;
	return {act: () => (++turn % 4 === 0 ? reviewers.act() : people.act())};
}

export type WorkingHours = {readonly perMinute: number; readonly clock: Clock; readonly output: CommandOutput; readonly signal: AbortSignal};

/** One act after the other, evenly spaced, until the signal; without a rate nobody comes to work. */
async function letPeopleWork(people: Actors, {perMinute, clock, output, signal}: WorkingHours): Promise<void> {
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
