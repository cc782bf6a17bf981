import * as z from 'zod';
import {entityTypes} from '../../core/entity.js';
import type {FieldMapping} from '../../core/mapping.js';
import {conflictStrategies, syncDirections, type SyncPolicy} from '../../core/policy.js';
import {fieldPolicySchema, jsonSchema, recordFilterSchema, transformationSchema, validationSchema} from '../../core/rule-schema.js';

/** The rule that a mapping had before its version, so that what only the mapping changed is told from what they changed. */
const previousRule = z.object({
	version: z.int(), externalField: z.string(), transformation: transformationSchema, isRequired: z.boolean(), defaultValue: z.string().nullable(),
});

/** A row of `data_field_mappings`, as the rest of Parley knows it. */
export const fieldMappingRow: z.ZodType<FieldMapping> = z
	.object({
		id: z.int(), external_system_id: z.int(), entity_type: z.enum(entityTypes), external_field_name: z.string().min(1), internal_field_name: z.string(),
		transformation_rule: transformationSchema.nullable(), validation_rules: z.array(validationSchema).nullable(), is_required: z.boolean(),
		default_value: z.string().nullable(), mapping_version: z.int(), previous_rule: previousRule.nullable(),
	})
	.transform(row => ({
		id: row.id, externalSystemId: row.external_system_id, entityType: row.entity_type, externalField: row.external_field_name,
		internalField: row.internal_field_name, transformation: row.transformation_rule ?? {type: 'none'}, validations: row.validation_rules ?? [],
		isRequired: row.is_required, defaultValue: row.default_value, version: row.mapping_version,
		...(row.previous_rule === null ? {} : {previous: row.previous_rule}),
	}));

/** A row of `sync_policies`, as the rest of Parley knows it. */
export const syncPolicyRow: z.ZodType<SyncPolicy> = z
	.object({
		id: z.int(), external_system_id: z.int(), entity_type: z.enum(entityTypes), sync_direction: z.enum(syncDirections),
		conflict_resolution_strategy: z.enum(conflictStrategies), field_level_policies: z.record(z.string(), fieldPolicySchema), filters: z.array(recordFilterSchema),
		batch_size: z.int().min(1).max(100_000), is_active: z.boolean(), push_enabled: z.boolean(), schedule_expression: z.string().nullable(),
		full_sync_expression: z.string().nullable(), timezone: z.string(), gone_fields: z.record(z.string(), jsonSchema).nullable(),
	})
	.transform(row => ({
		id: row.id, externalSystemId: row.external_system_id, entityType: row.entity_type, direction: row.sync_direction,
		strategy: row.conflict_resolution_strategy, fields: row.field_level_policies, filters: row.filters, batchSize: row.batch_size,
		isActive: row.is_active, isPushEnabled: row.push_enabled, scheduleExpression: row.schedule_expression,
		fullSyncExpression: row.full_sync_expression, timezone: row.timezone, ...(row.gone_fields === null ? {} : {whenGone: row.gone_fields}),
	}));
