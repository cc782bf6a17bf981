import type {PlanFigures} from '../workers/plan.js';
import type {SyncFigures} from '../workers/sync.js';
import {changeFindings} from './change-findings.js';
import {loaded, toRate, type Bench} from './measure-first-load.js';
import {median} from './median.js';
import {runWorker} from './run-worker.js';
import {say} from './say.js';

const rounds = 3;
/** One finding in so many changes. */
const every = 100;

/** Runs over everything again: when nothing changed, and when 1 % did, planned first. `first` is the load that came before. */
export async function measureNextSyncs({server, simulator, report, dataHome}: Bench, first: readonly SyncFigures[]): Promise<readonly SyncFigures[]> {
	const place = {url: server.urlOf(loaded), dataHome};
	// What PostgreSQL does by itself within a minute of such a load: nothing of it is left for the runs that are measured.
	await server.query(loaded, 'vacuum analyze');
	const unchanged: SyncFigures[] = [];
	const walMegabytes: number[] = [];
	const plans: PlanFigures[] = [];
	const changed: SyncFigures[] = [];
	// All before the first change: who reads rows that changed also tidies up behind the change, and PostgreSQL writes that down.
	for (let turn = 0; turn < rounds; turn += 1) {
		say(`Nothing changed, round ${turn + 1} of ${rounds}.`);
		await server.settle();
		const from = await readWalPosition();
		unchanged.push(await runWorker<SyncFigures>('sync', place));
		walMegabytes.push(((await readWalPosition()) - from) / 1e6);
	}
	for (let turn = 0; turn < rounds; turn += 1) {
		say(`1 % changed, round ${turn + 1} of ${rounds}: plan, then sync.`);
		const count = await changeFindings(server, simulator, loaded, {every, turn});
		// The simulator writes what has changed for whoever comes first, and keeps it for the next: neither is to wait for that.
		await runWorker<PlanFigures>('plan', place);
		await server.settle();
		const plan = await runWorker<PlanFigures>('plan', place);
		await server.settle();
		const sync = await runWorker<SyncFigures>('sync', place);
		if (plan.touched !== count || sync.counts.updated !== count) throw new Error(`${count} findings changed; the plan saw ${plan.touched} and the sync ${sync.counts.updated}.`);
		plans.push(plan);
		changed.push(sync);
	}
	if (unchanged.some(({counts}) => counts.unchanged !== counts.read)) throw new Error('A run that should find nothing changed found something.');
	const unchangedMs = median(unchanged.map(({ms}) => ms));
	const changedMs = median(changed.map(({ms}) => ms));
	report.compare('unchanged re-sync ÷ first load', 'rows/s', {value: median(unchanged.map(toRate)), against: median(first.map(toRate)), bar: '≥ 3'});
	report.limit('unchanged re-sync, WAL written', 'MB', {value: median(walMegabytes), bar: '< 1'});
	report.compare('1 % changed ÷ unchanged re-sync', 'ms', {value: changedMs, against: unchangedMs, bar: '≤ 1.3'});
	report.compare('plan with 1 % changed ÷ the sync of it', 'ms', {value: median(plans.map(({ms}) => ms)), against: changedMs, bar: '≤ 1'});
	report.tell('unchanged re-sync, processor time of the syncing process', 'ms', median(unchanged.map(({cpuMs}) => cpuMs)));
	return [...unchanged, ...changed];

	async function readWalPosition(): Promise<number> {
		const [row] = await server.query<{position: string}>(loaded, `select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as position`);
		return Number(row?.position);
	}
}
