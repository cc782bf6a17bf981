import type {Conflict} from '../../core/conflict.js';
import type {Operation} from '../../core/operation.js';
import type {LoggedCall} from '../../core/stores/api-call-store.js';
import type {AuditedEvent} from '../../core/stores/audit-store.js';
import type {ListRules} from './key-list.js';

/** The lists that are read page by page, by the screen that shows them. */
export type ListRows = {
	readonly conflicts: Conflict;
	readonly operations: Operation;
	readonly calls: LoggedCall;
	readonly audit: AuditedEvent;
};
export type ListName = keyof ListRows;

export const listRules: {readonly [L in ListName]: ListRules<ListRows[L]>} = {
	conflicts: {order: 'append', keyOf: conflict => String(conflict.id)},
	operations: {order: 'prepend', keyOf: operation => operation.id},
	calls: {order: 'prepend', keyOf: call => String(call.id)},
	audit: {order: 'prepend', keyOf: event => String(event.sequence)},
};
