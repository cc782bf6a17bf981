import type {Operations} from '../../source/operations/operations.js';
import {median} from './median.js';
import {openOperations} from './open-operations.js';
import type {Report} from './report.js';
import {say} from './say.js';
import type {Server} from './server.js';

const rounds = 25;

/** Health with few calls on record, and with a hundred times as many. */
export async function measureHealth(server: Server, report: Report, {few, many, dataHome}: {readonly few: number; readonly many: number; readonly dataHome: string}): Promise<void> {
	const database = 'calls';
	const url = await server.clone(database, 'parley');
	await putCalls(server, database, few);
	const fewMs = await timeHealth(url, dataHome);
	await putCalls(server, database, many - few);
	const manyMs = await timeHealth(url, dataHome);
	await server.drop(database);
	report.compare(`Health at ${many.toLocaleString('en-US')} API calls ÷ at ${few.toLocaleString('en-US')}`, 'ms', {value: manyMs, against: fewMs, bar: '≤ 1.5'});
}

async function timeHealth(url: string, dataHome: string): Promise<number> {
	const {operations, close} = await openOperations({url, dataHome});
	try {
		await ask(operations);
		const times: number[] = [];
		for (let round = 0; round < rounds; round++) times.push(await ask(operations));
		return median(times);
	} finally {
		await close();
	}
}

async function ask(operations: Operations): Promise<number> {
	const startedMs = performance.now();
	await operations.getHealth();
	return performance.now() - startedMs;
}

/** Calls of both systems, spread over the last twenty days. */
async function putCalls(server: Server, database: string, count: number): Promise<void> {
	const step = 1_000_000;
	say(`${count.toLocaleString('en-US')} API calls are written.`);
	for (let from = 0; from < count; from += step) {
		await server.query(database, `
			insert into api_call_logs (external_system_id, endpoint, method, response_status, response_time_ms, called_at)
			select s.id, '/vulns/export/status', 'GET', case when n % 200 = 0 then 500 else 200 end, 20 + n % 100, now() at time zone 'UTC' - n % 1728000 * interval '1 second'
			from generate_series(1, $1::integer) n join external_systems s on s.system_type = case when n % 2 = 0 then 'tenable' else 'xacta' end`, [Math.min(step, count - from)]);
	}
	await server.query(database, 'vacuum analyze api_call_logs');
	await server.settle();
}
