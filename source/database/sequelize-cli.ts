import type {Options} from 'sequelize';
import {loadConfig} from '../config/load.js';
import {toSequelizeOptions} from './connection.js';
import {parseDatabaseUrl} from './database-url.js';

/** The configuration of sequelize-cli: the database that Parley itself would use, reached the same way. */
export default async function configure(): Promise<Options> {
	const {databaseUrl} = loadConfig({env: process.env});
	return toSequelizeOptions({address: parseDatabaseUrl(databaseUrl?.reveal() ?? ''), applicationName: 'sequelize-cli', maxConnections: 2});
}
