import pg from 'pg';
import type {FaultRule} from '../../../source/simulator/faults/fault-desk.js';
import type {Fault} from '../../../source/simulator/faults/fault.js';
import {Draw} from '../../../source/simulator/random.js';

/** Everything that may happen to a request; some of it after the request did what it asked for. */
const faults: readonly Fault[] = [
	{kind: 'reset', when: 'before'}, {kind: 'reset', when: 'after'}, {kind: 'reset', when: 'mid-body'},
	{kind: 'status', status: 500}, {kind: 'status', status: 500, effect: 'after'}, {kind: 'status', status: 503}, {kind: 'status', status: 504, effect: 'after'},
	{kind: 'status', status: 429, retryAfter: '0'}, {kind: 'truncate', how: 'content-length'}, {kind: 'truncate', how: 'valid-length'},
	{kind: 'invalid-json'}, {kind: 'wrong-type'}, {kind: 'empty'}, {kind: 'delay', ms: 40},
];

/** What may become of an export that started well. */
const exportFaults: readonly Fault[] = [
	{kind: 'export-error', afterChunks: 0}, {kind: 'export-cancelled', afterChunks: 0}, {kind: 'chunks-failed', count: 1}, {kind: 'chunks-missing', count: 1}, {kind: 'expires-at-once'},
];

/** Rules under which about `rate` of all requests to Tenable, and of all exports, go wrong, each kind as often as the others. */
export const tenableFaults = (rate: number): readonly FaultRule[] => [
	...faults.map(fault => ({rate: rate / faults.length, fault})),
	...['/assets/export', '/vulns/export'].flatMap(path => exportFaults.map(fault => ({match: {method: 'POST', path}, rate: rate / exportFaults.length, fault}))),
];

export type Killer = AsyncDisposable & {
	/** Sessions that were ended while they worked. */
	readonly killed: () => number;
	readonly stop: () => Promise<void>;
};

/** Ends sessions of Parley in the simulated Xacta now and then, as a failing server does. */
export async function startKiller({url, database, chance, seed}: {readonly url: string; readonly database: string; readonly chance: number; readonly seed: number}): Promise<Killer> {
	const client = new pg.Client({connectionString: url, application_name: 'soak killer'});
	await client.connect();
	const draw = new Draw(seed, 'soak killer', 0);
	let killed = 0;
	let isStopped = false;
	const work = (async () => {
		while (!isStopped) {
			await new Promise(resolve => setTimeout(resolve, draw.integer(2, 12)));
			if (!draw.chance(chance)) continue;
			const {rowCount} = await client.query(`select pg_terminate_backend(pid) from pg_stat_activity
				where datname = $1 and application_name like 'parley%' order by pid limit 1`, [database]);
			killed += rowCount ?? 0;
		}
	})();
	const stop = async () => {
		if (isStopped) return;
		isStopped = true;
		await work;
		await client.end();
	};
	return {killed: () => killed, stop, [Symbol.asyncDispose]: stop};
}
