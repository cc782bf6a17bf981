import type {Database} from '../core/database.js';
import type {Logger} from '../core/process/logger.js';
import type {Mask} from '../core/text/mask.js';
import {createCatalog} from './catalog.js';
import {createConnection} from './connection.js';
import {createStores} from './create-stores.js';
import {parseDatabaseUrl} from './database-url.js';
import {startListening} from './listen.js';
import {usualPatience, type Patience} from './patience.js';
import {listMigrations} from './list-migrations.js';

export type OpenDatabaseOptions = {
	readonly url: string;
	readonly logger: Logger;
	/** Shown in pg_stat_activity. */
	readonly applicationName?: string;
	readonly maxConnections?: number;
	readonly patience?: Patience;
	/** Hides live secrets in what is logged of calls. */
	readonly mask?: Mask;
};

/** Opens the database as the rest of Parley knows it; connects with the first statement. */
export function openDatabase({url, logger, applicationName = 'parley', maxConnections = 8, patience = usualPatience, mask = text => text}: OpenDatabaseOptions): Database {
	const address = parseDatabaseUrl(url);
	const connection = createConnection({address, applicationName, maxConnections, patience});
	const options = {mask, catalog: createCatalog(connection.pool)};
	return {
		stores: createStores(connection.pool, options),
		transact: work => connection.transact(sql => work(createStores(sql, options))),
		listen: (onChange, onState = () => {}) =>
			startListening({address, applicationName: `${applicationName} listen`, logger, onChange, onState}),
		schemaState: async () => {
			const {migrations, unknown} = await connection.translate(() => listMigrations(connection.sequelize));
			return {isEmpty: migrations.every(migration => !migration.isApplied), pending: migrations.filter(migration => !migration.isApplied).map(migration => migration.name), unknown};
		},
		close: connection.close,
	};
}
