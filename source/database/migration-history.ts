import {QueryTypes, type Sequelize} from 'sequelize';

/** Which migrations a database has had: the table that sequelize-cli keeps too, in its own shape. */
export type MigrationHistory = {
	readonly executed: () => Promise<string[]>;
	readonly logMigration: (migration: {readonly name: string}) => Promise<void>;
	readonly unlogMigration: (migration: {readonly name: string}) => Promise<void>;
};

export function createMigrationHistory(sequelize: Sequelize): MigrationHistory {
	const exists = async (): Promise<boolean> => {
		const [row] = await sequelize.query<{found: boolean}>(`select to_regclass('"SequelizeMeta"') is not null as found`, {type: QueryTypes.SELECT});
		return row?.found === true;
	};
	return {
		executed: async () => {
			if (!(await exists())) return [];
			const rows = await sequelize.query<{name: string}>('select name from "SequelizeMeta" order by name', {type: QueryTypes.SELECT});
			return rows.map(row => row.name);
		},
		logMigration: async ({name}) => {
			if (!(await exists())) await sequelize.query('create table "SequelizeMeta" (name varchar(255) not null unique, primary key (name))');
			await sequelize.query('insert into "SequelizeMeta" (name) values ($1)', {bind: [name]});
		},
		unlogMigration: async ({name}) => {
			await sequelize.query('delete from "SequelizeMeta" where name = $1', {bind: [name]});
		},
	};
}
