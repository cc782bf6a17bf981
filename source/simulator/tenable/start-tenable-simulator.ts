import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import {inspect} from 'node:util';
import type {Clock} from '../../core/process/clock.js';
import {systemClock} from '../../core/process/system-clock.js';
import type {Organization} from '../organization.js';
import {Draw} from '../random.js';
import {applyEdit, type Edit} from './edit.js';
import {createExportDesk} from './exports/export-desk.js';
import {createFaultDesk, type FaultRule} from '../faults/fault-desk.js';
import type {KeyPair} from './http/auth.js';
import {createSessions, type Login} from './http/sessions.js';
import {createDoor} from './http/door.js';
import {closeServer, listenOnLoopback} from '../http/listen-on-loopback.js';
import {createLedger} from './ledger.js';
import {inventEdits} from './people.js';
import {accountRoutes} from './routes/account-routes.js';
import {adminRoutes, type AdminReport} from './routes/admin-routes.js';
import {assetRoutes} from './routes/asset-routes.js';
import {attributeRoutes} from './routes/attribute-routes.js';
import {exportRoutes} from './routes/export-routes.js';
import {recastRoutes} from './routes/recast-routes.js';
import {tagAssignmentRoutes} from './routes/tag-assignment-routes.js';
import {tagRoutes} from './routes/tag-routes.js';
import {defaultSettings, type TenantSettings} from './settings.js';
import {createTenant, type Tenant} from './state/tenant.js';

export type TenableSimulatorOptions = {
	readonly organization: Organization;
	/** 0, the default, takes a free one. */
	readonly port?: number;
	/** 64 hexadecimal digits each; by default they follow from the organization's seed. */
	readonly accessKey?: string;
	readonly secretKey?: string;
	readonly clock?: Clock;
	readonly settings?: Partial<TenantSettings>;
	readonly faults?: readonly FaultRule[];
	/** A file that keeps what was changed, so that the next start with the same organization goes on there. */
	readonly journal?: string;
	/** Told of errors in the simulator itself; by default they are written to stderr. */
	readonly onBug?: (error: unknown) => void;
};

export type TenableSimulator = {
	/** "http://127.0.0.1:41207" */
	readonly url: string;
	readonly port: number;
	readonly accessKey: string;
	readonly secretKey: string;
	/** Who may sign in by `POST /session`. */
	readonly login: Login;
	/** All sessions are refused from now on. */
	readonly endSessions: () => void;
	/** The state behind the doors, for tests that want to look or to change something no person can. */
	readonly tenant: Tenant;
	readonly report: () => AdminReport;
	/** What people do on this side, at once. */
	readonly edit: (...edits: readonly Edit[]) => void;
	/** The same number of invented people's edits as `POST /_simulator/edits {"people", "seed"}`; gives what they did. */
	readonly editAsPeople: (count: number, seed: number) => readonly Edit[];
	/** Replaces all rules. */
	readonly setFaults: (rules: readonly FaultRule[]) => void;
	/** The old pair is refused from now on. */
	readonly rotateKeys: () => KeyPair;
	/** Closes the port and every open connection. */
	readonly close: () => Promise<void>;
};

/** Starts a Tenable Vulnerability Management of our own on loopback. Throws PORT_IN_USE. */
export async function startTenableSimulator(options: TenableSimulatorOptions): Promise<TenableSimulator> {
	const {organization, clock = systemClock, journal} = options;
	const tenant = createTenant({organization, clock, settings: {...defaultSettings, ...options.settings}, ...(journal === undefined ? {} : {journal})});
	const ledger = createLedger();
	const faults = createFaultDesk(organization.seed);
	faults.set(options.faults ?? []);
	const report = (): AdminReport => ({...ledger.report(), effects: tenant.applied(), faults: faults.report()});
	let keys = keysOf(organization.seed, 0);
	keys = {accessKey: options.accessKey ?? keys.accessKey, secretKey: options.secretKey ?? keys.secretKey};
	let rotations = 0;
	const rotateKeys = () => {
		keys = keysOf(organization.seed, ++rotations);
		return keys;
	};
	const login: Login = {username: 'parley@corp.example', password: new Draw(organization.seed, 'password', 0).hex(24)};
	const sessions = createSessions({login, clock, lifetimeMs: tenant.settings.sessionLifetimeMs, seed: organization.seed});
	const door = createDoor({
		tenant, ledger, faults, clock, sessions,
		keys: () => keys,
		onBug: options.onBug ?? (error => { process.stderr.write(`${inspect(error)}\n`); }),
		routes: [
			...accountRoutes(tenant, sessions), ...exportRoutes(tenant, createExportDesk(tenant), ledger), ...tagAssignmentRoutes(tenant), ...tagRoutes(tenant),
			...attributeRoutes(tenant), ...assetRoutes(tenant), ...recastRoutes(tenant),
		],
		adminRoutes: adminRoutes({tenant, faults, report, rotateKeys}),
	});
	const server = createServer((request: IncomingMessage, response: ServerResponse) => void door(request, response));
	const port = await listenOnLoopback(server, options.port ?? 0, 'the Tenable simulator');
	return {
		url: `http://127.0.0.1:${port}`,
		port,
		...keys,
		login,
		endSessions: sessions.endAll,
		tenant,
		report,
		edit: (...edits) => { for (const edit of edits) applyEdit(tenant, edit); },
		editAsPeople(count, seed) {
			const edits = inventEdits(tenant, count, seed);
			for (const edit of edits) applyEdit(tenant, edit);
			return edits;
		},
		setFaults: faults.set,
		rotateKeys,
		close: () => closeServer(server),
	};
}

function keysOf(seed: number, rotation: number): KeyPair {
	const draw = new Draw(seed, 'api keys', rotation);
	return {accessKey: draw.hex(64), secretKey: draw.hex(64)};
}
