import type {PageScope} from '../core/stores/page-store.js';
import type {Pair} from './pair.js';

/** Where a page of the pair is written, under which operation and when. */
export const toPageScope = ({system, definition}: Pick<Pair, 'system' | 'definition'>, {operationId, at}: Pick<PageScope, 'operationId' | 'at'>): PageScope =>
	({externalSystemId: system.id, systemType: system.systemType, definition, operationId, at});
