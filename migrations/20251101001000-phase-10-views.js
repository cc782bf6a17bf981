import {phase} from './support/phase.js';

/** Joins columns that are of different types in some installations, by their text. */
async function equal(schema, left, right) {
	const types = [];
	for (const {table, column} of [left, right]) types.push((await schema.catalog.findColumn(table, column)).type);
	const cast = schema.catalog.isComparable(...types) || types.every(type => ['text', 'character varying'].includes(type)) ? '' : '::text';
	return `${left.alias}.${left.column}${cast} = ${right.alias}.${right.column}${cast}`;
}

const assets = {table: 'ingestion_assets', alias: 'ia'};
const vulnerabilities = {table: 'ingestion_vulnerabilities', alias: 'iv'};

const assetsEnhanced = async schema => `
	select
		ia.asset_uuid, ia.hostname, ia.system_id, ia.exposure_score, ia.acr_score, ia.criticality_rating,
		ia.tenable_asset_uuid, ia.sync_status, ia.last_sync_time, ia.business_owner, ia.technical_owner,
		ae.business_criticality, ae.environment, ae.network_zone, ae.risk_score,
		sys.name as system_name, sys.system_owner,
		count(distinct iv.id) as vulnerability_count,
		count(distinct case when iv.severity_name = 'Critical' then iv.id end) as critical_vulnerabilities,
		count(distinct case when iv.severity_name = 'High' then iv.id end) as high_vulnerabilities
	from ingestion_assets ia
	left join assets_extended ae on ${await equal(schema, {...assets, column: 'asset_uuid'}, {table: 'assets_extended', alias: 'ae', column: 'asset_uuid'})}
	left join ingestion_systems sys on ${await equal(schema, {...assets, column: 'system_id'}, {table: 'ingestion_systems', alias: 'sys', column: 'system_id'})}
	left join ingestion_vulnerabilities iv on ${await equal(schema, {...assets, column: 'asset_uuid'}, {...vulnerabilities, column: 'asset_uuid'})}
	group by
		ia.asset_uuid, ia.hostname, ia.system_id, ia.exposure_score, ia.acr_score, ia.criticality_rating,
		ia.tenable_asset_uuid, ia.sync_status, ia.last_sync_time, ia.business_owner, ia.technical_owner,
		ae.business_criticality, ae.environment, ae.network_zone, ae.risk_score, sys.name, sys.system_owner`;

// A vulnerability may have been remediated several times: the latest row speaks for it.
const vulnerabilitiesEnhanced = async schema => `
	select
		iv.id, iv.plugin_id, iv.plugin_name, iv.severity, iv.severity_name, iv.cvss_base_score, iv.cvss3_base_score, iv.state,
		iv.asset_uuid, iv.remediation_status, iv.remediation_assigned_to, iv.remediation_due_date, iv.sync_status, iv.tenable_vuln_id,
		vi.exploit_available, vi.patch_available, vi.business_impact_score,
		vr.validation_status, vr.effort_estimate_hours, vr.cost_estimate,
		u.username as assigned_to_username
	from ingestion_vulnerabilities iv
	left join vulnerability_intelligence vi on iv.plugin_id::text = vi.plugin_id
	left join lateral (
		select r.validation_status, r.effort_estimate_hours, r.cost_estimate
		from vulnerability_remediation r
		where ${await equal(schema, {table: 'vulnerability_remediation', alias: 'r', column: 'vulnerability_id'}, {...vulnerabilities, column: 'id'})}
		order by r.created_at desc nulls last, r.id desc
		limit 1
	) vr on true
	left join users u on ${await equal(schema, {...vulnerabilities, column: 'remediation_assigned_to'}, {table: 'users', alias: 'u', column: 'id'})}`;

// Each system's own conflicts and calls, once, and from the rollups: the cost does not grow with the logs. The day is UTC's.
const syncStatusDashboard = `
	select
		es.system_name, es.system_type, es.sync_enabled, es.last_sync_time, es.last_sync_status, es.sync_frequency_minutes,
		coalesce(conflicts.pending, 0)::bigint as pending_conflicts,
		coalesce(calls.calls, 0)::bigint as api_calls_today,
		calls.total_ms / nullif(calls.timed, 0) as avg_response_time_ms,
		coalesce(calls.errors, 0)::bigint as error_count_today
	from external_systems es
	left join lateral (
		select sum(c.pending) as pending from sync_conflict_counts c where c.external_system_id = es.id
	) conflicts on true
	left join lateral (
		select sum(h.calls) as calls, sum(h.errors) as errors, sum(h.timed) as timed, sum(h.total_ms) as total_ms
		from api_call_hours h
		where h.external_system_id = es.id and h.hour >= date_trunc('day', now() at time zone 'UTC')
	) calls on true`;

export const {up, down} = phase(import.meta.url, async schema => {
	// The latest remediation of each vulnerability is looked up one by one.
	await schema.ensureIndex('vulnerability_remediation_by_vulnerability', 'vulnerability_remediation (vulnerability_id, created_at desc, id desc)');
	await schema.ensureView('vw_assets_enhanced', await assetsEnhanced(schema));
	await schema.ensureView('vw_vulnerabilities_enhanced', await vulnerabilitiesEnhanced(schema));
	await schema.ensureView('vw_sync_status_dashboard', syncStatusDashboard);
});
