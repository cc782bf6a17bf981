import type {DraftScope, PageScope} from '../../core/stores/page-store.js';
import type {Pair} from '../pair.js';

/** What a page of the pair is written as, whoever writes it. */
export const toDraftScope = ({system, definition, rules}: Pick<Pair, 'system' | 'definition' | 'rules'>): DraftScope =>
	({externalSystemId: system.id, systemType: system.systemType, definition, fields: rules.map(({field}) => field)});

/** Where a page of the pair is written, under which operation and when. */
export const toPageScope = (pair: Pick<Pair, 'system' | 'definition' | 'rules'>, {operationId, at}: Pick<PageScope, 'operationId' | 'at'>): PageScope => ({...toDraftScope(pair), operationId, at});
