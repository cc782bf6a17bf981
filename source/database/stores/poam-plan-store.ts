import type {OpenFindings, PoamClosing, PoamOrigin, RemediationTerm} from '../../core/poam-proposal.js';
import type {PlannedPoam, PoamPlanStore} from '../../core/stores/poam-plan-store.js';
import {quoteName, type Catalog} from '../catalog.js';
import type {SqlExecutor} from '../executor.js';
import {listOpenFindingsSql} from '../sql/list-open-findings.js';

const listOriginsSql = `
	select r.marker::text, r.system_id as "systemId", r.plugin_id as "pluginId", p.id::text as "internalId", p.poam_id::text as "poamId", p.status, o.state as creation, o.last_error as "lastError"
	from poam_origins r join ingestion_poams p on p.id = r.poam_internal_id join sync_outbox o on o.marker = r.marker where r.ended_at is null`;

/** By what the plan was made of, and for others by the findings that name them. A risk that was accepted is for people to end. */
const listFixedSql = `
	with tied as (
		select p.id, v.state, v.last_found from poam_origins r join ingestion_poams p on p.id = r.poam_internal_id
			join ingestion_assets a on a.system_id::text = r.system_id join ingestion_vulnerabilities v on v.asset_uuid::text = a.asset_uuid::text and v.plugin_id::text = r.plugin_id
		where r.ended_at is null
		union all
		select p.id, v.state, v.last_found from ingestion_poams p join ingestion_vulnerabilities v on v.poam_id::text = p.poam_id::text
		where not exists (select from poam_origins r where r.poam_internal_id = p.id)
	)
	select p.poam_id::text as "poamId", p.system_id::text as "systemId", split_part(coalesce(p.weakness_description, ''), E'\\n', 1) as weakness,
		count(*)::integer as "fixedFindings", max(t.last_found) as "fixedAt",
		case when exists (select from sync_outbox o where o.entity_type = 'poam' and o.internal_id = p.id and o.action = 'create' and o.state in ('ready', 'rejected')) then 'withdraw' else 'close' end as action
	from tied t join ingestion_poams p using (id)
	where coalesce(p.status, '') not in ('completed', 'archived', 'not applicable', 'risk accepted')
	group by p.id having count(*) filter (where upper(coalesce(t.state, '')) <> 'FIXED') = 0 order by p.poam_id`;

export const createPoamPlanStore = (sql: SqlExecutor, catalog: Catalog): PoamPlanStore => ({
	listTerms: () => sql.query<RemediationTerm>(`
		select severity, risk_rating as "riskRating", due_days as "dueDays", plan_after_days as "planAfterDays", seen_within_days as "seenWithinDays" from remediation_terms order by severity`),
	listOpenFindings: async () => (await sql.query<OpenFindings>(listOpenFindingsSql)).filter(({firstFound, lastFound}) => firstFound !== null && lastFound !== null),
	listOrigins: () => sql.query<PoamOrigin>(listOriginsSql),
	listFixed: () => sql.query<PoamClosing>(listFixedSql),
	listLinkedSystems: async externalSystemId => {
		// An installation of its own may have no column for the officer.
		const rows = await sql.query<{id: string; officer: string | null}>(
			`select s.system_id::text as id, to_jsonb(s)->>'information_system_security_officer' as officer from ingestion_systems s join sync_links l on l.entity_type = 'system' and l.external_system_id = $1 and l.internal_id = s.id`, [externalSystemId]);
		return new Map(rows.map(({id, officer}) => [id, {officer}]));
	},
	create: (externalSystemId, requestedBy, poams) => create(sql, catalog, {externalSystemId, requestedBy, poams}),
	endOrigins: async markers => {
		await sql.query('update poam_origins set ended_at = now() where marker = any($1::uuid[]) and ended_at is null', [markers]);
	},
	sendAgain: async markers => {
		const rows = await sql.query(
			`update sync_outbox set state = 'ready', next_attempt_at = now(), last_error = null, updated_at = now() where marker = any($1::uuid[]) and action = 'create' and state = 'rejected' returning id`, [markers]);
		return rows.length;
	},
});

type Creating = {readonly externalSystemId: number; readonly requestedBy: string; readonly poams: readonly PlannedPoam[]};

/** Whoever writes the origin first makes the plan; the others wait for that, and make nothing. */
async function create(sql: SqlExecutor, catalog: Catalog, {externalSystemId, requestedBy, poams}: Creating): Promise<ReadonlySet<string>> {
	const origins = await sql.query<{marker: string}>(
		`insert into poam_origins (marker, system_id, plugin_id, made_by)
		select u.marker, u.system_id, u.plugin_id, $2 from jsonb_to_recordset($1::jsonb) as u(marker uuid, system_id text, plugin_id text)
		on conflict (system_id, plugin_id) where ended_at is null do nothing returning marker::text`,
		[JSON.stringify(poams.map(({marker, systemId, pluginId}) => ({marker, system_id: systemId, plugin_id: pluginId}))), requestedBy]);
	const markers = new Set(origins.map(({marker}) => marker));
	const made = poams.filter(({marker}) => markers.has(marker));
	if (made.length === 0) return markers;

	const present = await catalog.columnsOf('ingestion_poams');
	const rows = made.map(({fields}) => ({...fields, sync_status: 'pending', ingestion_source: 'parley'}));
	const columns = [...new Set(rows.flatMap(row => Object.keys(row)))].filter(column => present.has(column)).map(quoteName).join(', ');
	const inserted = await sql.query<{id: string; poam_id: string}>(
		`insert into ingestion_poams (${columns}) select ${columns} from jsonb_populate_recordset(null::ingestion_poams, $1::jsonb) returning id::text, poam_id::text`, [JSON.stringify(rows)]);
	const idOf = new Map(inserted.map(({id, poam_id: poamId}) => [poamId, id]));
	const owed = made.map(({marker, fields, changes}) => ({marker, internal_id: idOf.get(String(fields['poam_id'])), fields, changes}));
	await sql.query(
		`with tied as (
			update poam_origins r set poam_internal_id = u.internal_id from jsonb_to_recordset($1::jsonb) as u(marker uuid, internal_id bigint) where r.marker = u.marker
		)
		insert into sync_outbox (marker, external_system_id, entity_type, internal_id, action, fields, changes, requested_by)
		select u.marker, $2, 'poam', u.internal_id, 'create', u.fields, u.changes, $3 from jsonb_to_recordset($1::jsonb) as u(marker uuid, internal_id bigint, fields jsonb, changes jsonb)`,
		[JSON.stringify(owed), externalSystemId, requestedBy]);
	return markers;
}
