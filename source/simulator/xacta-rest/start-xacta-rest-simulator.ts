import {createServer as createHttpServer, type IncomingMessage, type ServerResponse} from 'node:http';
import {createServer as createHttpsServer} from 'node:https';
import {inspect} from 'node:util';
import pg from 'pg';
import type {Clock} from '../../core/process/clock.js';
import type {JsonObject} from '../../core/json.js';
import {createFaultDesk, type FaultRule} from '../faults/fault-desk.js';
import {closeServer, listenOnLoopback} from '../http/listen-on-loopback.js';
import type {Organization} from '../organization.js';
import {Draw} from '../random.js';
import {createDoor} from './http/door.js';
import {createRequestLedger, type RequestReport} from './http/request-ledger.js';
import type {Instance} from './instance.js';
import {createReviewers, type Reviewers} from './reviewers.js';
import {createAdmin} from './routes/admin-routes.js';
import {controlRoutes} from './routes/control-routes.js';
import {testResultRoutes} from './routes/test-result-routes.js';
import {milestoneRoutes} from './routes/milestone-routes.js';
import {poamRoutes} from './routes/poam-routes.js';
import {systemRoutes} from './routes/system-routes.js';
import {defaultInstance, type InstanceSettings} from './settings.js';
import {fillDetails} from './state/fill-details.js';
import {createDateCodec} from './unix-date.js';

export type XactaRestOptions = {
	/** The one whose tables `databaseUrl` holds. */
	readonly organization: Organization;
	/** The database of a simulated Xacta, with a login that owns it. */
	readonly databaseUrl: string;
	readonly clock: Clock;
	/** 0, the default, takes a free one. */
	readonly port?: number;
	readonly settings?: Partial<InstanceSettings>;
	/** PEM texts. With them the connection is encrypted, and a client shows a certificate that `ca` signed. */
	readonly tls?: {readonly key: string; readonly certificate: string; readonly ca: string};
	/** Told of errors in the simulator itself; by default they are written to stderr. */
	readonly onBug?: (error: unknown) => void;
};

/** A change of a table that took effect through the API. `before` and `after` are whole rows. */
export type RestEffect = {readonly id: number; readonly table: string; readonly action: 'insert' | 'update' | 'delete'; readonly before: JsonObject | null; readonly after: JsonObject | null};

export type XactaRestSimulator = {
	/** "http://127.0.0.1:41207"; the API is below /api. */
	readonly url: string;
	readonly apiKey: string;
	readonly reviewers: Reviewers;
	/** What was asked. */
	readonly report: () => RequestReport;
	/** What took effect through the API since the tables were filled, oldest first; what others did is not among it. */
	readonly effects: () => Promise<readonly RestEffect[]>;
	/** The id that the API gives a POA&M of the tables: "1001:17". */
	readonly idOf: (poamId: string) => Promise<string>;
	/** Replaces all rules. */
	readonly setFaults: (rules: readonly FaultRule[]) => void;
	/** Closes the port and every connection; the data stays. */
	readonly close: () => Promise<void>;
};

/** How the simulator's changes are signed in the journal that all share. */
const applicationName = 'xacta-rest-simulator';

/** Serves the tables of a simulated Xacta through an API in the shape of eMASS: the same rows, seen through SQL and HTTP at once. Throws PORT_IN_USE. */
export async function startXactaRestSimulator(options: XactaRestOptions): Promise<XactaRestSimulator> {
	const {organization, clock, tls} = options;
	const pool = createPool(options.databaseUrl, applicationName, 8);
	const reviewersPool = createPool(options.databaseUrl, 'xacta-simulator', 1);
	const closePools = () => Promise.all([pool.end(), reviewersPool.end()]);
	try {
		const apiKey = await fillDetails(pool, organization, new Draw(organization.seed, 'emass key', 0).hex(32));
		const settings = {...defaultInstance, ...options.settings};
		const instance: Instance = {pool, settings, clock, codec: createDateCodec(settings.dateOffsetHours)};
		const ledger = createRequestLedger();
		const faults = createFaultDesk(organization.seed);
		const door = createDoor({
			instance, ledger, faults,
			apiKey: () => apiKey,
			routes: [...systemRoutes(instance), ...controlRoutes(instance), ...poamRoutes(instance), ...milestoneRoutes(instance), ...testResultRoutes(instance)],
			serveAdmin: createAdmin({faults, report: ledger.report}),
			onBug: options.onBug ?? (error => { process.stderr.write(`${inspect(error)}\n`); }),
		});
		const listener = (request: IncomingMessage, response: ServerResponse) => void door(request, response);
		const server = tls === undefined ? createHttpServer(listener)
			: createHttpsServer({key: tls.key, cert: tls.certificate, ca: tls.ca, requestCert: true, rejectUnauthorized: false}, listener);
		const port = await listenOnLoopback(server, options.port ?? 0, 'the simulated Xacta');
		return {
			url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
			apiKey,
			reviewers: createReviewers(reviewersPool, organization, organization.seed),
			report: ledger.report,
			effects: () => readEffects(pool),
			idOf: poamId => findId(pool, poamId),
			setFaults: faults.set,
			close: async () => {
				await closeServer(server);
				await closePools();
			},
		};
	} catch (error) {
		await closePools();
		throw error;
	}
}

function createPool(connectionString: string, application: string, max: number): pg.Pool {
	const pool = new pg.Pool({connectionString, application_name: application, options: '-c TimeZone=UTC', max});
	pool.on('error', () => undefined); // The next statement says so, if it cannot connect again.
	return pool;
}

async function readEffects(pool: pg.Pool): Promise<readonly RestEffect[]> {
	const {rows} = await pool.query<RestEffect>(`
		select id::int, table_name as "table", action, before, after from simulator.journal where application = $1 order by id`, [applicationName]);
	return rows;
}

async function findId(pool: pg.Pool, poamId: string): Promise<string> {
	const {rows: [found]} = await pool.query<{id: string}>(`
		select s.number || ':' || d.number as id from poams p join emass.poam_details d using (poam_id) join emass.system_details s using (system_id) where p.poam_id = $1`, [poamId]);
	return found?.id ?? '';
}
