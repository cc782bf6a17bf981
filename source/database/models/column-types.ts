import {DataTypes, literal, type DateDataType} from 'sequelize';

/**
 * PostgreSQL's `timestamp`, which holds UTC here: Parley's sessions are in UTC, and it is read as UTC. Under the key of
 * DATE, Sequelize would put its own type with a zone in place of this one.
 */
export const timestamp: DateDataType = Object.defineProperties(new DataTypes.DATE(), {
	key: {value: 'TIMESTAMP'},
	toSql: {value: () => 'TIMESTAMP WITHOUT TIME ZONE'},
});

export const now = literal('now()');
export const randomUuid = literal('gen_random_uuid()');
