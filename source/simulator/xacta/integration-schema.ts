/** How one table of the integration schema is filled from Xacta's own tables. `columns`: its column → what it is made of. */
type Mirror = {readonly table: string; readonly entity: string; readonly key: string; readonly source: string; readonly from: string; readonly sourceKey: string; readonly columns: Readonly<Record<string, string>>};

const mirrors: readonly Mirror[] = [
	{
		table: 'systems', entity: 'system', key: 'system_id', source: 'systems', from: 'public.systems b', sourceKey: 'b.system_id',
		columns: {
			system_id: 'b.system_id', name: 'b.system_name', acronym: 'left(b.system_name, 20)', system_type: 'b.system_type', authorization_boundary: 'b.authorization_boundary', system_owner: 'b.system_owner',
			isso: 'b.isso_name', authorizing_official: 'b.authorizing_official', authorization_date: 'b.authorization_date', authorization_termination_date: 'b.authorization_termination_date',
			last_assessment_date: 'b.last_assessment_date', lifecycle_status: `case when b.active then 'active' else 'inactive' end`, updated_by: 'null',
		},
	},
	{
		table: 'controls', entity: 'control', key: 'control_key', source: 'control_implementations',
		from: 'public.control_implementations b join public.controls k using (control_id)', sourceKey: `b.system_id || '/' || b.control_id`,
		columns: {
			control_key: `b.system_id || '/' || b.control_id`, system_id: 'b.system_id', control_acronym: 'k.control_number', title: 'k.control_title', family: 'k.control_family',
			implementation_status: 'b.implementation_status', compliance_status: 'b.assessment_status', implementation_narrative: 'b.implementation_description',
			responsible_entities: 'b.responsible_role', last_assessed: 'b.last_assessment_date', next_assessment: 'b.next_assessment_date', updated_by: 'b.updated_by',
		},
	},
	{
		table: 'poams', entity: 'poam', key: 'poam_id', source: 'poams', from: 'public.poams b', sourceKey: 'b.poam_id',
		columns: {
			poam_id: 'b.poam_id', system_id: 'b.system_id', control_acronym: 'b.control_id', weakness_description: 'b.weakness_description', source: 'b.weakness_type',
			resources_required: 'b.resources_required', scheduled_completion: 'b.scheduled_completion_date', completion_date: 'b.actual_completion_date', status: 'b.poam_status',
			severity: 'b.risk_rating', poc_name: 'b.responsible_individual', deviation_rationale: 'b.deviation_rationale', updated_by: 'b.updated_by',
		},
	},
	{
		table: 'milestones', entity: 'milestone', key: 'milestone_id', source: 'poam_milestones', from: 'public.poam_milestones b', sourceKey: 'b.milestone_id',
		columns: {
			milestone_id: 'b.milestone_id', poam_id: 'b.poam_id', description: 'b.milestone_description', scheduled_completion: 'b.scheduled_date', completion_date: 'b.actual_date',
			status: 'b.milestone_status', updated_by: 'null',
		},
	},
];

/** What each row has beside its own: which change it is, of which transaction, when and by whom. */
const stamps = 'row_version bigint not null, xid xid8 not null, updated_at timestamptz not null, updated_by varchar(100), created_at timestamptz not null default now(), deleted_at timestamptz';

const tablesSql = `
create schema xacta_int;
create sequence xacta_int.versions;
create sequence xacta_int.poam_numbers;
create table xacta_int.systems (
	system_id varchar(50) primary key, name varchar(200) not null, acronym varchar(20), system_type varchar(50) not null, authorization_boundary varchar(2000), system_owner varchar(100), isso varchar(100),
	authorizing_official varchar(100), authorization_date date, authorization_termination_date date, last_assessment_date date, lifecycle_status varchar(30), ${stamps}
);
create table xacta_int.controls (
	control_key varchar(80) primary key, system_id varchar(50) not null references xacta_int.systems, control_acronym varchar(20) not null, title varchar(300), family varchar(100),
	implementation_status varchar(30) not null, compliance_status varchar(30), implementation_narrative varchar(4000), responsible_entities varchar(100), last_assessed date, next_assessment date,
	is_inherited boolean not null default false, ${stamps}, unique (system_id, control_acronym)
);
create table xacta_int.poams (
	poam_id varchar(50) primary key default 'XI-' || lpad(nextval('xacta_int.poam_numbers')::text, 6, '0'), display_poam_id varchar(50), external_uid varchar(100),
	system_id varchar(50) not null references xacta_int.systems, control_acronym varchar(20), weakness_description varchar(2000) not null, source varchar(50), resources_required varchar(250),
	scheduled_completion date, extension_date date, completion_date date, status varchar(30) not null, review_status varchar(20) not null default 'Not Approved', severity varchar(20),
	poc_name varchar(100), deviation_rationale varchar(2000), comments varchar(2000), ${stamps},
	unique (system_id, external_uid),
	constraint poams_review_is_known check (review_status in ('Not Approved', 'Under Review', 'Approved'))
);
create table xacta_int.milestones (
	milestone_id varchar(60) primary key default 'MS-' || lpad(nextval('public.milestone_numbers')::text, 6, '0'), poam_id varchar(50) not null references xacta_int.poams on delete cascade,
	external_uid varchar(100), description varchar(2000) not null, scheduled_completion date, completion_date date, status varchar(30) not null default 'planned', review_status varchar(20),
	is_active boolean not null default true, ${stamps}
);
create index on xacta_int.milestones (poam_id);
create table xacta_int.tombstones (
	entity varchar(20) not null, entity_id varchar(80) not null, row_version bigint not null, xid xid8 not null, deleted_at timestamptz not null default clock_timestamp(), deleted_by varchar(100)
);
${['systems', 'controls', 'poams', 'tombstones'].map(table => `create index on xacta_int.${table} (xid);`).join('\n')}
`;

/** The rules of the schema: who changes a row gives it a version and a transaction; a milestone is a part of its item; what goes leaves a note; an approved date is frozen. */
const rulesSql = `
create function xacta_int.note_change() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
	new.row_version := nextval('xacta_int.versions'); new.xid := pg_current_xact_id(); new.updated_at := clock_timestamp();
	return new;
end $$;
create function xacta_int.note_end() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
	insert into xacta_int.tombstones (entity, entity_id, row_version, xid, deleted_by)
	values (tg_argv[0], to_jsonb(old)->>tg_argv[1], nextval('xacta_int.versions'), pg_current_xact_id(), session_user);
	return null;
end $$;
create function xacta_int.touch_item() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
	update xacta_int.poams set updated_at = now() where poam_id = coalesce(new.poam_id, old.poam_id);
	return null;
end $$;
create function xacta_int.keep_approved() returns trigger language plpgsql as $$
begin
	if old.review_status = 'Approved' and new.scheduled_completion is distinct from old.scheduled_completion then
		raise exception 'POA&M % is approved: its scheduled completion is frozen, a later milestone asks for an extension', old.poam_id;
	end if;
	return new;
end $$;
create trigger a_keep_approved before update on xacta_int.poams for each row execute function xacta_int.keep_approved();
create trigger touch_item after insert or update or delete on xacta_int.milestones for each row execute function xacta_int.touch_item();
${mirrors.map(({table, entity, key}) => `
create trigger note_change before insert or update on xacta_int.${table} for each row execute function xacta_int.note_change();
create trigger note_end after delete on xacta_int.${table} for each row execute function xacta_int.note_end('${entity}', '${key}');`).join('')}
`;

/** What people do in Xacta's own tables shows in the schema within their transaction. `pg_trigger_depth` keeps the two from echoing each other. */
function feedSql({table, key, source, from, sourceKey, columns}: Mirror): string {
	const names = Object.keys(columns);
	const select = `select ${Object.values(columns).join(', ')} from ${from}`;
	const gone = sourceKey.replaceAll('b.', 'old.');
	const here = sourceKey.replaceAll('b.', 'new.');
	return `
insert into xacta_int.${table} (${names.join(', ')}) ${select};
create function xacta_int.feed_${table}() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
	if tg_op = 'DELETE' then
		delete from xacta_int.${table} where ${key} = ${gone};
	else
		insert into xacta_int.${table} (${names.join(', ')}) ${select} where ${sourceKey} = ${here}
		on conflict (${key}) do update set ${names.filter(name => name !== key).map(name => `${name} = excluded.${name}`).join(', ')};
	end if;
	return null;
end $$;
create trigger feed_${table} after insert or update or delete on public.${source} for each row when (pg_trigger_depth() = 0) execute function xacta_int.feed_${table}();`;
}

/** What is written into the schema takes effect in Xacta's own tables within that transaction, and is refused by their rules too. */
const returnSql = `
create function xacta_int.return_poam() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
	insert into public.poams (poam_id, system_id, control_id, weakness_description, weakness_type, resources_required, scheduled_completion_date, actual_completion_date, poam_status, risk_rating,
		responsible_individual, deviation_rationale, created_date, created_by, updated_date, updated_by)
	values (new.poam_id, new.system_id, new.control_acronym, new.weakness_description, new.source, new.resources_required, new.scheduled_completion, new.completion_date, new.status, new.severity,
		new.poc_name, new.deviation_rationale, now() at time zone 'UTC', new.updated_by, new.updated_at at time zone 'UTC', new.updated_by)
	on conflict (poam_id) do update set weakness_description = excluded.weakness_description, weakness_type = excluded.weakness_type, resources_required = excluded.resources_required,
		scheduled_completion_date = excluded.scheduled_completion_date, actual_completion_date = excluded.actual_completion_date, poam_status = excluded.poam_status, risk_rating = excluded.risk_rating,
		responsible_individual = excluded.responsible_individual, deviation_rationale = excluded.deviation_rationale, updated_date = excluded.updated_date, updated_by = excluded.updated_by;
	return null;
end $$;
create trigger return_poam after insert or update on xacta_int.poams for each row when (pg_trigger_depth() = 0) execute function xacta_int.return_poam();
create function xacta_int.return_milestone() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
	insert into public.poam_milestones (milestone_id, poam_id, milestone_description, scheduled_date, actual_date, milestone_status)
	values (new.milestone_id, new.poam_id, new.description, new.scheduled_completion, new.completion_date, new.status)
	on conflict (milestone_id) do update set milestone_description = excluded.milestone_description, scheduled_date = excluded.scheduled_date, actual_date = excluded.actual_date, milestone_status = excluded.milestone_status;
	return null;
end $$;
create trigger return_milestone after insert or update on xacta_int.milestones for each row when (pg_trigger_depth() = 0) execute function xacta_int.return_milestone();
create function xacta_int.return_control() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
	update public.control_implementations set implementation_status = new.implementation_status, implementation_description = new.implementation_narrative, responsible_role = new.responsible_entities,
		last_assessment_date = new.last_assessed, next_assessment_date = new.next_assessment, updated_date = new.updated_at at time zone 'UTC', updated_by = new.updated_by
	where system_id || '/' || control_id = new.control_key;
	return null;
end $$;
create trigger return_control after update on xacta_int.controls for each row when (pg_trigger_depth() = 0) execute function xacta_int.return_control();
`;

/** A schema beside Xacta's own tables with transactions, versions and tombstones, always in step with them. */
export const integrationSchemaSql = [tablesSql, rulesSql, ...mirrors.map(feedSql), returnSql].join('\n');

/** What a connector's login may do there and no more; docs/connectors/xacta.md shows the same to a site's administrator. */
export const integrationGrantsSql = (role: string): string => `
grant usage on schema xacta_int to ${role};
grant select on all tables in schema xacta_int to ${role};
grant update (implementation_status, implementation_narrative, responsible_entities, last_assessed, next_assessment, updated_at, updated_by) on xacta_int.controls to ${role};
grant insert, update (weakness_description, resources_required, scheduled_completion, completion_date, status, severity, poc_name, deviation_rationale, comments, updated_at, updated_by) on xacta_int.poams to ${role};
grant insert, update (description, scheduled_completion, completion_date, status) on xacta_int.milestones to ${role};
grant usage on sequence xacta_int.poam_numbers, public.milestone_numbers to ${role};
`;
