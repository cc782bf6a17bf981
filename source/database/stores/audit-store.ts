import type {JsonValue} from '../../core/json.js';
import type {AuditedEvent, AuditStore} from '../../core/stores/audit-store.js';
import type {SqlExecutor} from '../executor.js';
import {createConditions} from './conditions.js';
import {fromJsonText, toJsonText} from './json-column.js';
import {toKeyPage} from './key-page.js';

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
	return {
		append: async (actor, event) => {
			await sql.query('select audit_append($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8::jsonb)', [
				actor.username, actor.userId ?? null, event.action, event.targetType, event.targetId,
				toJsonText(event.before), toJsonText(event.after), toJsonText(event.detail),
			]);
		},
		page: async (filter, after, limit) => {
			const conditions = createConditions();
			if (filter.targetType !== undefined) conditions.add('e.target_type = $$', filter.targetType);
			if (filter.targetId !== undefined) conditions.add('e.target_id = $$', filter.targetId);
			if (filter.actor !== undefined) conditions.add('e.actor = $$', filter.actor);
			if (after !== undefined) conditions.add('e.sequence < $$', after);
			const rows = await sql.query<EventRow>(
				`${selectEvent} where ${conditions.text()} order by e.sequence desc limit ${conditions.parameter(limit + 1)}`, conditions.values);
			return toKeyPage(rows.map(parseEvent), limit, event => event.sequence);
		},
		verify: async () => {
			const [row] = await sql.queryLong<{events: string; first_broken: string | null}>(
				'select events::text as events, first_broken::text as first_broken from audit_verify()');
			const firstBroken = row?.first_broken ?? null;
			return {events: Number(row?.events ?? 0), firstBroken: firstBroken === null ? undefined : Number(firstBroken)};
		},
	};
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
