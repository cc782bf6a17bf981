import {onTestFinished} from 'vitest';
import {createOrganization, type OrganizationOptions} from '../../source/simulator/organization.js';
import {startTenableSimulator, type TenableSimulator, type TenableSimulatorOptions} from '../../source/simulator/tenable/start-tenable-simulator.js';
import {createManualClock, type ManualClock} from './manual-clock.js';

export const worldNow = new Date('2026-02-10T09:00:00.000Z');
export const dayMs = 86_400_000;
export const allStates = ['OPEN', 'REOPENED', 'FIXED'];

// What a server sent is whatever it sent; a test says what it expects of it.
// oxlint-disable-next-line typescript/no-explicit-any
export type Sent = any;

export type Reply = {readonly status: number; readonly headers: Headers; readonly text: string; readonly body: Sent};

export type TenableOverHttp = {
	readonly simulator: TenableSimulator;
	readonly clock: ManualClock;
	readonly keysHeader: string;
	readonly call: (method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Reply>;
	readonly get: (path: string) => Promise<Reply>;
	readonly post: (path: string, body?: unknown) => Promise<Reply>;
	/** Starts an export and polls until it has ended; gives its uuid and last status. */
	readonly finishExport: (path: string, body: unknown) => Promise<{readonly uuid: string; readonly kind: string; readonly status: Sent}>;
	/** All records of an export, chunk after chunk. */
	readonly records: (path: string, body: unknown) => Promise<Sent[]>;
	readonly assets: (filters?: object) => Promise<Sent[]>;
	readonly findings: (filters?: object) => Promise<Sent[]>;
};

type WorldOptions = Partial<Omit<OrganizationOptions, 'now'>> & Partial<Omit<TenableSimulatorOptions, 'organization' | 'clock'>>;

/** A simulated Tenable on a port of its own whose time stands still, spoken to without a connector. It ends with the test. */
export async function tenableOverHttp(options: WorldOptions = {}): Promise<TenableOverHttp> {
	const {seed = 42, systems = 5, assets = 150, findings = 3000, poams = 0, ...rest} = options;
	const clock = createManualClock(worldNow);
	const organization = createOrganization({seed, systems, assets, findings, poams, now: worldNow});
	const simulator = await startTenableSimulator({organization, clock, ...rest});
	onTestFinished(() => simulator.close());
	const keysHeader = `accessKey=${simulator.accessKey}; secretKey=${simulator.secretKey}`;
	const call: TenableOverHttp['call'] = async (method, path, body, headers = {}) => {
		const response = await fetch(`${simulator.url}${path}`, {
			method, redirect: 'manual',
			headers: {'X-ApiKeys': keysHeader, ...(body === undefined ? {} : {'content-type': 'application/json'}), ...headers},
			...(body === undefined ? {} : {body: typeof body === 'string' ? body : JSON.stringify(body)}),
		});
		const text = await response.text();
		return {status: response.status, headers: response.headers, text, body: parsed(text)};
	};
	const get = (path: string) => call('GET', path);
	const post = (path: string, body?: unknown) => call('POST', path, body);
	const finishExport: TenableOverHttp['finishExport'] = async (path, body) => {
		const started = await post(path, body);
		if (started.status !== 200) throw new Error(`The export did not start: ${started.status} ${started.text}`);
		const uuid: string = started.body.export_uuid;
		const kind = path.split('/')[1] ?? '';
		for (;;) {
			const {body: status} = await get(`/${kind}/export/${uuid}/status`);
			if (status.status !== 'QUEUED' && status.status !== 'PROCESSING') return {uuid, kind, status};
		}
	};
	const records: TenableOverHttp['records'] = async (path, body) => {
		const {uuid, kind, status} = await finishExport(path, body);
		const chunks: Sent[] = [];
		for (const id of status.chunks_available) chunks.push((await get(`/${kind}/export/${uuid}/chunks/${id}`)).body);
		return chunks.flat();
	};
	return {
		simulator, clock, keysHeader, call, get, post, finishExport, records,
		assets: filters => records('/assets/export', {chunk_size: 1000, ...(filters === undefined ? {} : {filters})}),
		findings: filters => records('/vulns/export', {num_assets: 500, filters: filters ?? {since: 0, state: allStates}}),
	};
}

function parsed(text: string): Sent {
	try {
		return JSON.parse(text);
	} catch {
		return undefined; // HTML, or nothing: the test looks at `text`.
	}
}
