import type {Pool, PoolClient} from 'pg';
import type {JsonObject} from '../../../core/json.js';
import type {ReviewStatus} from '../rules/poam-rules.js';

/** A pool, or the one connection of a transaction. */
export type Sql = Pick<Pool | PoolClient, 'query'>;

/** Dates are "YYYY-MM-DD", times Unix seconds; `fields` is what no column of the tables holds. */
export type SystemRow = {
	readonly systemId: string;
	readonly number: number;
	readonly name: string;
	readonly systemType: string;
	readonly boundary: string | null;
	readonly organization: string | null;
	readonly authorized: string | null;
	readonly terminates: string | null;
	readonly assessed: string | null;
	readonly isActive: boolean;
	readonly hasOpenPoams: boolean;
	readonly fields: JsonObject;
};

export async function readSystems(sql: Sql, number?: number): Promise<readonly SystemRow[]> {
	const {rows} = await sql.query<SystemRow>(`
		select s.system_id as "systemId", d.number::float8 as number, s.system_name as name, s.system_type as "systemType", s.authorization_boundary as boundary,
			s.responsible_organization as organization, s.authorization_date::text as authorized, s.authorization_termination_date::text as terminates,
			s.last_assessment_date::text as assessed, s.active as "isActive", d.fields,
			exists (select from poams p where p.system_id = s.system_id and p.poam_status not in ('completed', 'archived', 'risk_accepted')) as "hasOpenPoams"
		from systems s join emass.system_details d using (system_id) where $1::bigint is null or d.number = $1 order by d.number`, [number ?? null]);
	return rows;
}

export type ControlRow = {
	readonly controlId: string;
	readonly title: string;
	readonly implementationStatus: string;
	readonly assessmentStatus: string | null;
	readonly narrative: string | null;
	readonly role: string | null;
	readonly frequency: string | null;
	readonly isInherited: boolean;
	readonly fields: JsonObject;
};

/** The controls of a system, or those of them with these acronyms. */
export async function readControls(sql: Sql, systemId: string, acronyms?: readonly string[], lock = ''): Promise<readonly ControlRow[]> {
	const {rows} = await sql.query<ControlRow>(`
		select c.control_id as "controlId", k.control_title as title, c.implementation_status as "implementationStatus", c.assessment_status as "assessmentStatus",
			c.implementation_description as narrative, c.responsible_role as role, c.assessment_frequency as frequency, d.is_inherited as "isInherited", d.fields
		from control_implementations c join controls k using (control_id) join emass.control_details d using (system_id, control_id)
		where c.system_id = $1 and ($2::text[] is null or c.control_id = any($2)) order by c.control_id ${lock}`, [systemId, acronyms ?? null]);
	return rows;
}

export type MilestoneRow = {readonly number: number; readonly milestoneId: string; readonly description: string; readonly date: string | null; readonly isActive: boolean; readonly createdBy: string | null; readonly createdAt: number};

export type PoamRow = {
	readonly poamId: string;
	/** Null for a row that has lost its number: nobody can ask for it. */
	readonly number: number | null;
	readonly controlId: string | null;
	/** As the catalog spells it. */
	readonly acronym: string | null;
	readonly isInherited: boolean;
	readonly description: string;
	readonly resources: string | null;
	readonly scheduled: string | null;
	readonly completed: string | null;
	readonly status: string;
	readonly rating: string | null;
	readonly responsible: string | null;
	readonly createdAt: number | null;
	readonly reviewStatus: ReviewStatus | null;
	readonly extension: string | null;
	readonly pendingExtension: string | null;
	readonly isInActivePackage: boolean | null;
	readonly fields: JsonObject | null;
	readonly milestones: readonly MilestoneRow[];
};

/** The POA&Ms of a system in the order of their numbers, or one of them; with `isLocked` nobody else can change them until the transaction ends. */
export async function readPoams(sql: Sql, systemId: string, {number, isLocked = false}: {readonly number?: number; readonly isLocked?: boolean} = {}): Promise<readonly PoamRow[]> {
	const {rows} = await sql.query<PoamRow>(`
		select p.poam_id as "poamId", d.number::float8 as number, p.control_id as "controlId", emass.acronym(p.control_id) as acronym, coalesce(c.is_inherited, false) as "isInherited",
			p.weakness_description as description, p.resources_required as resources, p.scheduled_completion_date::text as scheduled,
			p.actual_completion_date::text as completed, p.poam_status as status, p.risk_rating as rating, p.responsible_individual as responsible,
			floor(extract(epoch from p.created_date))::float8 as "createdAt", d.review_status as "reviewStatus", d.extension_date::text as extension,
			d.pending_extension_date::text as "pendingExtension", d.is_in_active_package as "isInActivePackage", d.fields, ${milestonesSql} as milestones
		from poams p left join emass.poam_details d using (poam_id)
		left join emass.control_details c on c.system_id = p.system_id and c.control_id = emass.acronym(p.control_id)
		where p.system_id = $1 and ($2::bigint is null or d.number = $2) order by d.number ${isLocked ? 'for update of p' : ''}`, [systemId, number ?? null]);
	return rows;
}

const milestonesSql = `coalesce((select jsonb_agg(jsonb_build_object('number', e.number, 'milestoneId', m.milestone_id, 'description', m.milestone_description,
	'date', m.scheduled_date, 'isActive', e.is_active, 'createdBy', e.created_by, 'createdAt', floor(extract(epoch from e.created_at))) order by e.number)
	from poam_milestones m join emass.milestone_details e using (milestone_id) where m.poam_id = p.poam_id), '[]')`;
