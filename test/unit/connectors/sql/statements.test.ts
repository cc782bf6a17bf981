import {describe, expect, test} from 'vitest';
import type {SqlDialect} from '../../../../source/connectors/sql/dialect.js';
import {postgresDialect} from '../../../../source/connectors/sql/postgres-dialect.js';
import {profileSchema} from '../../../../source/connectors/sql/profile.js';
import {selectExtent, selectItems, selectNamelessRows, selectRows, type SelectContext} from '../../../../source/connectors/sql/select-statements.js';
import {sqlServerDialect} from '../../../../source/connectors/sql/sql-server-dialect.js';
import {insertRow, stampsOf, toAssignment, updateRow} from '../../../../source/connectors/sql/write-statements.js';

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
