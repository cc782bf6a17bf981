import type {PageStore} from '../../core/stores/page-store.js';

/** What deciding reads; a run locks what it loads, a plan does not. */
export type PageReader = Pick<PageStore, 'listLinkHashes' | 'loadLinked' | 'findCandidates' | 'findCorrelated' | 'readTies' | 'listUnlinkedConflicts'> & {readonly holdRecords: PageStore['holdRecords'] | undefined};
