import type {z} from 'zod';
import {entityDefinitions, entityTypes} from '../../core/entity.js';
import {AppError} from '../../errors/app-error.js';
import type {RuleStore} from '../../core/stores/rule-store.js';
import type {SqlExecutor} from '../executor.js';
import {fieldMappingRow, syncPolicyRow} from './rule-rows.js';

const mappingsSql = `
	select id, external_system_id, entity_type, external_field_name, internal_field_name, transformation_rule, validation_rules,
		coalesce(is_required, false) as is_required, default_value, mapping_version
	from data_field_mappings where external_system_id = $1 and entity_type = $2 order by id`;

const policiesSql = `
	select id, external_system_id, entity_type, sync_direction, conflict_resolution_strategy, coalesce(field_level_policies, '{}') as field_level_policies,
		coalesce(filters, '[]') as filters, coalesce(batch_size, 100) as batch_size, coalesce(is_active, true) as is_active, push_enabled,
		schedule_expression, full_sync_expression, timezone, gone_fields
	from sync_policies where ($1::integer is null or external_system_id = $1) and ($2::text is null or entity_type = $2) order by external_system_id, array_position($3, entity_type::text), id`;

export function createRuleStore(sql: SqlExecutor): RuleStore {
	const listPolicies = async (externalSystemId: number | null, entityType: string | null) => {
		const rows = await sql.query(policiesSql, [externalSystemId, entityType, [...entityTypes]]);
		return rows.map(row => parseRow(syncPolicyRow, row, 'POLICY_INVALID', 'sync_policies'));
	};
	return {
		listMappings: async (externalSystemId, entityType) => {
			const rows = await sql.query(mappingsSql, [externalSystemId, entityType]);
			const mappings = rows.map(row => parseRow(fieldMappingRow, row, 'MAPPING_INVALID', 'data_field_mappings'));
			const {fields, table} = entityDefinitions[entityType];
			const stray = mappings.find(mapping => !Object.hasOwn(fields, mapping.internalField));
			if (stray !== undefined) {
				throw new AppError({
					code: 'MAPPING_INVALID',
					message: `Mapping ${stray.id} (${stray.externalField}) writes to "${stray.internalField}", which ${table} does not offer to mappings.`,
					nextStep: `Correct internal_field_name of that row in data_field_mappings; possible are: ${Object.keys(fields).join(', ')}.`,
				});
			}
			return mappings;
		},
		setPushEnabled: async (policyId, enabled) => {
			await sql.query('update sync_policies set push_enabled = $2, version = version + 1, updated_at = now() where id = $1', [policyId, enabled]);
		},
		listPolicies: () => listPolicies(null, null),
		findPolicy: async (externalSystemId, entityType) => (await listPolicies(externalSystemId, entityType))[0],
	};
}

function parseRow<T>(schema: z.ZodType<T>, row: object, code: 'MAPPING_INVALID' | 'POLICY_INVALID', table: string): T {
	const parsed = schema.safeParse(row);
	if (parsed.success) return parsed.data;
	const id = 'id' in row ? String(row.id) : '?';
	const [issue] = parsed.error.issues;
	throw new AppError({
		code,
		message: `Row ${id} of ${table} cannot be used: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`,
		nextStep: `Correct that row; docs/mappings.md lists what each rule takes.`,
	});
}
