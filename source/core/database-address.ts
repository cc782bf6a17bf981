/** What `pg`, Sequelize and the queue need to connect to one database. */
export type DatabaseAddress = {
	readonly host: string;
	readonly port: number;
	readonly user: string;
	readonly password: string | undefined;
	readonly database: string;
	readonly ssl: false | {readonly rejectUnauthorized: boolean};
}
