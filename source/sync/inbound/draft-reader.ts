import type {RecordReader} from '../../core/mapping.js';
import {toEntityKey} from '../../core/entity.js';
import type {PageStore} from '../../core/stores/page-store.js';
import {passesFilters} from '../decide/filter-record.js';
import {toDraftScope} from './page-scope.js';
import type {Pair} from '../pair.js';
import type {SoleWriter} from './sole-writer.js';
import {toCreation} from '../decide/to-creation.js';

/**
 * Reads the records of a run that fills an empty table alone, and writes each out at once as the new row that it most likely
 * becomes. What is kept until its page is written is two texts then, and not dozens of values, each of which the garbage
 * collector would move about.
 */
export async function createDraftReader(pages: Pick<PageStore, 'draftRecords'>, pair: Pair, sole: SoleWriter): Promise<RecordReader> {
	const draft = await pages.draftRecords(toDraftScope(pair));
	return record => {
		const read = pair.mapper.readWhole(record);
		const {hash, mapped} = read;
		if (!sole.isAlone || mapped.kind === 'invalid' || record.isDeleted === true || !passesFilters(pair.policy.filters, mapped.fields)) return read;
		return {hash, draft: {...draft(toCreation(pair, record, hash, mapped.fields)), key: toEntityKey(pair.definition, mapped.fields)}};
	};
}
