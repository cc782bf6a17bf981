import {phase} from './support/phase.js';

// JSON null and SQL NULL must not look alike in the chain, so the values go in as text.
const auditHash = `returns bytea language sql stable as $$
	select sha256(coalesce(event.previous_hash, ''::bytea) || convert_to(jsonb_build_array(
		event.sequence, to_char(event.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), event.actor, event.actor_user_id,
		event.database_user, event.action, event.target_type, event.target_id,
		event.before::text, event.after::text, event.detail::text
	)::text, 'UTF8'))
$$`;

// The head row is locked until the transaction ends: events get their numbers in the order of their commits.
const auditAppend = `returns bigint language plpgsql as $$
declare
	head audit_head;
	event audit_events;
begin
	select * into head from audit_head for update;
	event := row(head.sequence + 1, clock_timestamp(), event_actor, event_actor_user_id, session_user, event_action, event_target_type,
		event_target_id, event_before, event_after, event_detail, head.hash, ''::bytea);
	event.hash := audit_hash(event);
	insert into audit_events select (event).*;
	update audit_head set sequence = event.sequence, hash = event.hash;
	return event.sequence;
end $$`;

const auditVerify = `returns table (events bigint, first_broken bigint) language sql stable as $$
	with checked as (
		select e.sequence, e.hash,
			e.sequence <> row_number() over chain
				or e.previous_hash is distinct from lag(e.hash) over chain
				or e.hash is distinct from audit_hash(e) as is_broken
		from audit_events e
		window chain as (order by e.sequence)
	), last as (
		select sequence, hash from checked order by sequence desc limit 1
	)
	select (select count(*) from checked), coalesce(
		(select min(sequence) from checked where is_broken),
		-- A chain whose end was cut off is whole in itself; the head remembers where it ended.
		(select coalesce(last.sequence, 0) + 1 from audit_head head left join last on true
			where head.sequence <> coalesce(last.sequence, 0) or head.hash is distinct from last.hash))
$$`;

const auditRefuseChange = `returns trigger language plpgsql as $$
begin
	raise exception 'audit_events is append-only' using errcode = 'insufficient_privilege';
end $$`;

export const {up, down} = phase(import.meta.url, async schema => {
	const isNew = await schema.ensureTable('audit_events', [
		'sequence bigint primary key',
		'at timestamptz not null',
		'actor text not null',
		'actor_user_id integer',
		'database_user text not null',
		'action text not null',
		'target_type text not null',
		'target_id text not null',
		'before jsonb',
		'after jsonb',
		'detail jsonb',
		'previous_hash bytea',
		'hash bytea not null',
	]);
	if (!isNew) throw new Error('A table "audit_events" exists that Parley did not create. Rename it, or give Parley a schema of its own by search_path.');
	await schema.ensureIndex('audit_events_by_target', 'audit_events (target_type, target_id, sequence)');
	await schema.ensureIndex('audit_events_by_actor', 'audit_events (actor, sequence)');
	await schema.ensureTable('audit_head', ['only_row boolean primary key default true', 'sequence bigint not null', 'hash bytea'], {
		constraints: ['constraint audit_head_is_one_row check (only_row)'],
	});
	await schema.run('insert into audit_head (sequence, hash) values (0, null)');

	await schema.createFunction('audit_hash(audit_events)', auditHash, {parameters: 'event audit_events'});
	await schema.createFunction('audit_append(text, integer, text, text, text, jsonb, jsonb, jsonb)', auditAppend, {
		parameters: `event_actor text, event_actor_user_id integer, event_action text, event_target_type text, event_target_id text,
			event_before jsonb default null, event_after jsonb default null, event_detail jsonb default null`,
	});
	await schema.createFunction('audit_verify()', auditVerify);
	await schema.createFunction('audit_refuse_change()', auditRefuseChange);
	await schema.createTrigger('audit_events', 'audit_events_append_only', 'before update or delete or truncate on %s for each statement', 'audit_refuse_change()');
});
