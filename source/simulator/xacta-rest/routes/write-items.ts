import pg, {type PoolClient} from 'pg';
import type {JsonObject} from '../../../core/json.js';
import type {Answer} from '../../http/answer.js';
import {transact} from '../../transact.js';
import {envelope, type ItemResult} from '../http/envelope.js';
import type {Call, Instance} from '../instance.js';
import type {Hand} from '../state/write-poam.js';

/** What became of one item: what names it, and why it was refused. */
export type ItemOutcome = {readonly names: Readonly<Record<string, unknown>>; readonly errors: readonly string[]};

/** Each item in a transaction of its own: one that is refused costs the others nothing, and the answer is 200 all the same. */
export async function writeItems(instance: Instance, {items, user}: Call, write: (hand: Hand, item: JsonObject) => Promise<ItemOutcome>): Promise<Answer> {
	const results: ItemResult[] = [];
	for (const item of items) results.push(await writeItem(instance, user, item, write));
	return envelope(results);
}

async function writeItem({pool, codec, clock}: Instance, by: string, item: JsonObject, write: (hand: Hand, item: JsonObject) => Promise<ItemOutcome>): Promise<ItemResult> {
	try {
		const {names, errors} = await transact(pool, (client: PoolClient) => write({client, codec, now: clock.now(), by}, item));
		return {...names, success: errors.length === 0, errors: errors.length === 0 ? null : errors};
	} catch (error) {
		// A rule that the tables alone know, such as the width of a column.
		if (!(error instanceof pg.DatabaseError) || !/^(22|23|P0)/.test(error.code ?? '')) throw error;
		return {externalUid: item['externalUid'] ?? null, success: false, errors: [`${error.column ?? error.table ?? 'item'}: ${error.message}`]};
	}
}
