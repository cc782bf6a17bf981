import type {JsonValue} from '../../core/json.js';
import type {AuditedEvent, AuditFilter, AuditStore} from '../../core/stores/audit-store.js';
import type {SqlExecutor} from '../executor.js';
import {createConditions, type Conditions} from './conditions.js';
import {fromJsonText, toJsonText} from './json-column.js';
import {toKeyPage, toKeyPageBefore} from './key-page.js';

type EventRow = {
	readonly sequence: string;
	readonly at: Date;
	readonly actor: string;
	readonly action: string;
	readonly target_type: string;
	readonly target_id: string;
	readonly before: string | null;
	readonly after: string | null;
	readonly detail: string | null;
};

const selectEvent = `select e.sequence::text as sequence, e.at, e.actor, e.action, e.target_type, e.target_id,
	e.before::text as before, e.after::text as after, e.detail::text as detail from audit_events e`;

/** Appending locks the head of the chain until the transaction ends: do it last. */
export function createAuditStore(sql: SqlExecutor): AuditStore {
	const read = async (conditions: Conditions, order: 'asc' | 'desc', limit: number): Promise<readonly AuditedEvent[]> => {
		const rows = await sql.query<EventRow>(`${selectEvent} where ${conditions.text()} order by e.sequence ${order} limit ${conditions.parameter(limit + 1)}`, conditions.values);
		return rows.map(parseEvent);
	};
	return {
		append: async (actor, event) => {
			await sql.query('select audit_append($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8::jsonb)', [
				actor.username, actor.userId ?? null, event.action, event.targetType, event.targetId,
				toJsonText(event.before), toJsonText(event.after), toJsonText(event.detail),
			]);
		},
		page: async (filter, after, limit) => {
			const conditions = toConditions(filter);
			if (after !== undefined) conditions.add('e.sequence < $$', after);
			return toKeyPage(await read(conditions, 'desc', limit), limit, ({sequence}) => sequence);
		},
		pageBefore: async (filter, before, limit) => {
			const conditions = toConditions(filter);
			if (before !== undefined) conditions.add('e.sequence > $$', before);
			return toKeyPageBefore(await read(conditions, 'asc', limit), limit, ({sequence}) => sequence, 'down');
		},
		verify: async () => {
			const [row] = await sql.queryLong<{events: string; first_broken: string | null}>(
				'select events::text as events, first_broken::text as first_broken from audit_verify()');
			const firstBroken = row?.first_broken ?? null;
			return {events: Number(row?.events ?? 0), firstBroken: firstBroken === null ? undefined : Number(firstBroken)};
		},
	};
}

function toConditions({targetType, targetId, actor}: AuditFilter): Conditions {
	const conditions = createConditions();
	if (targetType !== undefined) conditions.add('e.target_type = $$', targetType);
	if (targetId !== undefined) conditions.add('e.target_id = $$', targetId);
	if (actor !== undefined) conditions.add('e.actor = $$', actor);
	return conditions;
}

const parseEvent = (row: EventRow): AuditedEvent => ({
	sequence: Number(row.sequence),
	at: row.at,
	actor: row.actor,
	action: row.action,
	targetType: row.target_type,
	targetId: row.target_id,
	...given('before', row.before),
	...given('after', row.after),
	...given('detail', row.detail),
});

const given = (key: 'before' | 'after' | 'detail', text: string | null): {readonly [K in typeof key]?: JsonValue} => {
	const value = fromJsonText(text);
	return value === undefined ? {} : {[key]: value};
};
