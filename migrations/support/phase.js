import {basename} from 'node:path';
import {fileURLToPath} from 'node:url';
import {createJournal} from './journal.js';
import {createSchema} from './schema.js';

// A migration waits this long for a lock and then fails: one that queues behind a long transaction of another program
// would hold up all of that program's later readers too.
const lockTimeout = '20s';

/**
 * Makes the `up` and `down` of one migration. `build` says what the schema needs; what of it was missing is created and
 * noted in a journal, and `down` takes back exactly what is noted there. So an installation that had a table or a
 * column before Parley came still has it afterwards.
 *
 * @param {string} url the migration's own `import.meta.url`: its file's name is the name under which changes are noted
 * @param {(schema: ReturnType<typeof createSchema>) => Promise<void>} build
 */
export function phase(url, build) {
	const migration = basename(fileURLToPath(url), '.js');
	return {
		up: queryInterface =>
			inTransaction(queryInterface, async run => {
				const journal = createJournal(run, migration);
				await journal.open();
				await build(createSchema(run, journal));
			}),
		down: queryInterface => inTransaction(queryInterface, run => createJournal(run, migration).revert()),
	};
}

/** Hands `work` a function that runs one statement in the migration's transaction and gives its rows. */
function inTransaction({sequelize}, work) {
	return sequelize.transaction(async transaction => {
		const run = (text, values = []) => sequelize.query(text, {transaction, type: 'SELECT', ...(values.length > 0 ? {bind: values} : {})});
		await run(`set local lock_timeout = '${lockTimeout}'`);
		await run(`set local timezone = 'UTC'`);
		await run(`set local client_min_messages = 'warning'`);
		await work(run);
	});
}
