import type {Clock} from '../../core/process/clock.js';
import type {SelectContext} from './select-statements.js';
import type {SqlClient} from './sql-client.js';

/** What writing the rows of one profile works with. */
export type WriteContext = SelectContext & {
	readonly client: SqlClient;
	/** What goes into the columns that say who changed a row. */
	readonly writer: string;
	readonly clock: Clock;
};
