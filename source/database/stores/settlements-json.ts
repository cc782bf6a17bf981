import type {VerdictWrites} from '../../core/stores/verdict-page-store.js';
import {toStoredState} from './stored-state.js';

/** What `sql/settle-conflicts.ts` takes for conflicts: a value travels in an object, where a missing key is absent. */
export const toSettlementsJson = (settled: VerdictWrites['settled']): string =>
	JSON.stringify(settled.map(({id, status, action, value, before}) => ({id, status, action, value: {value}, before: toStoredState(before)})));
