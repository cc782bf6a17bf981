import type {CorrelationStore, OpenWeakness, ListedPoam, UnlinkedHost} from '../../core/stores/correlation-store.js';
import {quoteName, type Catalog} from '../catalog.js';
import type {SqlExecutor} from '../executor.js';

type HostRow = {readonly id: string; readonly hostname: string | null; readonly netbios_name: string | null; readonly ip_addresses: string | null; readonly system_id: string | null};

/** Findings without a plan or a control, by plugin and by the system of their host. */
const openWeaknessesSql = `
	select v.plugin_id::text as "pluginId", a.system_id::text as "systemId",
		coalesce((array_agg(v.external_references) filter (where jsonb_typeof(v.external_references) = 'array'))[1], '[]') as cves
	from ingestion_vulnerabilities v join ingestion_assets a on a.asset_uuid::text = v.asset_uuid::text
	where (v.poam_id is null or v.control_id is null) and a.system_id is not null and v.plugin_id is not null and upper(coalesce(v.state, '')) <> 'FIXED'
	group by 1, 2 order by 1, 2`;

export function createCorrelationStore(sql: SqlExecutor, catalog: Catalog): CorrelationStore {
	/** An installation's own tables may refer to a row by its number instead of its key: then it is left to them. */
	const isText = async (column: string) => /^(?:character|text)/.test((await catalog.columnsOf('ingestion_vulnerabilities')).get(column)?.type ?? '');
	return {
		listUnlinkedHosts: async (field, after, limit) => {
			const rows = await sql.query<HostRow>(
				`select a.id::text, a.hostname, a.netbios_name, a.ip_addresses::text, a.system_id::text from ingestion_assets a
				where a.${quoteName(field)} is null and a.id > $1 order by a.id limit $2`, [after, limit]);
			return rows.map(toHost);
		},
		findTaken: async (field, externalIds) => {
			const rows = await sql.query<{taken: string}>(`select ${quoteName(field)} as taken from ingestion_assets where ${quoteName(field)} = any($1::text[])`, [externalIds]);
			return new Set(rows.map(({taken}) => taken));
		},
		linkHosts: async (field, systemType, links) => {
			if (links.length === 0) return 0;
			const rows = await sql.query(
				`update ingestion_assets a set ${quoteName(field)} = u.external_id,
					external_system_mappings = jsonb_build_object($2::text, u.external_id) || coalesce(a.external_system_mappings, '{}')
				from jsonb_to_recordset($1::jsonb) as u(internal_id bigint, external_id text)
				where a.id = u.internal_id and a.${quoteName(field)} is null returning a.id`,
				[JSON.stringify(links.map(({internalId, externalId}) => ({internal_id: internalId, external_id: externalId}))), systemType]);
			return rows.length;
		},
		listOpenWeaknesses: async () => {
			const rows = await sql.query<{pluginId: string; systemId: string; cves: unknown}>(openWeaknessesSql);
			return rows.map(({cves, ...row}): OpenWeakness => ({...row, cves: Array.isArray(cves) ? cves.filter(cve => typeof cve === 'string') : []}));
		},
		listPoams: () => sql.query<ListedPoam>(`
			select poam_id::text as "poamId", system_id::text as "systemId", coalesce(weakness_description, '') as text, security_control as "controlId", status
			from ingestion_poams p where system_id is not null and not exists (
				select from poam_origins r where r.poam_internal_id = p.id and not exists (select from sync_links l where l.entity_type = 'poam' and l.internal_id = p.id))`),
		listControls: () => sql.query<{systemId: string; controlId: string}>(`select system_id::text as "systemId", control_id as "controlId" from ingestion_controls`),
		linkWeaknesses: async links => {
			const [hasPoam, hasControl] = [await isText('poam_id'), await isText('control_id')];
			const filled = links.filter(({poamId, controlId}) => (hasPoam && poamId !== undefined) || (hasControl && controlId !== undefined));
			if (filled.length === 0) return 0;
			const set = [...(hasPoam ? ['poam_id = coalesce(v.poam_id, u.poam_id)'] : []), ...(hasControl ? ['control_id = coalesce(v.control_id, u.control_id)'] : [])];
			const empty = [...(hasPoam ? ['(v.poam_id is null and u.poam_id is not null)'] : []), ...(hasControl ? ['(v.control_id is null and u.control_id is not null)'] : [])];
			const rows = await sql.query(
				`update ingestion_vulnerabilities v set ${set.join(', ')}
				from jsonb_to_recordset($1::jsonb) as u(plugin_id text, system_id text, poam_id text, control_id text), ingestion_assets a
				where v.plugin_id::text = u.plugin_id and a.system_id::text = u.system_id and a.asset_uuid::text = v.asset_uuid::text
					and upper(coalesce(v.state, '')) <> 'FIXED' and (${empty.join(' or ')}) returning v.id`,
				[JSON.stringify(filled.map(({pluginId, systemId, poamId, controlId}) => ({plugin_id: pluginId, system_id: systemId, poam_id: poamId ?? null, control_id: controlId ?? null})))]);
			return rows.length;
		},
	};
}

const toHost = ({id, hostname, netbios_name: netbiosName, ip_addresses: addresses, system_id: systemId}: HostRow): UnlinkedHost => ({
	internalId: id, systemId, names: [hostname, netbiosName].flatMap(name => name ?? []), addresses: (addresses ?? '').split(/[\s,;{}"]+/).filter(part => part !== ''),
});
