import type {Options} from 'sequelize';
import {loadConfig} from '../config/load.js';
import {toSequelizeOptions} from './connection.js';
import {parseDatabaseUrl} from './database-url.js';
import {ensureEmbeddedServer} from './embedded/ensure-embedded-server.js';
import {endlessPatience} from './patience.js';

/** The configuration of sequelize-cli: the database that Parley itself would use, reached the same way. */
export default async function configure(): Promise<Options> {
	const {databaseUrl, dataHome} = loadConfig({env: process.env});
	const url = databaseUrl?.reveal() ?? (await ensureEmbeddedServer({dataHome})).url;
	return toSequelizeOptions({address: parseDatabaseUrl(url), applicationName: 'sequelize-cli', maxConnections: 2, patience: endlessPatience});
}
