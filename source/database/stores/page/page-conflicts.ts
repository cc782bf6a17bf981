import {toQuestionName} from '../../../core/question-name.js';
import type {ConflictWrite, PageScope, PageStore} from '../../../core/stores/page-store.js';
import type {SqlExecutor} from '../../executor.js';
import {toStorableJson} from '../json-column.js';

type PageConflicts = Pick<PageStore, 'openConflicts' | 'renewConflicts' | 'closeConflicts'>;

/** Values travel inside an object, so that an absent one (no key) stays apart from a null one. */
const toJson = (conflict: ConflictWrite) => ({
	external_id: toQuestionName(conflict.externalId), link_id: conflict.linkId ?? null, internal_id: conflict.internalId ?? null, entity_id: conflict.entityId,
	entity_label: conflict.entityLabel, conflict_type: conflict.type, reason: conflict.reason, field_name: conflict.field ?? null, note: conflict.note ?? null,
	values: {base: conflict.base, internal: conflict.internal, external: conflict.external},
	internal_at: conflict.internalAt ?? null, internal_by: conflict.internalBy ?? null, external_at: conflict.externalAt ?? null, external_by: conflict.externalBy ?? null,
});

const jsonType = `external_id text, link_id bigint, internal_id bigint, entity_id text, entity_label text, conflict_type text, reason text, field_name text,
	note text, values jsonb, internal_at timestamptz, internal_by text, external_at timestamptz, external_by text`;

export function createPageConflicts(sql: SqlExecutor): PageConflicts {
	return {
		openConflicts: async ({externalSystemId, definition, operationId, at}: PageScope, conflicts) => {
			if (conflicts.length === 0) return;
			await sql.query(
				`insert into sync_conflicts (operation_id, external_system_id, entity_type, entity_id, entity_label, external_entity_id, link_id, internal_id, conflict_type,
					reason, field_name, base_value, internal_value, external_value, note, internal_changed_at, internal_changed_by, external_changed_at, external_changed_by, created_at, updated_at)
				select $1, $2, $3, left(u.entity_id, 255), u.entity_label, u.external_id, u.link_id, u.internal_id, u.conflict_type, u.reason, u.field_name,
					u.values->'base', u.values->'internal', u.values->'external', u.note, u.internal_at, u.internal_by, u.external_at, u.external_by, $5, $5
				from jsonb_to_recordset($4::jsonb) as u(${jsonType}) on conflict do nothing`,
				[operationId, externalSystemId, definition.entityType, toStorableJson(conflicts.map(toJson)), at],
			);
		},
		// A question about a record without a link is read unheld: who has settled it meanwhile is not asked again about what was.
		renewConflicts: async ({operationId, at}, conflicts) => {
			if (conflicts.length === 0) return;
			await sql.query(
				`update sync_conflicts c set operation_id = $1, entity_id = left(u.entity_id, 255), entity_label = u.entity_label, external_entity_id = u.external_id,
					link_id = u.link_id, internal_id = u.internal_id, conflict_type = u.conflict_type, reason = u.reason, base_value = u.values->'base', internal_value = u.values->'internal',
					external_value = u.values->'external', note = coalesce(u.note, c.note), internal_changed_at = u.internal_at, internal_changed_by = u.internal_by,
					external_changed_at = u.external_at, external_changed_by = u.external_by, resolution_status = 'pending', resolution_action = null,
					resolved_by = null, resolved_by_name = null, resolved_at = null, version = c.version + 1, updated_at = $3
				from jsonb_to_recordset($2::jsonb) as u(id integer, ${jsonType}) where c.id = u.id and c.resolution_status in ('pending', 'ignored')`,
				[operationId, toStorableJson(conflicts.map(conflict => ({...toJson(conflict), id: conflict.id}))), at],
			);
		},
		closeConflicts: async (ids, action, at) => {
			if (ids.length === 0) return;
			await sql.query(
				`update sync_conflicts set resolution_status = 'resolved', resolution_action = $2, auto_resolved = true, resolved_at = $3, version = version + 1, updated_at = $3
				where id = any($1::integer[]) and resolution_status in ('pending', 'ignored')`,
				[ids, action, at],
			);
		},
	};
}
