import {z} from 'zod';
import {entityTypes} from '../../core/entity.js';
import type {JsonValue} from '../../core/json.js';
import type {FieldMapping, Transformation, ValidationRule} from '../../core/mapping.js';
import {conflictStrategies, syncDirections, type SyncPolicy} from '../../core/policy.js';

const json: z.ZodType<JsonValue> = z.json();

const transformation: z.ZodType<Transformation> = z.lazy(() =>
	z.discriminatedUnion('type', [
		z.strictObject({type: z.literal('none')}),
		z.strictObject({type: z.literal('array_to_string'), separator: z.string()}),
		z.strictObject({type: z.literal('string_to_array'), separator: z.string().min(1)}),
		z.strictObject({type: z.literal('first')}),
		z.strictObject({type: z.literal('trim')}),
		z.strictObject({type: z.literal('lowercase')}),
		z.strictObject({type: z.literal('uppercase')}),
		z.strictObject({type: z.literal('title_case')}),
		z.strictObject({type: z.literal('map_values'), values: z.record(z.string(), json), otherwise: z.enum(['keep', 'reject'])}),
		z.strictObject({type: z.literal('to_number')}),
		z.strictObject({type: z.literal('to_integer')}),
		z.strictObject({type: z.literal('to_text')}),
		z.strictObject({type: z.literal('to_boolean'), whenTrue: z.string(), whenFalse: z.string()}),
		z.strictObject({type: z.literal('to_date'), format: z.enum(['iso', 'unix_seconds', 'us'])}),
		z.strictObject({type: z.literal('to_timestamp'), format: z.enum(['iso', 'unix_seconds', 'unix_ms'])}),
		z.strictObject({type: z.literal('extract'), pattern: z.string().max(1000)}),
		z.strictObject({type: z.literal('pick'), key: z.string(), equals: z.string(), take: z.string()}),
		z.strictObject({type: z.literal('control_id')}),
		z.strictObject({type: z.literal('chain'), steps: z.array(transformation).min(1)}),
	]),
);

const validation: z.ZodType<ValidationRule> = z.discriminatedUnion('type', [
	z.strictObject({type: z.literal('max_length'), value: z.int().min(0)}),
	z.strictObject({type: z.literal('min_length'), value: z.int().min(0)}),
	z.strictObject({type: z.literal('range'), min: z.number().exactOptional(), max: z.number().exactOptional()}),
	z.strictObject({type: z.literal('one_of'), values: z.array(json)}),
	z.strictObject({type: z.literal('pattern'), value: z.string().max(1000)}),
]);

/** A row of `data_field_mappings`, as the rest of Parley knows it. */
export const fieldMappingRow: z.ZodType<FieldMapping> = z
	.object({
		id: z.int(), external_system_id: z.int(), entity_type: z.enum(entityTypes), external_field_name: z.string().min(1), internal_field_name: z.string(),
		transformation_rule: transformation.nullable(), validation_rules: z.array(validation).nullable(), is_required: z.boolean(),
		default_value: z.string().nullable(), mapping_version: z.int(),
	})
	.transform(row => ({
		id: row.id, externalSystemId: row.external_system_id, entityType: row.entity_type, externalField: row.external_field_name,
		internalField: row.internal_field_name, transformation: row.transformation_rule ?? {type: 'none'}, validations: row.validation_rules ?? [],
		isRequired: row.is_required, defaultValue: row.default_value, version: row.mapping_version,
	}));

const fieldPolicy = z.strictObject({
	direction: z.enum(syncDirections).exactOptional(),
	strategy: z.enum(conflictStrategies).exactOptional(),
	ignore: z.boolean().exactOptional(),
	frozenWhen: z.strictObject({field: z.string(), values: z.array(json)}).exactOptional(),
	merge: z.enum(['union', 'append', 'max', 'min']).exactOptional(),
	states: z.record(z.string(), z.array(z.string())).exactOptional(),
	equality: z
		.strictObject({
			ignoreCase: z.boolean().exactOptional(), asSet: z.boolean().exactOptional(), separator: z.string().exactOptional(),
			precision: z.enum(['second', 'day']).exactOptional(), scale: z.int().min(0).max(10).exactOptional(),
			onlyValues: z.array(json).min(1).exactOptional(),
		})
		.exactOptional(),
});

const recordFilter = z.strictObject({
	field: z.string(),
	operator: z.enum(['eq', 'ne', 'in', 'not_in', 'gt', 'gte', 'lt', 'lte', 'is_null', 'not_null']),
	value: json.exactOptional(),
});

/** A row of `sync_policies`, as the rest of Parley knows it. */
export const syncPolicyRow: z.ZodType<SyncPolicy> = z
	.object({
		id: z.int(), external_system_id: z.int(), entity_type: z.enum(entityTypes), sync_direction: z.enum(syncDirections),
		conflict_resolution_strategy: z.enum(conflictStrategies), field_level_policies: z.record(z.string(), fieldPolicy), filters: z.array(recordFilter),
		batch_size: z.int().min(1).max(100_000), is_active: z.boolean(), push_enabled: z.boolean(), schedule_expression: z.string().nullable(),
		full_sync_expression: z.string().nullable(), timezone: z.string(), gone_fields: z.record(z.string(), json).nullable(),
	})
	.transform(row => ({
		id: row.id, externalSystemId: row.external_system_id, entityType: row.entity_type, direction: row.sync_direction,
		strategy: row.conflict_resolution_strategy, fields: row.field_level_policies, filters: row.filters, batchSize: row.batch_size,
		isActive: row.is_active, isPushEnabled: row.push_enabled, scheduleExpression: row.schedule_expression,
		fullSyncExpression: row.full_sync_expression, timezone: row.timezone, ...(row.gone_fields === null ? {} : {whenGone: row.gone_fields}),
	}));
