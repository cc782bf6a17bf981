/**
 * Sees to it that a monthly partition exists for the month before this one, this one and the next `months_ahead`, and a
 * default one for everything else. Rows that fell into the default partition move to their month. A table that is not
 * partitioned is left alone. Gives the number of partitions made.
 */
export const ensurePartitions = `returns integer language plpgsql as $$
declare
	parent_name name;
	time_column name;
	this_month timestamp := date_trunc('month', now() at time zone 'UTC');
	month timestamp;
	partition name;
	made integer := 0;
begin
	select c.relname, a.attname into parent_name, time_column
	from pg_partitioned_table p
	join pg_class c on c.oid = p.partrelid
	join pg_attribute a on a.attrelid = p.partrelid and a.attnum = p.partattrs[0]
	where p.partrelid = parent;
	if not found then return 0; end if;

	perform pg_advisory_xact_lock(hashtext('parley_partitions'));
	if to_regclass(quote_ident(parent_name || '_default')) is null then
		execute format('create table %I partition of %s default', parent_name || '_default', parent);
	end if;
	for month in select generate_series(this_month - interval '1 month', this_month + months_ahead * interval '1 month', interval '1 month') loop
		partition := parent_name || to_char(month, '"_"YYYY_MM');
		continue when to_regclass(quote_ident(partition)) is not null;
		execute format('create table %I (like %s including defaults)', partition, parent);
		-- Straight between the two partitions, so that no statement trigger of the parent counts these rows again.
		execute format(
			'with moved as (delete from %I where %I >= %L and %I < %L returning *) insert into %I select * from moved',
			parent_name || '_default', time_column, month, time_column, month + interval '1 month', partition);
		execute format('alter table %s attach partition %I for values from (%L) to (%L)', parent, partition, month, month + interval '1 month');
		made := made + 1;
	end loop;
	return made;
end $$`;

/** Drops the monthly partitions that hold nothing newer than \`older_than\`; gives their names. */
export const dropPartitions = `returns text[] language plpgsql as $$
declare
	partition name;
	dropped text[] := '{}';
begin
	for partition in
		select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
		where i.inhparent = parent and c.relname ~ '_\\d{4}_\\d{2}$'
			and to_timestamp(right(c.relname, 7), 'YYYY_MM')::timestamp + interval '1 month' <= older_than
		order by c.relname
	loop
		execute format('drop table %I', partition);
		dropped := dropped || partition::text;
	end loop;
	return dropped;
end $$`;
