import type {Conflict} from '../core/conflict.js';
import type {JsonObject} from '../core/json.js';
import type {Stores} from '../core/stores/stores.js';
import type {OperationContext} from './context.js';

export type ConflictEvent = {readonly action: string; readonly before: Conflict; readonly after: Conflict};

/** Appends what was done to a conflict to the audit chain. Call it last in the transaction: it locks the chain's head. */
export async function auditConflict({actor}: OperationContext, stores: Stores, {action, before, after}: ConflictEvent): Promise<void> {
	await stores.audit.append(actor, {
		action,
		targetType: 'conflict',
		targetId: String(after.id),
		before: toFacts(before),
		after: toFacts(after),
		detail: {
			system: after.systemName,
			entityType: after.entityType,
			entityId: after.entityId,
			...(after.fieldName === undefined ? {} : {field: after.fieldName}),
			reason: after.reason,
		},
	});
}

/** What a verdict can change, as a plain object; what is absent has no key. */
const toFacts = (conflict: Conflict): JsonObject => ({
	status: conflict.status,
	version: conflict.version,
	...(conflict.internalValue === undefined ? {} : {internal: conflict.internalValue}),
	...(conflict.externalValue === undefined ? {} : {external: conflict.externalValue}),
	...(conflict.baseValue === undefined ? {} : {base: conflict.baseValue}),
	...(conflict.resolutionAction === undefined ? {} : {action: conflict.resolutionAction}),
	...(conflict.resolvedValue === undefined ? {} : {value: conflict.resolvedValue}),
	...(conflict.assignedTo === undefined ? {} : {assignedTo: conflict.assignedTo}),
	...(conflict.note === undefined ? {} : {note: conflict.note}),
});
