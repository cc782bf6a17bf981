import {entityDefinitions, entityTypes, type EntityDefinition} from '../../core/entity.js';
import {RefusedValue, type RecordWrite, type VerdictPageStore} from '../../core/stores/verdict-page-store.js';
import {quoteName, type Catalog} from '../catalog.js';
import {findSqlState} from '../database-errors.js';
import type {SqlExecutor} from '../executor.js';
import {castFromJson} from '../record-columns.js';
import {isCompared} from '../sql/is-compared.js';
import {oweElsewhere} from '../sql/owe-elsewhere.js';
import {cancelReady, putRestorations} from '../sql/put-restorations.js';
import {moveConflicts, reopenConflicts, settleConflicts} from '../sql/settle-conflicts.js';
import {dropInternalEdits, putInternalEdits, writeDisputedLinks} from '../sql/write-disputed-links.js';
import {toOwedElsewhereJson} from './owed-elsewhere-json.js';
import {toRestorationsJson} from './restorations-json.js';
import {toSettlementsJson} from './settlements-json.js';
import {takeReferencesAlong} from './take-references-along.js';
import {createVerdictPageReads} from './verdict-page-reads.js';

export const createVerdictPageStore = (sql: SqlExecutor, catalog: Catalog): VerdictPageStore => ({
	...createVerdictPageReads(sql, catalog),
	// Every row is held already, so the order is that of what the last statement reads: a record's status follows from the rest.
	write: async ({settled, reopened, moved, records, links, putEdits, droppedEdits, owedElsewhere, cancelOutboxOf, restorations}, stamp) => {
		const run = async (items: readonly unknown[], text: string, values: readonly unknown[]): Promise<void> => {
			if (items.length > 0) await sql.query(text, values);
		};
		await run(settled, settleConflicts, [toSettlementsJson(settled), stamp.userId ?? null, stamp.username, stamp.at.toISOString()]);
		await run(reopened, reopenConflicts, [reopened]);
		await run(moved, moveConflicts, [JSON.stringify(moved.map(({id, value, edit}) => ({id, value: {value}, changed_at: edit?.changedAt ?? null, changed_by: edit?.changedBy ?? null})))]);
		await run(links, writeDisputedLinks, [JSON.stringify(links.map(({linkId, base, theirs, withoutBase, withoutTheirs}) => ({id: linkId, base, theirs, without_base: withoutBase, without_theirs: withoutTheirs})))]);
		await run(droppedEdits, dropInternalEdits, [droppedEdits.map(edit => edit.entityType), droppedEdits.map(edit => edit.internalId), droppedEdits.map(edit => edit.field), droppedEdits.map(edit => edit.externalSystemId)]);
		await run(putEdits, putInternalEdits, [JSON.stringify(putEdits.map(edit => ({
			external_system_id: edit.externalSystemId, entity_type: edit.entityType, internal_id: edit.internalId, field: edit.field, value: {before: edit.before},
			changed_at: edit.changedAt, changed_by: edit.changedBy, is_decided: edit.isDecided,
		})))]);
		for (const [entityType, values] of Map.groupBy(owedElsewhere, value => value.entityType)) {
			await run(values, oweElsewhere, [JSON.stringify(toOwedElsewhereJson(values)), entityType, null, stamp.at.toISOString()]);
		}
		await run(cancelOutboxOf, cancelReady, [cancelOutboxOf, stamp.outboxReason]);
		await run(restorations, putRestorations, [toRestorationsJson(restorations), stamp.username]);
		for (const entityType of entityTypes) await writeRecords(sql, catalog, entityDefinitions[entityType], records.filter(record => record.entityType === entityType));
	},
});

/**
 * `conflict` while any question about the record waits, of whichever system; else `pending` while something of it is owed.
 * Each "offset 0" keeps a search of an index for each record, and one only: a verdict over many writes its notes faster than
 * statistics tell, and the planner would read all of them, twice, for each page.
 */
const statusSql = `
	select case
		when exists (select from sync_links l join sync_conflicts c on c.link_id = l.id where l.internal_id = u.id and l.entity_type = $2 and c.resolution_status = 'pending' offset 0) then 'conflict'
		when exists (select from sync_internal_edits e where e.entity_type = $2 and e.internal_id = u.id and ${isCompared('e')} offset 0) then 'pending'
		else 'synced'
	end as status offset 0`;

/** Values and status in one update, so that a row is written once; a row that stays as it is, not at all. */
async function writeRecords(sql: SqlExecutor, catalog: Catalog, definition: EntityDefinition, records: readonly RecordWrite[]): Promise<void> {
	const {table, entityType, fields, hasSyncStatus} = definition;
	const changed = hasSyncStatus ? records : records.filter(({set}) => Object.keys(set).length > 0);
	if (changed.length === 0) return;
	const columns = await catalog.columnsOf(table);
	const names = [...new Set(changed.flatMap(({set}) => Object.keys(set)))];
	const assignments = names.map(name => {
		const column = columns.get(name);
		if (column === undefined || !Object.hasOwn(fields, name)) throw new Error(`${table} has no mapped column ${name}.`);
		return `${quoteName(name)} = case when u.set ? '${name}' then ${castFromJson('u.set', name, column.type)} else t.${quoteName(name)} end`;
	});
	if (names.length > 0 && columns.has('updated_at')) assignments.push(`updated_at = case when u.set = '{}' then t.updated_at else now() end`);
	if (hasSyncStatus) assignments.push('sync_status = s.status');
	const values = [JSON.stringify(changed.map(({internalId, set}) => ({id: internalId, set}))), entityType];
	await takeReferencesAlong(sql, catalog, definition, changed).catch(refuseValue);
	const update = sql.query(
		`update ${table} t set ${assignments.join(', ')}
		from jsonb_to_recordset($1::jsonb) as u(id bigint, set jsonb) cross join lateral (${statusSql}) s
		where t.id = u.id and (u.set <> '{}'${hasSyncStatus ? ' or t.sync_status is distinct from s.status' : ''})`,
		values,
	);
	await update.catch(refuseValue);
}

/** SQL states of class 22 (a value that does not fit) and 23 (a constraint, or a rule of another program). */
function refuseValue(error: unknown): never {
	if (/^2[23]/.test(findSqlState(error) ?? '')) throw new RefusedValue(error instanceof Error ? error.message : String(error), {cause: error});
	throw error;
}
