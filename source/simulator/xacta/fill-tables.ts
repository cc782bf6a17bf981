import type {Pool, PoolClient} from 'pg';
import type {JsonObject} from '../../core/json.js';
import type {Organization} from '../organization.js';
import {quoteName} from './administer.js';
import {rowsOf} from './rows.js';
import {grantsSql, journalSql, schemaSql, schemaVersion, tables, type XactaTable} from './schema.js';

export type Login = {readonly username: string; readonly password: string};

const rowsPerStatement = 2000;

/** Creates and fills all tables in one transaction: a start that is interrupted leaves an empty database. */
export async function fillTables(pool: Pool, organization: Organization, login: Login): Promise<void> {
	const client = await pool.connect();
	try {
		await client.query('begin');
		await client.query(schemaSql);
		for (const table of tables) await fillTable(client, table, rowsOf[table](organization));
		await client.query(grantsSql(quoteName(login.username)));
		// Only now: what was there from the beginning is nobody's change.
		await client.query(journalSql);
		await client.query('insert into simulator.settings values ($1, $2, $3, $4)', [schemaVersion, organization.seed, login.username, login.password]);
		await client.query('commit');
	} catch (error) {
		await client.query('rollback');
		throw error;
	} finally {
		client.release();
	}
	await pool.query('analyze');
}

async function fillTable(client: PoolClient, table: XactaTable, rows: Iterable<JsonObject>): Promise<void> {
	let batch: JsonObject[] = [];
	for (const row of rows) {
		if (batch.push(row) < rowsPerStatement) continue;
		await insertRows(client, table, batch);
		batch = [];
	}
	await insertRows(client, table, batch);
}

async function insertRows(client: PoolClient, table: XactaTable, rows: readonly JsonObject[]): Promise<void> {
	const [first] = rows;
	if (first === undefined) return;
	const columns = Object.keys(first).map(quoteName).join(', ');
	await client.query(`insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`, [JSON.stringify(rows)]);
}
