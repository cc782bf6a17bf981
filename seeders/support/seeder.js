/**
 * Makes the `up` and `down` of one seeder, each in a transaction. Both are handed a function that runs one statement, and
 * give how many rows their statements put in, changed or removed.
 *
 * @param {{up: (run: Run) => Promise<void>, down: (run: Run) => Promise<void>}} work
 * @typedef {(text: string, values?: unknown[]) => Promise<void>} Run
 */
export const seeder = work => ({
	up: queryInterface => inTransaction(queryInterface, work.up),
	down: queryInterface => inTransaction(queryInterface, work.down),
});

const inTransaction = ({sequelize}, work) =>
	sequelize.transaction(async transaction => {
		let changed = 0;
		const run = async (text, values = []) => {
			// Of all types, the one that gives the number of rows whatever the statement is.
			const rows = await sequelize.query(text, {transaction, type: 'BULKUPDATE', ...(values.length > 0 ? {bind: values} : {})});
			changed += rows;
		};
		await run(`set local timezone = 'UTC'`);
		await work(run);
		return changed;
	});
