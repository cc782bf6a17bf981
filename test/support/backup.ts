import {randomUUID} from 'node:crypto';
import pg from 'pg';

/** What all tables of a database held at one moment. */
export type Backup = {readonly restore: () => Promise<void>};

type Relation = {readonly name: string; readonly columns: string};

const relationsSql = `
	select quote_ident(c.relname) as name, (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
		where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
	from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`;
const sequencesSql = `select quote_ident(sequencename) as name, coalesce(last_value, start_value)::text as value, last_value is not null as called from pg_sequences where schemaname = 'public'`;

/** Does `work` in one transaction of a superuser whom no trigger hears. */
async function administrate(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
	const client = new pg.Client({connectionString: url});
	await client.connect();
	try {
		await client.query(`begin; set local session_replication_role = replica`);
		await work(client);
		await client.query('commit');
	} finally {
		await client.end();
	}
}

/** Keeps what is there now; `restore` brings all of it back, under the connections that are open, and everything since is gone. */
export async function takeBackup(url: string): Promise<Backup> {
	const copies = `backup_${randomUUID().slice(0, 8)}`;
	let relations: readonly Relation[] = [];
	let sequences: readonly {readonly name: string; readonly value: string; readonly called: boolean}[] = [];
	await administrate(url, async client => {
		relations = (await client.query<Relation>(relationsSql)).rows;
		sequences = (await client.query<{name: string; value: string; called: boolean}>(sequencesSql)).rows;
		await client.query(`create schema ${copies}`);
		for (const {name, columns} of relations) await client.query(`create table ${copies}.${name} as select ${columns} from public.${name}`);
	});
	return {
		restore: () => administrate(url, async client => {
			await client.query(`truncate ${relations.map(({name}) => `public.${name}`).join(', ')}`);
			for (const {name, columns} of relations) await client.query(`insert into public.${name} (${columns}) overriding system value select ${columns} from ${copies}.${name}`);
			for (const {name, value, called} of sequences) await client.query(`select setval('public.${name}', $1, $2)`, [value, called]);
		}),
	};
}
