import type {ConnectorFactory, ConnectorOption} from '../../core/connector.js';
import {describePostgresAddress, sslModes} from '../sql/postgres-address.js';
import {createPostgresClient} from '../sql/postgres-client.js';
import {postgresDialect} from '../sql/postgres-dialect.js';
import {createSqlConnector} from '../sql/sql-connector.js';
import {parseXactaConnection} from './connection.js';

const options: readonly ConnectorOption[] = [
	{name: 'connection_string', help: 'postgres://host:5432/database, or postgres:///database?host=/socket/folder', isRequired: true, isSecret: true},
	{name: 'username', help: 'Who logs in; overrides the connection string.', isRequired: false, isSecret: false},
	{name: 'password', help: 'Overrides the connection string.', isRequired: false, isSecret: true},
	{name: 'schema', help: 'Where the tables are, when not on the search path.', isRequired: false, isSecret: false},
	{name: 'ssl', help: 'disable, require (encrypted, not verified) or verify-full; unset means verify-full, and disable on this machine.', isRequired: false, isSecret: false, choices: [...sslModes, 'true', 'false']},
	{name: 'ssl_ca', help: 'The certificate authority of the server, in PEM.', isRequired: false, isSecret: false},
	{name: 'profile', help: 'How the tables are called and tied together: "xacta", "xacta-integration", or a profile as JSON.', isRequired: false, isSecret: false, default: 'xacta'},
];

/** Xacta through SQL on a site's tables. */
export const xactaDatabaseConnector: ConnectorFactory = {
	systemType: 'xacta',
	authenticationMethods: ['database'],
	options,
	create(context) {
		const {address, schema, profile} = parseXactaConnection(context.system);
		return createSqlConnector({
			context, profile, schema,
			client: createPostgresClient(address),
			dialect: postgresDialect,
			address: describePostgresAddress(address),
			source: `${address.host}:${address.port}/${address.database}`,
		});
	},
};
