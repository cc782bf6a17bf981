import type {PageStore, Ties} from '../../../core/stores/page-store.js';
import type {SqlExecutor} from '../../executor.js';
import {isCompared} from '../../sql/is-compared.js';

type Row = {readonly internal_id: string; readonly external_system_id: number; readonly is_asked: boolean; readonly is_owed: boolean};

/** One search of an index for each row, whatever the statistics say ("offset 0"); of those that no other system is tied to, nothing more is asked. */
const tiesSql = `
	select l.internal_id::text, l.external_system_id,
		exists (select from sync_conflicts c where c.link_id = l.id and c.resolution_status = 'pending' offset 0) as is_asked,
		exists (select from sync_internal_edits e where e.entity_type = l.entity_type and e.internal_id = l.internal_id and e.external_system_id = l.external_system_id and ${isCompared('e')} offset 0) as is_owed
	from sync_links l where l.internal_id = any($1::bigint[]) and l.entity_type = $2 and l.external_system_id <> $3`;

export const createPageTies = (sql: SqlExecutor): Pick<PageStore, 'readTies'> => ({
	readTies: async (externalSystemId, entityType, internalIds) => {
		if (internalIds.length === 0) return new Map();
		const rows = await sql.query<Row>(tiesSql, [internalIds, entityType, externalSystemId]);
		return new Map([...Map.groupBy(rows, row => row.internal_id)].map(([internalId, ties]): [string, Ties] => [internalId, {
			tiedTo: ties.map(tie => tie.external_system_id),
			elsewhere: ties.some(tie => tie.is_asked) ? 'conflict' : ties.some(tie => tie.is_owed) ? 'pending' : 'synced',
		}]));
	},
});
