import {describe, expect, test} from 'vitest';
import type {SqlDialect} from '../../../../source/connectors/sql/dialect.js';
import {postgresDialect} from '../../../../source/connectors/sql/postgres-dialect.js';
import {profileSchema} from '../../../../source/connectors/sql/profile.js';
import {selectExtent, selectItems, selectNamelessRows, selectRows, selectTombstones, selectVersion, selectWindow, type SelectContext} from '../../../../source/connectors/sql/select-statements.js';
import {sqlServerDialect} from '../../../../source/connectors/sql/sql-server-dialect.js';
import {insertRow, stampsOf, toAssignment, updateRow, updateVersion} from '../../../../source/connectors/sql/write-statements.js';

const profile = profileSchema.parse({
	name: 'site',
	entities: {
		control: {
			table: 'impl', key: ['sys', 'ctl'], columns: {status: 'st'},
			joins: [{table: 'catalog', on: {id: 'ctl'}, columns: {title: 'name'}}],
			lists: [{field: 'notes', table: 'note', key: 'no', parent: ['s', 'c'], columns: ['no', 'txt'], isWritable: true}],
			changed: {at: 'upd', by: 'who'}, writable: ['status'],
		},
	},
});
const control = profile.entities.control;
if (control === undefined) throw new Error('The profile lost its control.');

const versioned = profileSchema.parse({
	name: 'versions',
	entities: {
		poam: {
			table: 'item', key: ['id'], columns: {text: 'txt'}, writable: ['text'], version: 'rv', creation: {marker: 'uid'},
			lists: [{field: 'notes', table: 'note', key: 'no', parent: ['item'], columns: ['no']}],
			changed: {at: 'upd', by: 'who', window: 'tx'}, deletion: {kind: 'tombstones', table: 'gone', entity: 'kind', name: 'item', id: 'gone_id', at: 'gone_at', window: 'tx'},
		},
	},
}).entities.poam;
if (versioned === undefined) throw new Error('The profile lost its item.');
const inWindow = {after: undefined, since: '812', limit: 3} as const;

const context = (dialect: SqlDialect, schema?: string): SelectContext => ({dialect, schema, profile: control});
const page = {kind: 'page', after: ['a', 7], since: '2026-01-02T03:04:05.000Z', limit: 11} as const;

describe('the statements for PostgreSQL', () => {
	const postgres = context(postgresDialect, 'x');

	test('read a page after a key, changed since a time or at an unknown one', () => {
		expect(selectRows(postgres, page)).toEqual({
			verb: 'SELECT', table: 'impl', values: ['a', 7, '2026-01-02T03:04:05.000Z'],
			text: 'select t."sys" as "#key0", t."ctl" as "#key1", t."upd" as "#changedAt", t."who" as "#changedBy", t."st" as "status", j0."name" as "title"'
				+ ' from "x"."impl" as t left join "x"."catalog" as j0 on j0."id" = t."ctl"'
				+ ' where ((t."sys", t."ctl") > ($1, $2)) and (t."upd" >= $3 or t."upd" is null) order by t."sys", t."ctl" offset 0 rows fetch next 11 rows only',
		});
	});

	test('read the items of exactly the rows of that page', () => {
		expect(selectItems(postgres, control.lists[0] ?? fail(), page)).toEqual({
			verb: 'SELECT', table: 'note', values: ['a', 7, '2026-01-02T03:04:05.000Z'],
			text: 'select c."s" as "#key0", c."c" as "#key1", c."no" as "no", c."txt" as "txt" from "x"."note" as c'
				+ ' join (select t."sys" as "#key0", t."ctl" as "#key1" from "x"."impl" as t'
				+ ' where ((t."sys", t."ctl") > ($1, $2)) and (t."upd" >= $3 or t."upd" is null) order by t."sys", t."ctl" offset 0 rows fetch next 11 rows only)'
				+ ' as page on c."s" = page."#key0" and c."c" = page."#key1" order by c."no"',
		});
	});

	test('lock one row for a write, and not the rows joined to it', () => {
		expect(selectRows(postgres, {kind: 'one', key: ['a', 7]}, true).text).toMatch(/ where t\."sys" = \$1 and t\."ctl" = \$2 for update of t$/);
	});

	test('set columns and the stamps of one row', () => {
		expect(updateRow(postgres, 'impl', [toAssignment('st', null), ...stampsOf(postgres, 'parley')], [{column: 'sys', value: 'a'}, {column: 'ctl', value: 7}])).toEqual({
			verb: 'UPDATE', table: 'impl', values: [null, 'parley', 'a', 7],
			text: 'update "x"."impl" set "st" = $1, "upd" = clock_timestamp(), "who" = $2 where "sys" = $3 and "ctl" = $4',
		});
	});

	test('count what a listing will meet, before it looks', () => {
		expect(selectExtent(postgres, undefined).text).toBe('select count(*) as "#total", count(case when t."sys" is null or t."ctl" is null then 1 end) as "#nameless",'
			+ ' transaction_timestamp() as "#startedAt" from "x"."impl" as t');
	});

	test('find the rows that no page holds because they have no key', () => {
		expect(selectNamelessRows(postgres, undefined, 5).text).toMatch(/ from "x"\."impl" as t where \(t\."sys" is null or t\."ctl" is null\) order by t\."sys", t\."ctl" offset 0 rows fetch next 5 rows only$/);
	});

	test('read rows by the transaction of their change, with their version and marker', () => {
		const {text, values} = selectRows({...postgres, profile: versioned}, {kind: 'page', after: ['a'], since: '812', limit: 2});
		expect(text).toBe('select t."id" as "#key0", t."upd" as "#changedAt", t."who" as "#changedBy", t."rv" as "#rowVersion", t."uid" as "#marker", t."txt" as "text" from "x"."item" as t'
			+ ' where ((t."id") > ($1)) and t."tx" >= $2::text::xid8 order by t."id" offset 0 rows fetch next 2 rows only');
		expect(values).toEqual(['a', '812']);
	});

	test('ask below which transaction none is under way, and what counts them', () => {
		expect(selectWindow(postgres).text).toMatch(/^select pg_snapshot_xmin\(pg_current_snapshot\(\)\)::text as "#bound", \(select s\.system_identifier .+\) as "#counter"$/);
	});

	test('read keys of rows that went and did not come back', () => {
		expect(selectTombstones({...postgres, profile: versioned}, {...inWindow, after: ['m']})).toEqual({
			verb: 'SELECT', table: 'gone', values: ['item', '812', 'm'],
			text: 'select c."gone_id" as "#key0", max(c."gone_at") as "#changedAt" from "x"."gone" as c where c."kind" = $1 and c."tx" >= $2::text::xid8'
				+ ' and not exists (select 1 from "x"."item" as t where t."id" = c."gone_id") and c."gone_id" > $3 group by c."gone_id" order by c."gone_id" offset 0 rows fetch next 3 rows only',
		});
	});

	test('change a row that still has the version that was read', () => {
		expect(updateVersion({...postgres, profile: versioned}, [toAssignment('txt', 'b')], [{column: 'id', value: 'a'}], {column: 'rv', value: '7'})).toEqual({
			verb: 'UPDATE', table: 'item', values: ['b', 'a', '7'], text: 'update "x"."item" set "txt" = $1 where "id" = $2 and "rv" = $3 returning "rv"',
		});
	});

	test('let no name out of its quotes', () => {
		const hostile = {...control, table: 'a"; drop table b; --'};
		expect(selectExtent({...postgres, profile: hostile}, undefined).text).toContain('from "x"."a""; drop table b; --" as t');
	});
});

describe('the statements for SQL Server', () => {
	const server = context(sqlServerDialect);

	test('compare a key of two columns one after the other', () => {
		expect(selectRows(server, page)).toEqual({
			verb: 'SELECT', table: 'impl', values: ['a', 7, '2026-01-02T03:04:05.000Z'],
			text: 'select t.[sys] as [#key0], t.[ctl] as [#key1], t.[upd] as [#changedAt], t.[who] as [#changedBy], t.[st] as [status], j0.[name] as [title]'
				+ ' from [impl] as t left join [catalog] as j0 on j0.[id] = t.[ctl]'
				+ ' where ((t.[sys] > @p1) or (t.[sys] = @p1 and t.[ctl] > @p2)) and (t.[upd] >= @p3 or t.[upd] is null) order by t.[sys], t.[ctl] offset 0 rows fetch next 11 rows only',
		});
	});

	test('lock with a hint on the table instead of a clause at the end', () => {
		const {text} = selectRows(server, {kind: 'one', key: ['a', 7]}, true);
		expect(text).toContain('from [impl] as t with (updlock, rowlock) left join');
		expect(text).not.toContain('for update');
	});

	test('read the items of exactly the rows of that page', () => {
		expect(selectItems(server, control.lists[0] ?? fail(), {...page, after: undefined, since: undefined}).text).toBe(
			'select c.[s] as [#key0], c.[c] as [#key1], c.[no] as [no], c.[txt] as [txt] from [note] as c join (select t.[sys] as [#key0], t.[ctl] as [#key1] from [impl] as t'
			+ ' where t.[sys] is not null and t.[ctl] is not null order by t.[sys], t.[ctl] offset 0 rows fetch next 11 rows only) as page on c.[s] = page.[#key0] and c.[c] = page.[#key1] order by c.[no]');
	});

	test('count, and find rows without a key, with its own words', () => {
		expect(selectExtent({...server, schema: 'dbo'}, '2026-01-02T03:04:05.000Z')).toEqual({
			verb: 'SELECT', table: 'impl', values: ['2026-01-02T03:04:05.000Z'],
			text: 'select count(*) as [#total], count(case when t.[sys] is null or t.[ctl] is null then 1 end) as [#nameless], sysutcdatetime() as [#startedAt] from [dbo].[impl] as t where (t.[upd] >= @p1 or t.[upd] is null)',
		});
		expect(selectNamelessRows(server, undefined, 5).text).toContain('where (t.[sys] is null or t.[ctl] is null) order by t.[sys], t.[ctl] offset 0 rows fetch next 5 rows only');
		expect(selectVersion(sqlServerDialect).text).toContain("serverproperty('productversion')");
	});

	test('set columns and the stamps of one row', () => {
		expect(updateRow(server, 'impl', [toAssignment('st', null), ...stampsOf(server, 'parley')], [{column: 'sys', value: 'a'}, {column: 'ctl', value: 7}])).toEqual({
			verb: 'UPDATE', table: 'impl', values: [null, 'parley', 'a', 7], text: 'update [impl] set [st] = @p1, [upd] = sysutcdatetime(), [who] = @p2 where [sys] = @p3 and [ctl] = @p4',
		});
	});

	test('read by row versions, below which none is under way', () => {
		expect(selectWindow(server).text).toContain('convert(varchar(20), convert(bigint, min_active_rowversion())) as [#bound]');
		expect(selectRows({...server, profile: versioned}, {kind: 'page', after: undefined, since: '812', limit: 2}).text).toContain('and t.[tx] >= convert(binary(8), convert(bigint, @p1)) order by');
		expect(selectTombstones({...server, profile: versioned}, inWindow)?.text).toBe('select c.[gone_id] as [#key0], max(c.[gone_at]) as [#changedAt] from [gone] as c where c.[kind] = @p1'
			+ ' and c.[tx] >= convert(binary(8), convert(bigint, @p2)) and not exists (select 1 from [item] as t where t.[id] = c.[gone_id]) group by c.[gone_id] order by c.[gone_id] offset 0 rows fetch next 3 rows only');
	});

	test('give the new version back through a table variable, because tables with triggers take no plain OUTPUT', () => {
		expect(updateVersion({...server, profile: versioned}, [toAssignment('txt', 'b')], [{column: 'id', value: 'a'}], {column: 'rv', value: '7'}).text).toBe(
			'declare @written table (version binary(8)); update [item] set [txt] = @p1 output inserted.[rv] into @written where [id] = @p2 and [rv] = @p3; select version from @written');
	});

	test('find a row by its marker', () => {
		expect(selectRows({...server, profile: versioned}, {kind: 'marked', column: 'uid', marker: 'm'}).text).toMatch(/ from \[item\] as t where t\.\[uid\] = @p1$/);
	});

	test('insert with the server\'s clock', () => {
		expect(insertRow(server, 'note', [toAssignment('txt', "'; --"), ...stampsOf(server, 'parley')])).toEqual({
			verb: 'INSERT', table: 'note', values: ["'; --", 'parley'], text: 'insert into [note] ([txt], [upd], [who]) values (@p1, sysutcdatetime(), @p2)',
		});
	});

	test('let no name out of its brackets', () => {
		expect(sqlServerDialect.quote('a]; drop table b; --')).toBe('[a]]; drop table b; --]');
	});
});

function fail(): never {
	throw new Error('The profile lost its list.');
}
