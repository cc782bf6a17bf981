import {env} from 'node:process';
import {expect, test} from 'vitest';
import {createConnect} from '../../../source/composition/create-connect.js';
import type {EntityType} from '../../../source/core/entity.js';
import {silentLogger} from '../../../source/core/process/logger.js';
import type {Operation} from '../../../source/core/operation.js';
import {systemClock} from '../../../source/core/process/system-clock.js';
import {Draw} from '../../../source/simulator/random.js';
import {seed} from '../../support/seed.js';
import {connectTenable} from '../../support/synced-tenable.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';
import {startKiller, tenableFaults} from './soak-faults.js';
import {keepJournal} from './soak-journal.js';
import {examinePair, examineRules, findTenableRepeats, findXactaRepeats} from './soak-judge.js';
import {findLostWords} from './soak-lost.js';
import {createPeople} from './soak-people.js';

/** PARLEY_SOAK_MINUTES says how long, PARLEY_TEST_SEED which people and faults: another one each time for a night. */
const soakMs = Number(env['PARLEY_SOAK_MINUTES'] ?? 0.4) * 60_000;
const faultRate = 0.05;
const quietRounds = 12;

const pairs: readonly (readonly [string, EntityType])[] = [
	['Tenable.io', 'asset'], ['Tenable.io', 'vulnerability'], ['Xacta 360', 'system'], ['Xacta 360', 'control'], ['Xacta 360', 'poam'],
];
const pushed = pairs.filter(([, entityType]) => entityType !== 'system');

test(`both sides agree after people edited through a storm of faults (seed ${seed})`, {timeout: soakMs * 2 + 240_000}, async () => {
	await using world = await createSyncedWorld({systems: 3, poams: 40, assets: 40, findings: 200, seed: 7});
	await using tenable = await connectTenable(world);
	await world.otherProgram(`update external_systems set rate_limit_config = '{"requests_per_minute": 600000, "burst_capacity": 10000}', retry_config = '{"max_attempts": 3, "base_delay_ms": 20, "max_delay_ms": 200}'`);
	for (const [systemName, entityType] of pairs) await run(world, systemName, entityType, 'full');
	await keepJournal(world);
	for (const [systemName, entityType] of pushed) await world.operations.setPushEnabled({systemName, entityType, enabled: true});
	const people = createPeople(world, tenable, seed, {asset: await idsOf(world, 'asset'), vulnerability: await idsOf(world, 'vulnerability'), poam: await idsOf(world, 'poam'), control: await idsOf(world, 'control')});
	const draw = new Draw(seed, 'soak rounds', 0);
	const database = new URL(world.xacta.connectionString).pathname.slice(1);

	tenable.simulator.setFaults(tenableFaults(faultRate));
	await using killer = await startKiller({url: world.url, database, chance: faultRate, seed});
	let [runs, failures] = [0, 0];
	for (const endsAt = Date.now() + soakMs; Date.now() < endsAt; ) {
		const [systemName, entityType] = draw.pick(pairs);
		const scope = draw.chance(0.15) ? 'full' : 'changes';
		const disturb = () => {
			if (draw.chance(0.3)) people.editTenable();
			if (draw.chance(0.5)) people.editElsewhere();
		};
		for (let edits = draw.integer(0, 4); edits > 0; edits--) disturb();
		runs += 1;
		failures += await run(world, systemName, entityType, scope, disturb) ? 0 : 1;
		await people.idle();
		if (draw.chance(0.3)) await people.settleSome();
		// Its probes would wait half a minute each time; that a circuit opens and closes is shown elsewhere.
		await world.otherProgram('delete from integration_health');
	}

	await killer.stop();
	await people.idle();
	const faults = tenable.simulator.report().faults.reduce((sum, {fired}) => sum + fired, 0);
	tenable.simulator.setFaults([]);
	await becomeQuiet(world);

	const calls = Number((await world.otherProgram<{count: string}>(`select count(*) from api_call_logs l join external_systems s on s.id = l.external_system_id where s.system_name = 'Xacta 360'`))[0]?.count);
	const conflicts = (await world.otherProgram<{status: string; count: number}>('select resolution_status as status, count(*)::int from sync_conflicts group by 1 order by 1'));
	console.log(`soak: seed ${seed}, ${runs} runs (${failures} not whole), ${JSON.stringify(people.counts)}, Tenable ${faults} faults in ${tenable.simulator.report().requests} requests, Xacta ${killer.killed()} sessions ended in ${calls} calls, conflicts ${JSON.stringify(conflicts)}`);

	const connect = createConnect({database: world.database, clock: systemClock, logger: silentLogger, version: 'test', learnSecret: () => {}});
	const ours = new Map<string, never>();
	for (const [systemName, entityType] of pairs) {
		const system = await world.database.stores.systems.findByName(systemName);
		if (system === undefined) throw new Error(`${systemName} is gone.`);
		const connector = await connect(system, undefined);
		const examined = await examinePair(world, connector, systemName, entityType);
		await connector.close();
		expect(examined.compared, `${entityType} records were compared`).toBeGreaterThan(0);
		expect(examined.differing, `${systemName} ${entityType} differs, seed ${seed}`).toEqual([]);
		for (const [key, value] of examined.ours) ours.set(key, value as never);
	}

	expect(await examineRules(world, tenable.simulator), `rules, seed ${seed}`).toEqual([]);
	expect(findTenableRepeats(tenable.simulator), `done twice in Tenable, seed ${seed}`).toEqual([]);
	expect(await findXactaRepeats(world), `done twice in Xacta, seed ${seed}`).toEqual([]);
	expect(await findLostWords(world, tenable.simulator, people.words, ours), `lost, seed ${seed}`).toEqual([]);
	expect((await world.operations.verify({isDeep: true})).checks.filter(({broken}) => broken > 0), `invariants, seed ${seed}`).toEqual([]);
	expect(faults + killer.killed(), 'something went wrong on the way').toBeGreaterThan(0);
});

const idsOf = async (world: SyncedWorld, entityType: EntityType): Promise<readonly string[]> =>
	(await world.otherProgram<{external_id: string}>('select external_id from sync_links where entity_type = $1 order by external_id', [entityType])).map(row => row.external_id);

/** Whether the run was whole. Failures are what the soak is about; bugs are not. */
async function run(world: SyncedWorld, systemName: string, entityType: EntityType, scope: 'changes' | 'full', onProgress: (operation: Operation) => void = () => undefined): Promise<boolean> {
	const {runs, failure} = await world.operations.runSync({systemName, entityType, scope}, {onProgress});
	if (failure !== undefined && !(failure instanceof Error && 'code' in failure)) throw failure;
	return runs.every(({operation}) => operation.status === 'completed');
}

/** Rounds without faults and people until nothing moves, with the waits of the outbox over. */
async function becomeQuiet(world: SyncedWorld): Promise<void> {
	for (let round = 0; round < quietRounds; round++) {
		await world.otherProgram(`update sync_outbox set next_attempt_at = now() where state in ('ready', 'unknown')`);
		await world.otherProgram('delete from integration_health');
		const moved: number[] = [];
		for (const [systemName, entityType] of pairs) {
			const outcome = await world.operations.runSync({systemName, entityType, scope: 'full'});
			if (outcome.failure !== undefined) throw outcome.failure;
			moved.push(...outcome.runs.flatMap(({children}) => children.map(({counts, direction}) => counts.created + counts.updated + (direction === 'outbound' ? counts.read : 0))));
		}
		if (moved.every(count => count === 0)) return;
	}

	throw new Error(`Something still moves after ${quietRounds} quiet rounds.`);
}
