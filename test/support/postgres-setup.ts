import pg from 'pg';
import type {TestProject} from 'vitest/node';
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
	const admin = new pg.Client({connectionString: clusterUrl(socketFolder, 'postgres')});
	await admin.connect();
	try {
		await admin.query(`create database ${templateDatabase}`);
		// Nobody may connect any more: a connection would keep others from cloning it.
		await admin.query(`alter database ${templateDatabase} with is_template true allow_connections false`);
	} finally {
		await admin.end();
	}
}
