import type {Conflict} from '../../core/conflict.js';
import type {FoundRecord} from '../../core/found-record.js';
import type {Operation} from '../../core/operation.js';
import type {LoggedCall} from '../../core/stores/api-call-store.js';
import type {AuditedEvent} from '../../core/stores/audit-store.js';
import type {PlanRow} from '../../core/sync-plan.js';
import type {ListRules} from './key-list.js';

/** The lists that are read page by page, by the screen that shows them. */
export type ListRows = {
	readonly conflicts: Conflict;
	readonly operations: Operation;
	readonly rejected: Conflict;
	readonly planRows: PlanRow;
	readonly calls: LoggedCall;
	readonly records: FoundRecord;
	readonly audit: AuditedEvent;
};
export type ListName = keyof ListRows;

export const listRules: {readonly [L in ListName]: ListRules<ListRows[L]>} = {
	conflicts: {order: 'append', keyOf: conflict => String(conflict.id), hasEnd: true},
	operations: {order: 'prepend', keyOf: operation => operation.id, hasEnd: true},
	rejected: {order: 'append', keyOf: conflict => String(conflict.id), hasEnd: true},
	planRows: {order: 'append', keyOf: row => `${row.externalSystemId} ${row.entityType} ${row.externalId}`},
	calls: {order: 'prepend', keyOf: call => String(call.id), hasEnd: true},
	records: {order: 'append', keyOf: record => String(record.id)},
	audit: {order: 'prepend', keyOf: event => String(event.sequence), hasEnd: true},
};
