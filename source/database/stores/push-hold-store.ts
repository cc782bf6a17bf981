import type {EntityType} from '../../core/entity.js';
import type {PushHoldStore} from '../../core/stores/push-hold-store.js';
import type {SqlExecutor} from '../executor.js';

const leaveMarkSql = `
	insert into sync_witnesses (id, host, number, mark) values ($1, $2, 1, $3)
	on conflict (id) do update set number = sync_witnesses.number + 1, mark = excluded.mark, host = excluded.host, marked_at = now()
	returning number::text, mark::text, marked_at::text`;

const listUnreadSql = `
	select s.system_name, p.entity_type from sync_policies p
	join external_systems s on s.id = p.external_system_id and s.is_active and s.sync_enabled
	where p.is_active and p.sync_direction <> 'outbound' and not exists (
		select from sync_checkpoints c where c.external_system_id = p.external_system_id and c.entity_type = p.entity_type
			and c.direction = 'inbound' and c.last_full_at > $1)
	order by s.system_name, p.entity_type`;

const listUnknownSql = `
	select m.marker::text from unnest($1::uuid[]) as m(marker)
	where not exists (select from sync_outbox o where o.marker = m.marker) and not exists (select from poam_origins r where r.marker = m.marker)`;

export function createPushHoldStore(sql: SqlExecutor): PushHoldStore {
	return {
		findOpen: async () => {
			const [row] = await sql.query<{noticed_at: Date; noticed_by: string; evidence: string}>('select noticed_at, noticed_by, evidence from sync_push_holds where released_at is null');
			return row === undefined ? undefined : {noticedAt: row.noticed_at, noticedBy: row.noticed_by, evidence: row.evidence};
		},
		isNoticedSince: async at => (await sql.query('select from sync_push_holds where noticed_at > $1::timestamptz or released_at is null limit 1', [at])).length > 0,
		open: async ({noticedBy, evidence}) => {
			const opened = await sql.query('insert into sync_push_holds (noticed_by, evidence) values ($1, $2) on conflict do nothing returning id', [noticedBy, evidence]);
			return opened.length > 0;
		},
		release: async ({username, note}) => {
			await sql.query('update sync_push_holds set released_at = now(), released_by = $1, note = $2 where released_at is null', [username, note ?? null]);
			await sql.query('update sync_installation set marker_tag = default');
		},
		listUnreadSince: async at => {
			const rows = await sql.query<{system_name: string; entity_type: EntityType}>(listUnreadSql, [at]);
			return rows.map(row => ({systemName: row.system_name, entityType: row.entity_type}));
		},
		readInstallation: async () => {
			const [row] = await sql.query<{id: string; has_links: boolean; marker_tag: string}>('select id::text, marker_tag, exists (select from sync_links) as has_links from sync_installation');
			if (row === undefined) throw new Error('The table sync_installation is empty.');
			return {id: row.id, hasLinks: row.has_links, markerTag: row.marker_tag};
		},
		listUnknownMarkers: async markers => {
			const rows = await sql.query<{marker: string}>(listUnknownSql, [markers]);
			return rows.map(row => row.marker);
		},
		lockMark: async witnessId => {
			const [row] = await sql.query<{number: string; mark: string}>('select number::text, mark::text from sync_witnesses where id = $1 for update', [witnessId]);
			return row === undefined ? undefined : {number: Number(row.number), mark: row.mark};
		},
		leaveMark: async ({id, host, mark}) => {
			const [row] = await sql.query<{number: string; mark: string; marked_at: string}>(leaveMarkSql, [id, host, mark]);
			if (row === undefined) throw new Error('A mark was not left.');
			return {number: Number(row.number), mark: row.mark, markedAt: row.marked_at};
		},
	};
}
