import type {ModelWorld} from './model-world.js';
import {judge, toValue} from './judges.js';
import {createLedger, type Given} from './ledger.js';
import {valueOf, type Edit, type Step} from './steps.js';
import {systemName, watched, watchedFields, type Snapshot, type WatchedField} from './two-sides.js';

/** Something that must not be. */
export class Violation extends Error {}

export type Play = {
	readonly take: (step: Step) => Promise<void>;
	/** Nobody edits, nothing fails; then both sides must be equal but for what waits, and a further run must change nothing. */
	readonly rest: () => Promise<void>;
};

/** Plays steps in a world and holds what happened against the ledger after each, and every invariant after runs. */
export async function startPlay(model: ModelWorld): Promise<Play> {
	const {world, sides, operations, rules} = model;
	const ledger = createLedger(rules);
	const ids = [...(await sides.readTheirs()).keys()].sort();
	ledger.begin('theirs', await sides.readTheirs());
	ledger.begin('ours', await sides.readOurs());
	const idOf = (number: number): string => ids[number % ids.length] ?? '';
	let mayRowsBeGone = false;
	let runs = 0;
	let planId: string | undefined;
	/** Full passes until each record was looked at by the rules of now: one that goes on where another broke off began by older ones. */
	let passesToGo = 0;

	const observe = async (given: readonly Given[] = [], isRun = false, leftOut: ReadonlySet<string> = new Set()) => {
		const happenings = await sides.happenings();
		refuse(ledger.take(happenings, given, isRun));
		refuse(happenings.filter(({by, poamId}) => by === 'parley' && leftOut.has(poamId)).map(({poamId, side}) => `${poamId}: Parley wrote to ${side}, although the filter leaves it out`));
	};
	const edit = async ({side, record, field, value}: Edit) => {
		const [poamId, written] = [idOf(record), valueOf(field, value, side)];
		if (side !== 'theirs') await sides.ours.query(`update ingestion_poams set ${field} = $2 where poam_id = $1`, [poamId, written]);
		if (side === 'ours') return;
		// An archived record refuses; people see the refusal and leave it.
		await sides.theirs.query(`update poams set ${watched[field]} = $2, updated_date = now() at time zone 'UTC', updated_by = 'mary' where poam_id = $1 and poam_status <> 'archived'`, [poamId, written]);
	};
	const run = async ({scope, trouble}: Extract<Step, {kind: 'run'}>) => {
		await model.letTimePass();
		const given: Given[] = [];
		const leftOut = trouble === undefined ? await findLeftOut(model) : new Set<string>();
		const outcome = await model.run(scope, trouble, async meanwhile => {
			if (meanwhile.kind === 'edit') await edit(meanwhile);
			else given.push(...await judge(model, meanwhile));
		});
		if (trouble === undefined && outcome?.failure !== undefined && !hasCode(outcome.failure, 'SYNC_GUARD_TRIPPED')) throw outcome.failure;
		await observe(given, true, leftOut);
		if (scope === 'full' && trouble === undefined) {
			mayRowsBeGone = false;
			passesToGo -= 1;
		}
		runs += 1;
		// The whole look takes as long as a run: after each that had trouble, and after every third.
		if (trouble !== undefined || runs % 3 === 0) await verify();
	};
	const verify = async () => {
		const {checks} = await operations.verify({isDeep: true});
		const leftOut = await findLeftOut(model);
		const isAwaited = (name: string, subject: string) => (name === 'links-have-records' && mayRowsBeGone)
			|| (['nothing-is-undecided', 'status-tells-of-debts'].includes(name) && (passesToGo > 0 || [...leftOut].some(id => subject.includes(id))));
		refuse(checks.filter(({broken}) => broken > 0).flatMap(({name, sample}) => sample.filter(({subject}) => !isAwaited(name, subject)).map(({subject, detail}) => `${name}: ${subject}: ${detail}`)));
		await refuseEffectsWithoutIntent(model);
	};

	/** Writes nothing, and is carried out as it was made as long as nothing has moved. */
	const plan = async ({scope, isApplied}: Extract<Step, {kind: 'plan'}>) => {
		await model.letTimePass();
		const before = await takePicture(model);
		const {id, pairs: [planned]} = await operations.planSync({systemName, entityType: 'poam', scope, selection: undefined});
		refuse(findChanges(before, await takePicture(model)));
		planId = id;
		if (!isApplied) return;
		const applied = await operations.applyPlan({id, clearsGuards: true});
		const counts = applied.operations.find(({entityType}) => entityType === 'poam')?.counts;
		if (JSON.stringify(counts) !== JSON.stringify(planned?.counts)) throw new Violation(`The plan said ${JSON.stringify(planned?.counts)}, and came to ${JSON.stringify(counts)}`);
		await observe([], true);
		await verify();
	};
	const apply = async () => {
		if (planId === undefined) return;
		await model.letTimePass();
		const before = await takePicture(model);
		const refusal = await operations.applyPlan({id: planId, clearsGuards: true}).then(() => undefined, (error: unknown) => error);
		if (refusal !== undefined) {
			if (!hasCode(refusal, 'SYNC_PLAN_STALE')) throw refusal;
			return refuse(findChanges(before, await takePicture(model)));
		}
		await observe([], true);
		return verify();
	};
	const rest = async () => {
		for (const scope of ['full', 'changes', 'full', 'full'] as const) await run({kind: 'run', scope});
		await verify();
		const before = await takePicture(model);
		await run({kind: 'run', scope: 'changes'});
		await run({kind: 'run', scope: 'full'});
		refuse(findChanges(before, await takePicture(model)));
		refuse(await findDifferences(model));
	};
	const take = async (step: Step): Promise<void> => {
		switch (step.kind) {
			case 'edit':
				await edit(step);
				return observe();
			case 'remove':
				if (step.side === 'theirs') await world.xacta.people.delete(idOf(step.record));
				else await sides.ours.query('delete from ingestion_poams where poam_id = $1', [idOf(step.record)]);
				if (step.side === 'ours') mayRowsBeGone = true;
				return observe();
			case 'archive':
				await world.xacta.people.archive(idOf(step.record));
				return observe();
			case 'push':
				return operations.setPushEnabled({systemName, entityType: 'poam', enabled: step.isOn});
			case 'verdict':
			case 'undo':
			case 'bulk':
			case 'undo-bulk':
				return observe(await judge(model, step));
			case 'rule':
				ledger.release(step.field);
				passesToGo = 2;
				return rules.set(step.field, step.rule);
			case 'filter':
				passesToGo = 2;
				return rules.filter(step.isOn);
			case 'run':
				return run(step);
			case 'plan':
				return plan(step);
			case 'apply':
				return apply();
			case 'rest':
				return rest();
		}
	};
	return {take, rest};
}

const hasCode = (failure: unknown, code: string): boolean => failure instanceof Error && 'code' in failure && failure.code === code;

const findLeftOut = async ({rules, sides}: ModelWorld): Promise<ReadonlySet<string>> => rules.findLeftOut(await sides.readOurs(), await sides.readTheirs());

function refuse(faults: readonly string[]): void {
	if (faults.length > 0) throw new Violation(faults.join('\n'));
}

/** Each effect of ours on the other side has an outbox entry of its own that says just that, and was there before. */
async function refuseEffectsWithoutIntent({world, sides}: ModelWorld): Promise<void> {
	const effects = (await world.xacta.effects()).filter(effect => effect.table === 'poams' && effect.application.startsWith('parley'));
	const {rows: entries} = await sides.ours.query<{id: string; external_id: string; changes: Record<string, unknown>; created_at: Date; state: string}>(
		'select id::text, external_id, changes, created_at, state from sync_outbox order by id');
	const used = new Set<string>();
	const faults: string[] = [];
	for (const {at, before, after} of effects) {
		const changed = Object.keys(after ?? {}).filter(column => !column.startsWith('updated_') && before?.[column] !== after?.[column]);
		const entry = entries.find(({id, external_id: externalId, changes, created_at: createdAt}) => !used.has(id) && externalId === after?.['poam_id'] && createdAt <= at
			&& changed.every(column => column in changes && toValue(changes[column]) === toValue(after?.[column])));
		if (entry === undefined) faults.push(`${String(after?.['poam_id'])}: ${changed.map(column => `${column} = ${String(after?.[column])}`).join(', ')} was sent without an entry of its own`);
		else used.add(entry.id);
	}
	const confirmed = entries.filter(({state}) => state === 'confirmed').length;
	if (confirmed > 0 && effects.length > entries.length) faults.push(`${effects.length} effects, and only ${entries.length} entries`);
	refuse(faults);
}

/** What a run at rest may not touch: each row as it stands, with the transaction that wrote it. */
async function takePicture({world, sides}: ModelWorld): Promise<ReadonlyMap<string, string>> {
	const {rows} = await sides.ours.query<{what: string; row: string}>(`
		select 'our row ' || id as what, xmin::text || ' ' || to_jsonb(t) as row from ingestion_poams t
		union all select 'link ' || id, to_jsonb(l)::text from sync_links l
		union all select 'conflict ' || id, to_jsonb(c)::text from sync_conflicts c
		union all select 'owed ' || external_system_id || ' ' || internal_id || ' ' || field, to_jsonb(e)::text from sync_internal_edits e
		union all select 'outbox ' || id, (to_jsonb(o) - 'next_attempt_at')::text from sync_outbox o`);
	return new Map([...rows.map(({what, row}): [string, string] => [what, row]), ['the other side', String((await world.xacta.effects()).length)]]);
}

const findChanges = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] =>
	[...new Set([...before.keys(), ...after.keys()])].filter(what => before.get(what) !== after.get(what))
		.map(what => `a quiet run changed ${what}\n  from ${before.get(what) ?? 'nothing'}\n  to   ${after.get(what) ?? 'nothing'}`);

type Excuse = {readonly poam_id: string; readonly field: string | null};

/** Fields that still differ although nothing is left to do. */
async function findDifferences({sides, world, rules}: ModelWorld): Promise<readonly string[]> {
	const [ours, theirs]: readonly [Snapshot, Snapshot] = [await sides.readOurs(), await sides.readTheirs()];
	const excuses = await world.otherProgram<Excuse>(`
		select l.external_id as poam_id, c.field_name as field from sync_conflicts c join sync_links l on l.id = c.link_id where c.resolution_status in ('pending', 'ignored')`);
	const [pushing] = await world.otherProgram<{on: boolean}>(`select push_enabled as on from sync_policies where entity_type = 'poam'`);
	const owed = pushing?.on ? [] : await world.otherProgram<Excuse>(`select l.external_id as poam_id, e.field from sync_internal_edits e join sync_links l on l.external_system_id = e.external_system_id and l.entity_type = e.entity_type and l.internal_id = e.internal_id
		union all select o.external_id, f.field from sync_outbox o, jsonb_object_keys(o.expected) f(field) where o.state = 'ready'`);
	const leftOut = rules.findLeftOut(ours, theirs);
	const isExcused = (poamId: string, field: WatchedField) => leftOut.has(poamId) || !rules.mayWrite('ours', field) || [...excuses, ...owed].some(excuse => excuse.poam_id === poamId && (excuse.field === field || excuse.field === null));
	const faults: string[] = [];
	for (const [poamId, row] of ours) {
		const other = theirs.get(poamId);
		if (other === undefined) {
			if (!isExcused(poamId, 'poc')) faults.push(`${poamId} is gone there, and nobody was asked`);
			continue;
		}
		for (const field of watchedFields) {
			if (row[field] !== other[field] && !isExcused(poamId, field)) faults.push(`${poamId} ${field}: ours is ${String(row[field])}, theirs is ${String(other[field])}, and nothing waits`);
		}
	}
	for (const poamId of theirs.keys()) if (!ours.has(poamId) && !isExcused(poamId, 'poc')) faults.push(`${poamId} is missing here, and nobody was asked`);
	return faults;
}
