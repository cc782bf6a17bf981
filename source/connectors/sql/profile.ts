import * as z from 'zod';
import {entityTypes} from '../../core/entity.js';

const identifier = z.string().min(1).max(128).refine(text => !text.includes('\0'), 'must not hold a NUL character');

/** A list of columns whose fields carry the same names, or an object from field to column. */
const columns = z
	.union([z.array(identifier), z.record(identifier, identifier)])
	.transform((value): Readonly<Record<string, string>> => (Array.isArray(value) ? Object.fromEntries(value.map(name => [name, name])) : value));

const join = z.strictObject({
	table: identifier,
	/** Column of the joined table → column of the entity's table. A row without a partner is kept, with nulls. */
	on: z.record(identifier, identifier),
	columns,
});

const list = z.strictObject({
	/** The field of the record that holds the list. */
	field: identifier,
	table: identifier,
	/** The column that names an item; the list is in its order. */
	key: identifier,
	/** The columns that hold the entity's key, in the key's order. */
	parent: z.array(identifier).min(1),
	columns,
	/** Whether items may be added and changed. None is ever removed. */
	isWritable: z.boolean().default(false),
	/** Items may be added and never changed. */
	isAppendOnly: z.boolean().default(false),
	/** Columns that hold when and by whom an item was added. */
	creation: z.strictObject({at: identifier.optional(), by: identifier.optional()}).default({}),
});

/** What goes into a column of a trail's row: the value of a field that is written (or else today), or who writes. */
const trailColumn = z.union([
	z.strictObject({field: identifier, orToday: z.boolean().default(false)}),
	z.strictObject({writer: z.literal(true)}),
	z.strictObject({text: z.string()}),
]);

const deletion = z.discriminatedUnion('kind', [
	/** The row is gone: only a complete listing can tell. */
	z.strictObject({kind: z.literal('row-gone')}),
	/** The row stays and says so: `column` holds one of `values`, or anything at all when no values are given. */
	z.strictObject({kind: z.literal('marked'), column: identifier, values: z.array(z.union([z.string(), z.number(), z.boolean()])).optional()}),
	/** A table tells of rows that are gone: `entity` holds one of the names of tables, `id` the key, `window` what `changed.window` does. */
	z.strictObject({kind: z.literal('tombstones'), table: identifier, entity: identifier, name: z.string().min(1), id: identifier, at: identifier.optional(), by: identifier.optional(), window: identifier}),
]);

const entity = z
	.strictObject({
		table: identifier,
		/** The columns of the primary key; joined by ":" they are the external id, and pages follow their order. */
		key: z.array(identifier).min(1),
		columns,
		joins: z.array(join).default([]),
		lists: z.array(list).default([]),
		/** What a value demands of others: where `set` fields are empty when `field` becomes one of `values`, they become the server's day. */
		demands: z.array(z.strictObject({field: identifier, values: z.array(z.string()).min(1), set: z.array(identifier).min(1)})).default([]),
		/** A change of field `when` adds a row to a list: each decision stays on record, and none overwrites the one before. */
		trails: z.array(z.strictObject({when: identifier, list: identifier, columns: z.record(identifier, trailColumn)})).default([]),
		/** The columns that hold when (UTC) and by whom a row was changed last. Absent: changes are found by reading everything. */
		changed: z.strictObject({
			at: identifier, by: identifier.optional(),
			/**
			 * The column that holds the transaction of the last change (PostgreSQL: xid8; SQL Server: rowversion). With it changes are
			 * found by transactions and not by times: nothing is lost however long a transaction takes, and no overlap is read.
			 */
			window: identifier.optional(),
		}).optional(),
		/** The column that holds another value after each change: a write is refused when it is not the one that was read. */
		version: identifier.optional(),
		/** Fields that may be written. */
		writable: z.array(identifier).default([]),
		/** Absent: rows are never created. The key of a new row is a prefix and the write's marker, or the server makes it and `marker` is the column that holds the marker. */
		creation: z.union([
			z.strictObject({keyPrefix: z.string(), at: identifier.optional(), by: identifier.optional()}),
			z.strictObject({marker: identifier, at: identifier.optional(), by: identifier.optional()}),
		]).optional(),
		deletion: deletion.default({kind: 'row-gone'}),
	})
	.superRefine((value, context) => {
		for (const problem of findContradictions(value)) context.addIssue({code: 'custom', message: problem});
	});

/** How the tables of one site become records, as data. */
export const profileSchema = z.strictObject({
	name: z.string().min(1).max(100),
	/** What is written into the columns that say who changed or created a row. */
	writer: z.string().min(1).max(100).default('parley'),
	/**
	 * How far a listing of changes reaches back before the last one began. It must be longer than the longest
	 * transaction of those who write the tables: a row's time is set before its commit makes it visible.
	 */
	overlapSeconds: z.number().int().min(0).max(86_400).default(600),
	entities: z.partialRecord(z.enum(entityTypes), entity),
});

export type SqlProfile = z.output<typeof profileSchema>;
export type SqlProfileInput = z.input<typeof profileSchema>;
export type EntityProfile = z.output<typeof entity>;
export type ListProfile = z.output<typeof list>;

/** The fields of a record that come from the row itself, not from joined tables or lists. */
const ownFieldsOf = (profile: Pick<EntityProfile, 'columns'>): readonly string[] => Object.keys(profile.columns);

function findContradictions(profile: z.output<typeof entity>): string[] {
	const fields = [
		...ownFieldsOf(profile), ...profile.joins.flatMap(({columns: joined}) => Object.keys(joined)), ...profile.lists.map(({field}) => field),
	];
	const writable = new Set([...ownFieldsOf(profile), ...profile.lists.filter(({isWritable}) => isWritable).map(({field}) => field)]);
	const keyColumns = new Set(profile.key);
	return [
		...fields.filter(field => field.startsWith('#')).map(field => `field "${field}" may not begin with "#"`),
		...fields.filter((field, at) => fields.indexOf(field) !== at).map(field => `field "${field}" comes from two places`),
		...profile.writable.filter(field => !writable.has(field)).map(field => `"${field}" is writable but is no column of "${profile.table}" and no writable list`),
		...profile.writable.filter(field => keyColumns.has(profile.columns[field] ?? '')).map(field => `"${field}" is part of the key and cannot be writable`),
		...profile.lists.filter(({parent}) => parent.length !== profile.key.length).map(({field}) => `list "${field}" must name one parent column for each key column`),
		...profile.lists.filter(({key, columns: own}) => !Object.values(own).includes(key)).map(({field}) => `list "${field}" must have its key among its columns`),
		...profile.demands.flatMap(({set}) => set).filter(field => profile.columns[field] === undefined).map(field => `"${field}" is demanded but is no column of "${profile.table}"`),
		...profile.trails.filter(({list: name}) => !profile.lists.some(({field}) => field === name)).map(({list: name}) => `trail "${name}" names no list`),
		...(profile.deletion.kind === 'tombstones' && profile.key.length !== 1 ? ['tombstones can name only a key of one column'] : []),
		...(profile.deletion.kind === 'tombstones' && profile.changed?.window === undefined ? ['tombstones are read by the window of "changed", which has none'] : []),
		...(profile.creation !== undefined && profile.key.length !== 1 ? ['only a row with a key of one column can be created'] : []),
	];
}
