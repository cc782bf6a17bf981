import {hash} from 'node:crypto';
import type {UnreadableRecord} from '../../core/connector.js';
import {toCanonicalJson} from '../../core/json.js';

/** Unreadable records with a name each, by which its question is found again. */
export type NamedUnreadable = UnreadableRecord & {readonly externalId: string};

/**
 * Names what came without an id after its content, so that each has a question of its own and keeps it from run to run.
 * Records of one page that are the same to the letter are counted. Pure.
 */
export function nameUnreadable(records: readonly UnreadableRecord[]): readonly NamedUnreadable[] {
	const seen = new Map<string, number>();
	return records.map(record => {
		if (record.externalId !== undefined) return {...record, externalId: record.externalId};
		const name = `no id ${hash('sha256', toCanonicalJson(record.raw), 'hex').slice(0, 12)}`;
		const count = (seen.get(name) ?? 0) + 1;
		seen.set(name, count);
		return {...record, externalId: count === 1 ? `(${name})` : `(${name} #${count})`};
	});
}
