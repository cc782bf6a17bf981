import type {SqlExecutor} from './executor.js';

/** One column as the server has it, which on an old installation need not be what a fresh one has. */
export type Column = {
	readonly name: string;
	/** As `format_type` writes it: "character varying(255)", "integer", "text[]". */
	readonly type: string;
	/** The longest text that fits, in characters; undefined: no limit. */
	readonly maxLength: number | undefined;
	/** Numbers must stay below this; undefined: no limit of the column's own. */
	readonly maxMagnitude: number | undefined;
	/** Digits after the point that it keeps; undefined: all. */
	readonly scale: number | undefined;
};

export type Columns = ReadonlyMap<string, Column>;

/** What the tables of this database really look like; each is asked for once. */
export type Catalog = {readonly columnsOf: (table: string) => Promise<Columns>};

const columnsSql = `
	select a.attname as name, format_type(a.atttypid, a.atttypmod) as type
	from pg_attribute a
	where a.attrelid = to_regclass($1) and a.attnum > 0 and not a.attisdropped`;

export function createCatalog(sql: SqlExecutor): Catalog {
	const known = new Map<string, Promise<Columns>>();
	const load = async (table: string): Promise<Columns> => {
		const rows = await sql.query<{name: string; type: string}>(columnsSql, [table]);
		return new Map(rows.map(({name, type}) => [name, {name, type, maxLength: readMaxLength(type), ...readNumeric(type)}]));
	};
	return {
		columnsOf: table => {
			const loading = known.get(table) ?? load(table);
			known.set(table, loading);
			loading.catch(() => known.delete(table));
			return loading;
		},
	};
}

function readMaxLength(type: string): number | undefined {
	const match = /^character(?: varying)?\((\d+)\)$/.exec(type);
	return match === null ? undefined : Number(match[1]);
}

function readNumeric(type: string): Pick<Column, 'maxMagnitude' | 'scale'> {
	const [, precision, scale] = /^numeric\((\d+),(\d+)\)$/.exec(type) ?? [];
	return precision === undefined ? {maxMagnitude: undefined, scale: undefined} : {maxMagnitude: 10 ** (Number(precision) - Number(scale)), scale: Number(scale)};
}

/** A name of our own for use in SQL text; names from data never get here. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;
