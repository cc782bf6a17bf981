import type {Pool, PoolClient} from 'pg';
import type {Clock} from '../../core/process/clock.js';
import type {JsonObject, JsonValue} from '../../core/json.js';
import type {Organization} from '../organization.js';
import type {Person} from '../organization/person.js';
import {transact} from '../transact.js';
import {quoteName} from './administer.js';
import {chooseEdit} from './choose-edit.js';

export type XactaEditKind =
	| 'move-completion' | 'reassign' | 'change-status' | 'rate' | 'note-milestone-change' | 'complete-milestone' | 'add-milestone'
	| 'accept-risk' | 'archive' | 'delete' | 'change-control' | 'change-system';

/** What one person did in Xacta. `id` is the record's external id, `changes` the columns of its own row that were set. */
export type XactaEdit = {
	readonly kind: XactaEditKind;
	readonly entity: 'poam' | 'control' | 'system';
	readonly id: string;
	readonly by: string;
	readonly at: Date;
	readonly changes: JsonObject;
};

/** Undefined when the record is not there any more, or is archived and refuses: nothing was changed. */
type Done = Promise<XactaEdit | undefined>;

/** The people who use Xacta. Each act is one transaction that also sets `updated_date` and `updated_by` of the record. */
export type XactaPeople = {
	/** The ISSO. Dates are "YYYY-MM-DD". */
	readonly moveCompletion: (poamId: string, date: string) => Done;
	readonly reassign: (poamId: string, responsible: string) => Done;
	/** "completed" also sets the day of completion, which Xacta demands. */
	readonly changeStatus: (poamId: string, status: string) => Done;
	readonly rate: (poamId: string, riskRating: string) => Done;
	/** Appends a line to the column of milestone changes. */
	readonly noteMilestoneChange: (poamId: string, text: string) => Done;
	readonly completeMilestone: (milestoneId: string) => Done;
	readonly addMilestone: (poamId: string, milestone: {readonly description: string; readonly scheduledDate: string}) => Done;
	/** The authorizing official approves a deviation: the rationale is written and the status becomes "risk_accepted". */
	readonly acceptRisk: (poamId: string, rationale: string) => Done;
	readonly archive: (poamId: string) => Done;
	/** Removes the POA&M with its milestones. */
	readonly delete: (poamId: string) => Done;
	readonly changeControl: (systemId: string, controlId: string, changes: {readonly implementation_status?: string; readonly assessment_status?: string; readonly responsible_role?: string}) => Done;
	/** Xacta keeps no time for a system. */
	readonly changeSystem: (systemId: string, changes: {readonly isso_name?: string; readonly last_assessment_date?: string; readonly active?: boolean}) => Done;
	/** The next act of the script that the seed writes; the same seed does the same in the same order. */
	readonly act: () => Done;
};

export type PeopleParts = {readonly pool: Pool; readonly organization: Organization; readonly clock: Clock; readonly seed: number};

type Actor = 'isso' | 'authorizingOfficial' | 'systemOwner';

export function createXactaPeople({pool, organization, clock, seed}: PeopleParts): XactaPeople {
	const personOf = (systemId: string, actor: Actor): Person | undefined => organization.systems.find(system => system.systemId === systemId)?.[actor];
	const today = () => clock.now().toISOString().slice(0, 10);

	/** Runs `work` in a transaction, as somebody of the POA&M's system; it gives the columns to set, or undefined to leave the row. */
	const onPoam = (kind: XactaEditKind, poamId: string, actor: Actor, work: (client: PoolClient, poam: {readonly milestone_changes: string | null}) => Promise<JsonObject | undefined>): Done =>
		transact(pool, async client => {
			const [poam] = (await client.query<{system_id: string; milestone_changes: string | null}>(findPoam, [poamId])).rows;
			if (poam === undefined) return undefined;
			const edit = {kind, entity: 'poam', id: poamId, by: personOf(poam.system_id, actor)?.username ?? actor, at: clock.now()} as const;
			const changes = await work(client, poam);
			if (changes !== undefined) await update(client, 'poams', {...changes, ...stamp(edit)}, {poam_id: poamId});
			return {...edit, changes: changes ?? {}};
		});
	const set = (kind: XactaEditKind, actor: Actor, changes: JsonObject) => (poamId: string): Done => onPoam(kind, poamId, actor, async () => changes);

	const people: Omit<XactaPeople, 'act'> = {
		moveCompletion: (poamId, date) => set('move-completion', 'isso', {scheduled_completion_date: date})(poamId),
		reassign: (poamId, responsible) => set('reassign', 'isso', {responsible_individual: responsible})(poamId),
		changeStatus: (poamId, status) => set('change-status', 'isso', {poam_status: status, actual_completion_date: status === 'completed' ? today() : null})(poamId),
		rate: (poamId, riskRating) => set('rate', 'isso', {risk_rating: riskRating})(poamId),
		noteMilestoneChange: (poamId, text) => onPoam('note-milestone-change', poamId, 'isso', async (_client, poam) => ({
			milestone_changes: poam.milestone_changes === null ? text : `${poam.milestone_changes}\n${text}`,
		})),
		completeMilestone: async milestoneId => {
			const [milestone] = (await pool.query<{poam_id: string}>('select poam_id from poam_milestones where milestone_id = $1', [milestoneId])).rows;
			if (milestone === undefined) return undefined;
			return onPoam('complete-milestone', milestone.poam_id, 'isso', async client => {
				await update(client, 'poam_milestones', {milestone_status: 'completed', actual_date: today()}, {milestone_id: milestoneId});
				return {};
			});
		},
		addMilestone: (poamId, milestone) => onPoam('add-milestone', poamId, 'isso', async client => {
			await client.query('insert into poam_milestones (poam_id, milestone_description, scheduled_date) values ($1, $2, $3)', [poamId, milestone.description, milestone.scheduledDate]);
			return {};
		}),
		acceptRisk: (poamId, rationale) => set('accept-risk', 'authorizingOfficial', {poam_status: 'risk_accepted', deviation_rationale: rationale})(poamId),
		archive: poamId => set('archive', 'systemOwner', {poam_status: 'archived'})(poamId),
		delete: poamId => onPoam('delete', poamId, 'systemOwner', async client => {
			await client.query('delete from poam_milestones where poam_id = $1', [poamId]);
			await client.query('delete from poams where poam_id = $1', [poamId]);
			return undefined;
		}),
		changeControl: (systemId, controlId, changes) => transact(pool, async client => {
			const edit = {kind: 'change-control', entity: 'control', id: `${systemId}:${controlId}`, by: personOf(systemId, 'isso')?.username ?? 'isso', at: clock.now()} as const;
			const count = await update(client, 'control_implementations', {...changes, ...stamp(edit)}, {system_id: systemId, control_id: controlId});
			return count === 0 ? undefined : {...edit, changes};
		}),
		changeSystem: (systemId, changes) => transact(pool, async client => {
			const edit = {kind: 'change-system', entity: 'system', id: systemId, by: personOf(systemId, 'systemOwner')?.username ?? 'systemOwner', at: clock.now()} as const;
			return (await update(client, 'systems', changes, {system_id: systemId})) === 0 ? undefined : {...edit, changes};
		}),
	};
	let turn = 0;
	return {...people, act: () => chooseEdit(organization, seed, turn++)(people)};
}

const findPoam = "select system_id, milestone_changes from poams where poam_id = $1 and poam_status <> 'archived' for update";

const stamp = ({by, at}: Pick<XactaEdit, 'by' | 'at'>): JsonObject => ({updated_date: at.toISOString(), updated_by: by});

async function update(client: PoolClient, table: string, changes: JsonObject, key: JsonObject): Promise<number> {
	const values: JsonValue[] = [];
	const pairs = (object: JsonObject) => Object.entries(object).map(([column, value]) => `${quoteName(column)} = $${values.push(value)}`);
	const result = await client.query(`update ${table} set ${pairs(changes).join(', ')} where ${pairs(key).join(' and ')}`, values);
	return result.rowCount ?? 0;
}
