import {createCatalog} from './catalog.js';
import {parseColumn, toDefinition} from './column.js';

/**
 * What a migration builds with. Each method creates what is missing, notes it in the journal, and leaves alone what is
 * there: other programs own it.
 */
export function createSchema(run, journal) {
	const catalog = createCatalog(run);

	/** Keeps a foreign key only where its target can carry one: of a comparable type, and unique. */
	async function settleReference(column) {
		const {reference} = column;
		if (reference === undefined) return column;
		const target = await catalog.findColumn(reference.table, reference.column);
		if (target === undefined || !catalog.isComparable(column.type, target.type)) return {...column, reference: undefined};
		if (await catalog.isUnique(reference.table, reference.column)) return column;
		if (await catalog.hasDuplicates(reference.table, reference.column)) return {...column, reference: undefined};
		const name = `${reference.table}_${reference.column}_is_unique`;
		await run(`create unique index ${name} on ${reference.table} (${reference.column})`);
		await journal.note({kind: 'index', name});
		return column;
	}

	async function addColumn(table, text) {
		const wanted = parseColumn(text);
		if ((await catalog.findColumn(table, wanted.name)) !== undefined) return;
		const column = await settleReference(wanted);
		const isEmpty = await catalog.isEmpty(table);
		const hasPrimaryKey = await catalog.hasPrimaryKey(table);
		// The rows that are there get no invented time: they keep NULL, and the default serves new rows only.
		const isTimeOfInsert = column.default === 'now()';
		await run(`alter table ${table} add column ${toDefinition({
			...column,
			isPrimaryKey: column.isPrimaryKey && !hasPrimaryKey,
			isRequired: column.isRequired && (isEmpty || (column.default !== undefined && !isTimeOfInsert)),
			default: isTimeOfInsert ? undefined : column.default,
		})}`);
		if (isTimeOfInsert) await run(`alter table ${table} alter column ${column.name} set default now()`);
		await journal.note({kind: 'column', relation: table, name: column.name});
	}

	const secure = async body => body.replace(/language \w+/, `$& security definer set search_path = ${await catalog.currentSchema()}, pg_temp set timezone = 'UTC'`);

	const headOf = (signature, parameters) => (parameters === undefined ? signature : `${signature.slice(0, signature.indexOf('('))}(${parameters})`);

	const schema = {
		run,
		catalog,

		addColumns: async (table, columns) => {
			for (const column of columns) await addColumn(table, column);
		},

		/**
		 * Creates the table, or adds the columns that an existing one lacks. `constraints` belong to a table that is
		 * created here; an existing one keeps its own. Tells whether it was created.
		 */
		ensureTable: async (table, columns, {constraints = [], partitionBy} = {}) => {
			if (await catalog.relationExists(table)) {
				await schema.addColumns(table, columns);
				return false;
			}
			const settled = [];
			for (const column of columns) settled.push(await settleReference(parseColumn(column)));
			const members = [...settled.map(toDefinition), ...constraints].join(',\n\t');
			await run(`create table ${table} (\n\t${members}\n)${partitionBy === undefined ? '' : ` partition by ${partitionBy}`}`);
			await journal.note({kind: 'table', name: table});
			return true;
		},

		/** `definition` follows "on": table and columns, with any condition. */
		ensureIndex: async (name, definition, {isUnique = false} = {}) => {
			if (await catalog.relationExists(name)) return;
			await run(`create ${isUnique ? 'unique ' : ''}index ${name} on ${definition}`);
			await journal.note({kind: 'index', name});
		},

		ensureSequence: async name => {
			if (await catalog.relationExists(name)) return;
			await run(`create sequence ${name}`);
			await journal.note({kind: 'sequence', name});
		},

		/**
		 * Creates a function that runs with its owner's rights and finds only Parley's own schema, whoever calls it and
		 * whatever that session's search_path and time zone are. `signature` is name and argument types; `body` starts at "returns".
		 */
		createFunction: async (signature, body, {parameters} = {}) => {
			await run(`create function ${headOf(signature, parameters)} ${await secure(body)}`);
			await run(`revoke execute on function ${signature} from public`);
			await journal.note({kind: 'function', name: signature});
		},

		/** Replaces a function of Parley's own, whose earlier form is kept for the way back. */
		replaceFunction: async (signature, body, {parameters} = {}) => {
			const previous = await catalog.functionDefinition(signature);
			await run(`create or replace function ${headOf(signature, parameters)} ${await secure(body)}`);
			await journal.note({kind: 'function_definition', name: signature, previous});
		},

		/**
		 * Gives a table of Parley's own another primary key. `fill` runs while there is none; `takeBack` makes the rows fit the earlier one.
		 */
		replaceKey: async (table, columns, {fill, takeBack}) => {
			const {name, definition} = await catalog.primaryKey(table);
			await run(`alter table ${table} drop constraint ${name}`);
			for (const statement of fill) await run(statement);
			await run(`alter table ${table} add constraint ${name} primary key (${columns})`);
			await journal.note({kind: 'key_definition', relation: table, name, previous: definition});
			await journal.note({kind: 'rows', relation: table, name, previous: takeBack});
		},

		/** `event` is everything between the trigger's name and "execute function", with the table as `%s`. */
		createTrigger: async (table, name, event, call) => {
			await run(`create trigger ${name} ${event.replace('%s', table)} execute function ${call}`);
			await journal.note({kind: 'trigger', relation: table, name});
		},

		/**
		 * Creates the view, or replaces one that has the same columns: its readers see no difference but true numbers.
		 * One of the same name with other columns is somebody else's and stays.
		 */
		ensureView: async (name, query) => {
			if (!(await catalog.relationExists(name))) {
				await run(`create view ${name} as ${query}`);
				await journal.note({kind: 'view', name});
				return;
			}
			const previous = await catalog.findView(name);
			if (previous === undefined) return;
			const probe = `${name}_probe`;
			await run(`create temporary view ${probe} as ${query}`);
			const hasSameColumns = await catalog.haveSameColumns(name, probe);
			await run(`drop view pg_temp.${probe}`);
			if (!hasSameColumns) return;
			await run(`create or replace view ${name} as ${query}`);
			await journal.note({kind: 'view_definition', name, previous});
		},
	};
	return schema;
}
