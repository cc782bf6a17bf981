/**
 * Makes the `up` and `down` of one seeder, each in a transaction. Both are handed a function that runs one statement and
 * gives its rows.
 *
 * @param {{up: (run: Run) => Promise<void>, down: (run: Run) => Promise<void>}} work
 * @typedef {(text: string, values?: unknown[]) => Promise<object[]>} Run
 */
export const seeder = work => ({
	up: queryInterface => inTransaction(queryInterface, work.up),
	down: queryInterface => inTransaction(queryInterface, work.down),
});

const inTransaction = ({sequelize}, work) =>
	sequelize.transaction(async transaction => {
		const run = (text, values = []) => sequelize.query(text, {transaction, type: 'SELECT', ...(values.length > 0 ? {bind: values} : {})});
		await run(`set local timezone = 'UTC'`);
		await work(run);
	});
