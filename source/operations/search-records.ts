import type {FoundRecord, RecordSearch} from '../core/found-record.js';
import type {KeyPage} from '../core/page.js';
import type {OperationContext} from './context.js';

/**
 * Records of ours, page by page in the order of their numbers. What the text names to the letter, as a key of ours or as an
 * id of another system, stands before all others. A page may be empty although more follow.
 */
export async function searchRecords({database: {stores}}: OperationContext, search: RecordSearch, after: number | undefined, limit: number): Promise<KeyPage<FoundRecord>> {
	const {entityType, text = ''} = search;
	const exact = after === undefined && text !== '' ? await findExact() : [];
	const page = await stores.records.page(search, after, limit);
	const known = new Set(exact.map(({id}) => id));
	return {...page, rows: [...exact, ...page.rows.filter(({id}) => !known.has(id))]};

	async function findExact(): Promise<readonly FoundRecord[]> {
		const links = await stores.links.listOfRecord(entityType, text);
		const ours = await stores.records.findByKey(entityType, text, []);
		return stores.records.listFound(entityType, [...new Set([...links.map(({internalId}) => internalId), ...(ours === undefined ? [] : [ours.id])])]);
	}
}
