import type {PlanStore, SpooledItem} from '../../core/stores/plan-store.js';
import type {SqlExecutor} from '../executor.js';

type Row = {readonly link_id: string; readonly id: string; readonly item: string};

const withoutLink = '0';

/** Records on their way into the tables, on disk, so that memory stays flat whatever a plan holds. */
export const createSpool = (sql: SqlExecutor): Pick<PlanStore, 'spool' | 'unspool' | 'readSpool' | 'clearSpool' | 'clearAbandonedSpool'> => ({
	spool: async (operationId, {externalSystemId, entityType}, items) => {
		await sql.query(
			`insert into sync_plan_spool (operation_id, external_system_id, entity_type, link_id, item)
			select $1, $2, $3, u.link_id, u.item from unnest($4::bigint[], $5::text[]) with ordinality as u(link_id, item, ordinal) order by u.ordinal`,
			[operationId, externalSystemId, entityType, items.map(({linkId}) => linkId ?? withoutLink), items.map(toText)],
		);
	},
	unspool: async (operationId, {externalSystemId, entityType}, {linkId, externalId}) => {
		// Its text narrows the search; what PostgreSQL's own JSON refuses may stand in it.
		const rows = await sql.query<Pick<Row, 'id' | 'item'>>(
			`select s.id::text, s.item from sync_plan_spool s
			where s.operation_id = $1 and s.external_system_id = $2 and s.entity_type = $3 and s.link_id = $4 and strpos(s.item, $5) > 0`,
			[operationId, externalSystemId, entityType, linkId ?? withoutLink, JSON.stringify({externalId}).slice(1, -1)],
		);
		const ids = rows.filter(row => isOf(JSON.parse(row.item) as SpooledItem, externalId)).map(({id}) => id);
		await sql.query(
			'delete from sync_plan_spool where operation_id = $1 and external_system_id = $2 and entity_type = $3 and link_id = $4 and id = any($5::bigint[])',
			[operationId, externalSystemId, entityType, linkId ?? withoutLink, ids],
		);
	},
	readSpool: async (operationId, {externalSystemId, entityType}, after, limit) => {
		const rows = await sql.query<Row>(
			`select s.link_id::text, s.id::text, s.item from sync_plan_spool s
			where s.operation_id = $1 and s.external_system_id = $2 and s.entity_type = $3 and (s.link_id, s.id) > ($4::bigint, $5::bigint) order by s.link_id, s.id limit $6`,
			[operationId, externalSystemId, entityType, after?.linkId ?? '-1', after?.id ?? '0', limit],
		);
		const last = rows.at(-1);
		return {
			rows: rows.map(({item}) => JSON.parse(item) as SpooledItem),
			next: last === undefined || rows.length < limit ? undefined : {linkId: last.link_id, id: last.id},
		};
	},
	clearSpool: async operationId => {
		await sql.query('delete from sync_plan_spool where operation_id = $1', [operationId]);
	},
	clearAbandonedSpool: async () => {
		await sql.query(`delete from sync_plan_spool s where not exists (select from ingestion_batches b where b.batch_id = s.operation_id and b.status = 'running')`);
	},
});

/** A listed record makes its fields when they are asked for, so JSON by itself would leave them out. */
const toText = (item: SpooledItem): string => JSON.stringify(item.kind === 'record' ? {...item, record: {...item.record, fields: item.record.fields}} : item);

const isOf = (item: SpooledItem, externalId: string): boolean => item.kind === 'record' && item.record.externalId === externalId;
