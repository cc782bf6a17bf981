import type {PageStore} from '../../../core/stores/page-store.js';
import type {Catalog} from '../../catalog.js';
import type {SqlExecutor} from '../../executor.js';
import {createPageArrivals} from './page-arrivals.js';
import {createPageConflicts} from './page-conflicts.js';
import {createPageCorrelation} from './page-correlation.js';
import {createPageCreates} from './page-creates.js';
import {createPageHolds} from './page-holds.js';
import {createPageReads} from './page-reads.js';
import {createPageShapes} from './page-shapes.js';
import {createPageTies} from './page-ties.js';
import {createPageWaiting} from './page-waiting.js';
import {createPageWrites} from './page-writes.js';

export const createPageStore = (sql: SqlExecutor, catalog: Catalog): PageStore => ({
	...createPageArrivals(sql),
	...createPageReads(sql, catalog),
	...createPageCorrelation(sql, catalog),
	...createPageHolds(sql, catalog),
	...createPageShapes(sql),
	...createPageTies(sql),
	...createPageWaiting(sql, catalog),
	...createPageCreates(sql, catalog),
	...createPageWrites(sql, catalog),
	...createPageConflicts(sql),
});
