import * as z from 'zod';
import {entityTypes} from './entity.js';
import type {JsonValue} from './json.js';
import type {MappingRule, Transformation, ValidationRule} from './mapping.js';
import {conflictStrategies, syncDirections, type PolicyRules} from './policy.js';

export const jsonSchema: z.ZodType<JsonValue> = z.json();

export const transformationSchema: z.ZodType<Transformation> = z.lazy(() =>
	z.discriminatedUnion('type', [
		z.strictObject({type: z.literal('none')}),
		z.strictObject({type: z.literal('array_to_string'), separator: z.string()}),
		z.strictObject({type: z.literal('string_to_array'), separator: z.string().min(1)}),
		z.strictObject({type: z.literal('first')}),
		z.strictObject({type: z.literal('trim')}),
		z.strictObject({type: z.literal('lowercase')}),
		z.strictObject({type: z.literal('uppercase')}),
		z.strictObject({type: z.literal('title_case')}),
		z.strictObject({type: z.literal('map_values'), values: z.record(z.string(), jsonSchema), otherwise: z.enum(['keep', 'reject']), sent: z.record(z.string(), jsonSchema).exactOptional()}),
		z.strictObject({type: z.literal('to_number')}),
		z.strictObject({type: z.literal('to_integer')}),
		z.strictObject({type: z.literal('to_text')}),
		z.strictObject({type: z.literal('to_boolean'), whenTrue: z.string(), whenFalse: z.string()}),
		z.strictObject({type: z.literal('to_date'), format: z.enum(['iso', 'unix_seconds', 'us'])}),
		z.strictObject({type: z.literal('to_timestamp'), format: z.enum(['iso', 'unix_seconds', 'unix_ms'])}),
		z.strictObject({type: z.literal('extract'), pattern: z.string().max(1000)}),
		z.strictObject({type: z.literal('pick'), key: z.string(), equals: z.string(), take: z.string()}),
		z.strictObject({type: z.literal('control_id')}),
		z.strictObject({type: z.literal('chain'), steps: z.array(transformationSchema).min(1)}),
	]),
);

export const validationSchema: z.ZodType<ValidationRule> = z.discriminatedUnion('type', [
	z.strictObject({type: z.literal('max_length'), value: z.int().min(0)}),
	z.strictObject({type: z.literal('min_length'), value: z.int().min(0)}),
	z.strictObject({type: z.literal('range'), min: z.number().exactOptional(), max: z.number().exactOptional()}),
	z.strictObject({type: z.literal('one_of'), values: z.array(jsonSchema)}),
	z.strictObject({type: z.literal('pattern'), value: z.string().max(1000)}),
]);

export const fieldPolicySchema = z.strictObject({
	direction: z.enum(syncDirections).exactOptional(),
	strategy: z.enum(conflictStrategies).exactOptional(),
	ignore: z.boolean().exactOptional(),
	frozenWhen: z.strictObject({field: z.string(), values: z.array(jsonSchema)}).exactOptional(),
	merge: z.union([z.enum(['union', 'append', 'max', 'min']), z.strictObject({itemsBy: z.string().min(1), orBy: z.array(z.string().min(1)).min(1)})]).exactOptional(),
	states: z.record(z.string(), z.array(z.string())).exactOptional(),
	equality: z
		.strictObject({
			ignoreCase: z.boolean().exactOptional(), asSet: z.boolean().exactOptional(), separator: z.string().exactOptional(),
			precision: z.enum(['second', 'day']).exactOptional(), scale: z.int().min(0).max(10).exactOptional(),
			onlyValues: z.array(jsonSchema).min(1).exactOptional(),
		})
		.exactOptional(),
});

export const recordFilterSchema = z.strictObject({
	field: z.string(),
	operator: z.enum(['eq', 'ne', 'in', 'not_in', 'gt', 'gte', 'lt', 'lte', 'is_null', 'not_null']),
	value: jsonSchema.exactOptional(),
});


/** One mapping as files hold it: without the numbers that a database gives. */
export const mappingRuleSchema: z.ZodType<MappingRule, unknown> = z.strictObject({
	externalField: z.string().min(1).max(255),
	internalField: z.string().min(1).max(255),
	transformation: transformationSchema.default({type: 'none'}),
	validations: z.array(validationSchema).default([]),
	isRequired: z.boolean().default(false),
	defaultValue: z.string().nullable().default(null),
});

/** All mappings of one pair. */
export type MappingDocument = {readonly systemName: string; readonly entityType: (typeof entityTypes)[number]; readonly mappings: readonly MappingRule[]};
export const mappingDocumentSchema: z.ZodType<MappingDocument, unknown> = z.strictObject({
	systemName: z.string().min(1), entityType: z.enum(entityTypes), mappings: z.array(mappingRuleSchema).min(1),
});

/** The policy of one pair. Whether changes may leave is no part of it: "parley systems push". */
export type PolicyDocument = {readonly systemName: string; readonly entityType: (typeof entityTypes)[number]; readonly policy: PolicyRules};
export const policyRulesSchema: z.ZodType<PolicyRules, unknown> = z.strictObject({
	direction: z.enum(syncDirections),
	strategy: z.enum(conflictStrategies),
	fields: z.record(z.string(), fieldPolicySchema),
	filters: z.array(recordFilterSchema),
	whenGone: z.record(z.string(), jsonSchema).exactOptional(),
	batchSize: z.int().min(1).max(100_000),
	isActive: z.boolean(),
	scheduleExpression: z.string().max(100).nullable(),
	fullSyncExpression: z.string().max(100).nullable(),
	timezone: z.string().min(1).max(64),
});
export const policyDocumentSchema: z.ZodType<PolicyDocument, unknown> = z.strictObject({
	systemName: z.string().min(1), entityType: z.enum(entityTypes), policy: policyRulesSchema,
});
