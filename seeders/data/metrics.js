// Each query is one statement that gives one number. Columns without a time zone hold UTC.
const utcNow = `(now() at time zone 'UTC')`;

const syncHealth = systemType => `select coalesce(round(100.0 * count(*) filter (
	where last_sync_status = 'completed' and last_sync_time > ${utcNow} - 2 * sync_frequency_minutes * interval '1 minute'
) / nullif(count(*), 0), 1), 100)
from external_systems where system_type = '${systemType}' and sync_enabled and is_active`;

const metric = ({name, category, title, description, method, query, sources, level, target, warning, critical, unit, chart, isKpi, audience}) => ({
	metric_name: name,
	metric_category: category,
	display_name: title,
	description,
	calculation_method: method,
	sql_query: query,
	data_sources: sources,
	aggregation_level: level,
	target_value: target ?? null,
	threshold_warning: warning ?? null,
	threshold_critical: critical ?? null,
	unit_of_measure: unit,
	chart_type: chart,
	is_kpi: isKpi,
	audience,
});

export const metrics = [
	metric({
		name: 'total_assets', category: 'operations', title: 'Total Assets', description: 'Total number of managed assets',
		method: 'Counts the records of ingestion_assets.', query: 'select count(*) from ingestion_assets', sources: ['ingestion_assets'],
		level: 'daily', unit: 'assets', chart: 'line', isKpi: false, audience: 'executive',
	}),
	metric({
		name: 'critical_vulnerabilities', category: 'security', title: 'Critical Vulnerabilities', description: 'Number of critical severity vulnerabilities',
		method: 'Counts findings of severity Critical that are neither fixed by the scanner nor remediated, accepted or false here.',
		query: `select count(*) from ingestion_vulnerabilities
where severity_name = 'Critical' and upper(coalesce(state, 'OPEN')) <> 'FIXED'
	and coalesce(remediation_status, 'open') not in ('remediated', 'accepted', 'false_positive')`,
		sources: ['ingestion_vulnerabilities'], level: 'hourly', target: 0, warning: 1, critical: 25, unit: 'findings', chart: 'line', isKpi: true, audience: 'executive',
	}),
	metric({
		name: 'tenable_sync_status', category: 'integration', title: 'Tenable Sync Health', description: 'Status of Tenable integration synchronization',
		method: 'Share of enabled Tenable systems whose last sync completed within twice its interval; 100 when none is enabled.',
		query: syncHealth('tenable'), sources: ['external_systems'], level: 'real_time', target: 100, warning: 99, critical: 50, unit: 'percent', chart: 'gauge', isKpi: true, audience: 'operational',
	}),
	metric({
		name: 'xacta_sync_status', category: 'integration', title: 'Xacta Sync Health', description: 'Status of Xacta integration synchronization',
		method: 'Share of enabled Xacta systems whose last sync completed within twice its interval; 100 when none is enabled.',
		query: syncHealth('xacta'), sources: ['external_systems'], level: 'real_time', target: 100, warning: 99, critical: 50, unit: 'percent', chart: 'gauge', isKpi: true, audience: 'operational',
	}),
	metric({
		name: 'pending_conflicts', category: 'integration', title: 'Pending Conflicts', description: 'Conflicts that wait for a person',
		method: 'Sums the rollup of pending conflicts over all systems.', query: 'select coalesce(sum(pending), 0) from sync_conflict_counts',
		sources: ['sync_conflict_counts'], level: 'real_time', target: 0, warning: 1, critical: 500, unit: 'conflicts', chart: 'line', isKpi: true, audience: 'operational',
	}),
	metric({
		name: 'oldest_conflict_hours', category: 'integration', title: 'Oldest Pending Conflict', description: 'How long the oldest undecided conflict has waited',
		method: 'Hours from the creation of the oldest pending conflict until now; 0 when none is pending.',
		query: `select coalesce(round(extract(epoch from ${utcNow} - min(created_at))::numeric / 3600, 2), 0) from sync_conflicts where resolution_status = 'pending'`,
		sources: ['sync_conflicts'], level: 'hourly', target: 4, warning: 24, critical: 72, unit: 'hours', chart: 'line', isKpi: false, audience: 'operational',
	}),
	metric({
		name: 'api_error_rate', category: 'integration', title: 'API Error Rate', description: 'Calls to external systems that failed in this hour and the one before',
		method: 'Answers of 400 and above and calls without an answer, as a share of all calls; 0 without calls.',
		query: `select coalesce(round(100.0 * sum(errors + unanswered) / nullif(sum(calls), 0), 2), 0)
from api_call_hours where hour >= date_trunc('hour', ${utcNow}) - interval '1 hour'`,
		sources: ['api_call_hours'], level: 'real_time', target: 0, warning: 2, critical: 10, unit: 'percent', chart: 'line', isKpi: false, audience: 'technical',
	}),
	metric({
		name: 'overdue_poams', category: 'compliance', title: 'Overdue POA&Ms', description: 'POA&Ms whose scheduled completion has passed',
		method: 'Counts POA&Ms with a scheduled completion before today (UTC) that are not completed, accepted, not applicable or archived.',
		query: `select count(*) from ingestion_poams
where scheduled_completion < ${utcNow}::date and lower(coalesce(status, 'ongoing')) not in ('completed', 'risk accepted', 'not applicable', 'archived')`,
		sources: ['ingestion_poams'], level: 'daily', target: 0, warning: 1, critical: 10, unit: 'items', chart: 'line', isKpi: true, audience: 'executive',
	}),
];
