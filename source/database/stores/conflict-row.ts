import {conflictReasons, conflictTypes, type Change, type Conflict, type ConflictStatus, type ResolutionAction} from '../../core/conflict.js';
import {isEntityType} from '../../core/entity.js';
import {fromJsonText} from './json-column.js';

/** A row of `conflictColumns`, as the driver gives it. */
export type ConflictRow = {
	readonly id: number;
	readonly external_system_id: number;
	readonly system_name: string;
	readonly operation_id: string | null;
	readonly entity_type: string;
	readonly entity_id: string;
	readonly entity_label: string | null;
	readonly external_entity_id: string | null;
	readonly link_id: string | null;
	readonly conflict_type: string;
	readonly reason: string | null;
	readonly field_name: string | null;
	readonly base_value: string | null;
	readonly internal_value: string | null;
	readonly external_value: string | null;
	readonly internal_changed_at: Date | null;
	readonly internal_changed_by: string | null;
	readonly external_changed_at: Date | null;
	readonly external_changed_by: string | null;
	readonly resolution_status: ConflictStatus;
	readonly resolution_action: string | null;
	readonly resolved_value: string | null;
	readonly resolved_by_name: string | null;
	readonly resolved_at: Date | null;
	readonly auto_resolved: boolean | null;
	readonly assigned_to: string | null;
	readonly note: string | null;
	readonly version: number;
	readonly created_at: Date | null;
	readonly updated_at: Date | null;
};

/** Of `sync_conflicts c` joined to `external_systems s`. */
export const conflictColumns = `c.id, c.external_system_id, s.system_name, c.operation_id, c.entity_type, c.entity_id, c.entity_label,
	c.external_entity_id, c.link_id::text as link_id, c.conflict_type, c.reason, c.field_name,
	c.base_value::text as base_value, c.internal_value::text as internal_value, c.external_value::text as external_value,
	c.internal_changed_at, c.internal_changed_by, c.external_changed_at, c.external_changed_by,
	c.resolution_status, c.resolution_action, c.resolved_value::text as resolved_value, c.resolved_by_name, c.resolved_at,
	c.auto_resolved, c.assigned_to, c.note, c.version, c.created_at, c.updated_at`;

const longAgo = new Date(0);

export function parseConflict(row: ConflictRow): Conflict {
	const {entity_type: entityType} = row;
	if (!isEntityType(entityType)) throw new Error(`sync_conflicts ${row.id} holds the unknown entity type "${entityType}".`);
	return {
		id: row.id,
		externalSystemId: row.external_system_id,
		systemName: row.system_name,
		operationId: row.operation_id ?? undefined,
		entityType,
		entityId: row.entity_id,
		entityLabel: row.entity_label ?? '',
		externalEntityId: row.external_entity_id ?? undefined,
		linkId: row.link_id ?? undefined,
		conflictType: conflictTypes.find(type => type === row.conflict_type) ?? 'field_mismatch',
		reason: conflictReasons.find(reason => reason === row.reason) ?? 'both_changed',
		fieldName: row.field_name ?? undefined,
		baseValue: fromJsonText(row.base_value),
		internalValue: fromJsonText(row.internal_value),
		externalValue: fromJsonText(row.external_value),
		internalChange: toChange(row.internal_changed_at, row.internal_changed_by),
		externalChange: toChange(row.external_changed_at, row.external_changed_by),
		status: row.resolution_status,
		resolutionAction: (row.resolution_action ?? undefined) as ResolutionAction | undefined,
		resolvedValue: fromJsonText(row.resolved_value),
		resolvedBy: row.resolved_by_name ?? undefined,
		resolvedAt: row.resolved_at ?? undefined,
		isAutoResolved: row.auto_resolved ?? false,
		assignedTo: row.assigned_to ?? undefined,
		note: row.note ?? undefined,
		version: row.version,
		createdAt: row.created_at ?? longAgo,
		updatedAt: row.updated_at ?? row.created_at ?? longAgo,
	};
}

const toChange = (at: Date | null, by: string | null): Change | undefined =>
	at === null && by === null ? undefined : {at: at ?? undefined, by: by ?? undefined};
