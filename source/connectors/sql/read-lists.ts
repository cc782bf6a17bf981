import type {ListProfile} from './profile.js';
import {selectItems, type RowChoice, type SelectContext} from './select-statements.js';
import type {SqlTransaction} from './sql-client.js';
import {groupItems, type ItemsByRow} from './to-record.js';

export type ListReading = {readonly lists?: readonly ListProfile[]; readonly isLocked?: boolean};

/** The lists of the chosen rows by field, with one statement for each list. */
export async function readLists(context: SelectContext, sql: SqlTransaction, choice: RowChoice, reading: ListReading = {}): Promise<ReadonlyMap<string, ItemsByRow>> {
	const {lists = context.profile.lists, isLocked = false} = reading;
	const found = new Map<string, ItemsByRow>();
	// One after the other: a connection runs one statement at a time.
	for (const list of lists) found.set(list.field, groupItems(await sql.run(selectItems(context, list, choice, isLocked)), context.profile.key.length));
	return found;
}
