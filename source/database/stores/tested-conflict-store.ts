import {verdictKinds, type Change} from '../../core/conflict.js';
import type {TestedConflictStore, TestedRow} from '../../core/stores/tested-conflict-store.js';
import type {SqlExecutor} from '../executor.js';
import {fromJsonText} from './json-column.js';

type Row = {
	readonly id: number; readonly version: number; readonly base_value: string | null; readonly internal_value: string | null; readonly external_value: string | null;
	readonly internal_changed_at: Date | null; readonly internal_changed_by: string | null; readonly external_changed_at: Date | null; readonly external_changed_by: string | null;
	readonly resolved_value: string | null; readonly resolution_status: TestedRow['status']; readonly resolution_action: string | null; readonly internal_id: string | null;
};

/** A person's verdict has a name and kept what it found; what the engine closed has neither. */
const which = {
	pending: `c.resolution_status = 'pending'`,
	decided: `c.resolution_status in ('resolved', 'ignored') and c.resolved_by_name is not null and c.resolution_action = any($5)`,
} as const;

const listSql = (condition: string): string => `
	select c.id, c.version, c.base_value::text, c.internal_value::text, c.external_value::text, c.internal_changed_at, c.internal_changed_by, c.external_changed_at,
		c.external_changed_by, c.resolved_value::text, c.resolution_status, c.resolution_action, c.internal_id::text
	from sync_conflicts c
	where c.external_system_id = $1 and c.entity_type = $2 and c.field_name = $3 and c.conflict_type = 'field_mismatch' and c.id < $4 and ${condition}
	order by c.id desc limit `;

const largestId = 2 ** 31 - 1;

export const createTestedConflictStore = (sql: SqlExecutor): TestedConflictStore => ({
	listTested: async ({externalSystemId, entityType, fieldName}, kind, before, limit) => {
		const values: unknown[] = [externalSystemId, entityType, fieldName, before ?? largestId, ...(kind === 'decided' ? [[...verdictKinds]] : []), limit];
		return (await sql.query<Row>(`${listSql(which[kind])}$${values.length}`, values)).map(parseRow);
	},
});

const parseRow = (row: Row): TestedRow => ({
	id: row.id, version: row.version, status: row.resolution_status, internalId: row.internal_id ?? undefined,
	baseValue: fromJsonText(row.base_value), internalValue: fromJsonText(row.internal_value), externalValue: fromJsonText(row.external_value), resolvedValue: fromJsonText(row.resolved_value),
	internalChange: toChange(row.internal_changed_at, row.internal_changed_by), externalChange: toChange(row.external_changed_at, row.external_changed_by),
	action: row.resolution_status === 'pending' ? undefined : verdictKinds.find(kind => kind === row.resolution_action),
});

const toChange = (at: Date | null, by: string | null): Change | undefined => (at === null && by === null ? undefined : {at: at ?? undefined, by: by ?? undefined});
