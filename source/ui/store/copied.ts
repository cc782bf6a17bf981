import {conflictInFront, recordInFront, selectedCall, selectedCause, selectedConflict, selectedEvent, selectedField, selectedOperation, selectedPair, selectedPlan, selectedPlanRow, selectedPolicy, selectedRecord, selectedRejected, selectedRule} from './selectors.js';
import type {ConsoleState} from './state.js';

/** What copying takes from the screen in front: a name to paste into a command, and all that is known as JSON for a ticket. */
export type Copied = {readonly name: string; readonly whole: unknown};

const copied = <T extends object>(subject: T | undefined, name: (subject: T) => string): Copied | undefined => (subject === undefined ? undefined : {name: name(subject), whole: subject});

/** Undefined where nothing is under the cursor. */
export function copiedHere(state: ConsoleState): Copied | undefined {
	switch (state.route.screen) {
		case 'health': return copied(selectedPair(state), pair => pair.systemName);
		// As a filter and "conflicts list --where" take it.
		case 'causes': return copied(selectedCause(state), ({systemName, entityType, fieldName, reason}) => `system:${JSON.stringify(systemName)} entity:${entityType} field:${fieldName ?? '(record)'} reason:${reason}`);
		case 'conflicts': return copied(selectedConflict(state), conflict => String(conflict.id));
		case 'conflict': return copied(conflictInFront(state), ({conflict}) => String(conflict.id));
		case 'operations': case 'operation': return copied(selectedOperation(state), operation => operation.id);
		case 'calls': return copied(selectedCall(state), call => call.endpoint);
		case 'records': return copied(selectedRecord(state), record => record.entityId);
		case 'record': {
			const record = recordInFront(state);
			const field = selectedField(state);
			return record === undefined ? undefined : {name: field === undefined ? record.record.entityId : textOf(field.value), whole: record};
		}
		case 'rules': return copied(selectedPolicy(state), policy => `${policy.systemName} ${policy.entityType}`);
		case 'rule': return copied(selectedRule(state), rule => (rule.kind === 'field' ? rule.field : rule.setting.name));
		case 'plans': return copied(selectedPlan(state), plan => plan.id);
		case 'plan': return copied(selectedPlanRow(state) ?? selectedPlan(state), row => ('externalId' in row ? String(row.externalId) : String(row.id)));
		case 'rejected': return copied(selectedRejected(state), rejected => rejected.externalId);
		case 'audit': return copied(selectedEvent(state), event => `${event.targetType} ${event.targetId}`);
		default: return undefined;
	}
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));
