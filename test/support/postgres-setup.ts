import pg from 'pg';
import type {TestProject} from 'vitest/node';
import {createConnection} from '../../source/database/connection.js';
import {parseDatabaseUrl} from '../../source/database/database-url.js';
import {migrateUp} from '../../source/database/migrate.js';
import {clusterUrl, startPostgresCluster} from './postgres-cluster.js';

declare module 'vitest' {
	// Vitest's own: only an interface can be added to.
	export interface ProvidedContext {
		/** Folder of the socket of this run's PostgreSQL. */
		readonly postgresSocketFolder: string;
	}
}

export const templateDatabase = 'parley_template';

/** Starts one PostgreSQL for the whole run, by whichever project needs it first, with a migrated template to clone. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
	const root = project.vitest.getRootProject();
	if ('postgresSocketFolder' in root.getProvidedContext()) return undefined;
	const cluster = await startPostgresCluster();
	try {
		await createTemplate(cluster.socketFolder);
	} catch (error) {
		await cluster.stop();
		throw error;
	}
	root.provide('postgresSocketFolder', cluster.socketFolder);
	return cluster.stop;
}

async function createTemplate(socketFolder: string): Promise<void> {
	await withAdmin(socketFolder, admin => admin.query('create role by_password nologin'));
	await withAdmin(socketFolder, admin => admin.query(`create database ${templateDatabase}`));
	const address = parseDatabaseUrl(clusterUrl(socketFolder, templateDatabase));
	const connection = createConnection({address, applicationName: 'test template', maxConnections: 2});
	try {
		await migrateUp(connection.sequelize);
	} finally {
		await connection.close();
	}
	// Nobody may connect any more: a connection would keep others from cloning it.
	await withAdmin(socketFolder, admin => admin.query(`alter database ${templateDatabase} with is_template true allow_connections false`));
}

async function withAdmin(socketFolder: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
	const admin = new pg.Client({connectionString: clusterUrl(socketFolder, 'postgres')});
	await admin.connect();
	try {
		await work(admin);
	} finally {
		await admin.end();
	}
}
