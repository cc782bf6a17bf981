/** A severity as a number, whichever of the two spellings an installation has. */
const severity = `case lower(v.severity::text)
	when 'critical' then 4 when 'high' then 3 when 'medium' then 2 when 'moderate' then 2 when 'low' then 1 when 'info' then 0 when 'none' then 0
	else case when v.severity::text ~ '^[0-4]$' then v.severity::text::integer end end`;

/** Open findings that nobody has accepted or called false, by plugin and by the system of their host. */
export const listOpenFindingsSql = `
	with found as (
		select a.system_id::text as system_id, v.plugin_id::text as plugin_id, ${severity} as severity, v.plugin_name, v.solution, v.first_found, v.last_found, v.external_references,
			coalesce(nullif(a.hostname, ''), nullif(a.netbios_name, ''), a.asset_uuid::text) as host
		from ingestion_vulnerabilities v join ingestion_assets a on a.asset_uuid::text = v.asset_uuid::text
		where a.system_id is not null and v.plugin_id is not null and upper(coalesce(v.state, '')) <> 'FIXED'
			and coalesce(v.remediation_status, '') not in ('accepted', 'false_positive')
	), cves as (
		select distinct f.system_id, f.plugin_id, c.cve
		from found f cross join lateral jsonb_array_elements_text(case when jsonb_typeof(f.external_references) = 'array' then f.external_references else '[]' end) as c(cve)
	), known as (
		select c.system_id, c.plugin_id, array_agg(c.cve order by c.cve) as cves, min(k.due_date)::text as exploited_due_date
		from cves c left join reference_known_exploited k on k.cve_id = upper(c.cve) group by 1, 2
	)
	select f.system_id as "systemId", f.plugin_id as "pluginId", coalesce(max(f.plugin_name), 'Plugin ' || f.plugin_id) as "pluginName", max(f.solution) as solution,
		coalesce(max(f.severity), 0) as severity, min(f.first_found) as "firstFound", max(f.last_found) as "lastFound",
		coalesce(k.cves, '{}') as cves, k.exploited_due_date as "exploitedDueDate", array_agg(distinct f.host order by f.host) as hosts
	from found f left join known k using (system_id, plugin_id)
	group by f.system_id, f.plugin_id, k.cves, k.exploited_due_date`;
