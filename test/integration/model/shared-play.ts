import * as fc from 'fast-check';
import pg from 'pg';
import type {Verdict} from '../../../source/core/conflict.js';
import type {ConflictStrategy} from '../../../source/core/policy.js';
import {xactaUrl} from '../../support/synced-world.js';
import {first, second, type TwoSites} from '../../support/two-sites.js';

const sites = [first, second] as const;
type Site = (typeof sites)[number];

/** Records and conflicts are drawn by their number among those that there are; `breakAt`: the run breaks off at its n-th failpoint. */
export type SharedStep =
	| {readonly kind: 'edit'; readonly where: Site | 'ours'; readonly record: number}
	| {readonly kind: 'run'; readonly site: Site; readonly scope: 'changes' | 'full'; readonly breakAt: number | undefined}
	| {readonly kind: 'verdict'; readonly conflict: number; readonly verdict: Verdict['kind']}
	| {readonly kind: 'undo'; readonly conflict: number};

const number = fc.nat({max: 99});
const site = fc.constantFrom(...sites);
export const step: fc.Arbitrary<SharedStep> = fc.oneof(
	{weight: 8, arbitrary: fc.record({kind: fc.constant('edit' as const), where: fc.constantFrom(first, second, 'ours' as const), record: number})},
	{weight: 8, arbitrary: fc.record({kind: fc.constant('run' as const), site, scope: fc.constantFrom('changes' as const, 'full' as const), breakAt: fc.option(fc.integer({min: 1, max: 25}), {nil: undefined, freq: 2})})},
	{weight: 3, arbitrary: fc.record({kind: fc.constant('verdict' as const), conflict: number, verdict: fc.constantFrom<Verdict['kind'][]>('keep_internal', 'keep_external', 'edit', 'ignore')})},
	{weight: 1, arbitrary: fc.record({kind: fc.constant('undo' as const), conflict: number})},
);

export type SharedPlay = {
	readonly take: (step: SharedStep) => Promise<void>;
	/** What must not be, in sentences: by the deep checks, and by what Parley has written over. */
	readonly listFaults: () => Promise<readonly string[]>;
	/** Lets runs go on until nothing moves; gives what is wrong then. */
	readonly rest: () => Promise<readonly string[]>;
};

/** Every value that our rows have held: whoever writes over it there has seen it. */
const held = `
	create table held (poam_id text, value text);
	create function note_held() returns trigger language plpgsql as $$ begin insert into held values (new.poam_id, new.poc); return null; end $$;
	insert into held select poam_id, poc from ingestion_poams;
	create trigger zzz_note_held after insert or update on ingestion_poams for each row execute function note_held();`;

/** One field of few records, of which each edit writes another value, so that no two are ever taken for one. */
export async function toSharedPlay(world: TwoSites, strategies: readonly [ConflictStrategy, ConflictStrategy]): Promise<SharedPlay> {
	const {operations, otherProgram} = world;
	await otherProgram(held);
	for (const [index, name] of sites.entries()) {
		await otherProgram(`update sync_policies p set conflict_resolution_strategy = $2 from external_systems s where s.id = p.external_system_id and s.system_name = $1 and p.entity_type = 'poam'`, [name, strategies[index]]);
	}
	const strategyOf = (name: Site): ConflictStrategy | undefined => strategies[sites.indexOf(name)];
	const simulatorOf = (name: Site) => (name === first ? world.xacta : world.other);
	const ids = (await otherProgram<{poam_id: string}>(`select poam_id from ingestion_poams where status = 'ongoing' order by 1`)).map(row => row.poam_id);
	let written = 0;
	const run = async ({site: name, scope, breakAt}: Pick<Extract<SharedStep, {kind: 'run'}>, 'site' | 'scope' | 'breakAt'>) => {
		await otherProgram(`update sync_leases set expires_at = now() - interval '1 second'; update sync_outbox set next_attempt_at = now() where state in ('ready', 'unknown')`);
		let passed = 0;
		const broken = new Error('broken off');
		const outcome = await world.bind({failpoint: () => (++passed === breakAt ? Promise.reject(broken) : Promise.resolve())})
			.runSync({systemName: name, entityType: 'poam', scope}).catch((error: unknown) => ({failure: error}));
		if (outcome.failure !== undefined && outcome.failure !== broken) throw outcome.failure;
	};
	const judge = async (work: () => Promise<unknown>) => {
		await work().catch((error: unknown) => {
			if (!(error instanceof Error && 'code' in error && ['CONFLICT_VERDICT_REFUSED', 'CONFLICT_UNDO_REFUSED', 'VALUE_INVALID'].includes(String(error.code)))) throw error;
		});
	};
	const listFaults = async () => {
		const {checks} = await operations.verify({isDeep: true});
		const broken = checks.filter(check => check.broken > 0).flatMap(({name, sample}) => sample.map(({subject, detail}) => `${name}: ${subject}: ${detail}`));
		return [...broken, ...(await Promise.all(sites.map(listUnseen))).flat()];
	};
	/** What Parley has written over there without our record, or a person in a conflict, having seen it. */
	const listUnseen = async (name: Site): Promise<readonly string[]> => {
		if (strategyOf(name) === 'internal_wins' || strategyOf(name) === 'newest_wins') return [];
		const seen = new Set((await otherProgram<{text: string}>(`
			select poam_id || ' ' || coalesce(value, '') as text from held
			union select entity_id || ' ' || coalesce(external_value #>> '{}', '') from sync_conflicts where field_name = 'poc'
			union select entity_id || ' ' || coalesce(resolution_before #>> '{base,value}', '') from sync_conflicts where field_name = 'poc'`)).map(({text}) => text));
		return (await simulatorOf(name).effects()).filter(({application, table}) => application.startsWith('parley') && table === 'poams').flatMap(({before, after}) => {
			const text = `${String(after?.['poam_id'])} ${String(before?.['responsible_individual'] ?? '')}`;
			return seen.has(text) ? [] : [`${name}: Parley wrote ${String(after?.['responsible_individual'])} over ${text}, which nobody had seen`];
		});
	};
	const take = async (one: SharedStep): Promise<void> => {
		switch (one.kind) {
			case 'edit': {
				const [id, value] = [ids[one.record % ids.length] ?? '', `Person ${++written}`];
				if (one.where === 'ours') await otherProgram('update ingestion_poams set poc = $2 where poam_id = $1', [id, value]);
				else await simulatorOf(one.where).people.reassign(id, value);
				return;
			}
			case 'run':
				return run(one);
			case 'verdict': {
				const {rows} = await operations.listConflicts({status: 'pending', fieldName: 'poc'}, undefined, 100);
				const chosen = rows[one.conflict % Math.max(rows.length, 1)];
				if (chosen === undefined) return;
				const verdict: Verdict = one.verdict === 'edit' ? {kind: 'edit', value: `Person ${++written}`} : {kind: one.verdict};
				return judge(() => operations.resolveConflict({id: chosen.id, version: chosen.version, verdict}));
			}
			case 'undo': {
				const {rows} = await operations.listConflicts({status: 'resolved', fieldName: 'poc'}, undefined, 100);
				const chosen = rows[one.conflict % Math.max(rows.length, 1)];
				if (chosen !== undefined) await judge(() => operations.undoResolution({id: chosen.id}));
			}
		}
	};
	const rest = async () => {
		for (const scope of ['full', 'changes', 'full'] as const) for (const name of sites) await run({site: name, scope, breakAt: undefined});
		const before = await takePicture(world);
		for (const scope of ['changes', 'full'] as const) for (const name of sites) await run({site: name, scope, breakAt: undefined});
		const after = await takePicture(world);
		return [...await listFaults(), ...(before === after ? [] : [`a quiet round changed something:\n${before}\n${after}`]), ...await listDifferences(world)];
	};
	return {take, listFaults, rest};
}

async function takePicture({otherProgram, xacta, other}: TwoSites): Promise<string> {
	const rows = await otherProgram<{row: string}>(`
		select 'ours ' || poam_id || ' ' || xmin::text || ' ' || coalesce(poc, '') as row from ingestion_poams
		union all select 'link ' || id || ' ' || base::text || coalesce(theirs::text, '') from sync_links where entity_type = 'poam'
		union all select 'note ' || concat_ws(' ', external_system_id, internal_id, field, changed_at) from sync_internal_edits
		union all select 'question ' || concat_ws(' ', id, resolution_status, version) from sync_conflicts order by 1`);
	return [...rows.map(({row}) => row), (await xacta.effects()).length, (await other.effects()).length].join('\n');
}

/** Who holds another value than ours, and is not asked about. */
async function listDifferences(world: TwoSites): Promise<readonly string[]> {
	const ours = await world.otherProgram<{poam_id: string; poc: string | null}>('select poam_id, poc from ingestion_poams');
	const asked = await world.otherProgram<{site: string; poam_id: string}>(`
		select s.system_name as site, c.entity_id as poam_id from sync_conflicts c join external_systems s on s.id = c.external_system_id where c.resolution_status in ('pending', 'ignored') and coalesce(c.field_name, 'poc') = 'poc'`);
	const faults: string[] = [];
	for (const [site, xacta] of [[first, world.xacta], [second, world.other]] as const) {
		const client = new pg.Client({connectionString: xactaUrl({url: world.url, xacta})});
		await client.connect();
		const theirs = new Map((await client.query<{poam_id: string; name: string | null}>('select poam_id, responsible_individual as name from poams')).rows.map(row => [row.poam_id, row.name]));
		await client.end();
		faults.push(...ours.filter(({poam_id: id, poc}) => theirs.get(id) !== poc && !asked.some(one => one.site === site && one.poam_id === id))
			.map(({poam_id: id, poc}) => `${id}: ours is ${String(poc)}, ${site} holds ${String(theirs.get(id))}, and nobody is asked`));
	}
	return faults;
}
