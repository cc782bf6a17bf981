import type * as z from 'zod';
import {entityDefinitions, entityTypes, type EntityType} from '../../core/entity.js';
import {AppError} from '../../errors/app-error.js';
import type {FieldMapping, MappingRule} from '../../core/mapping.js';
import type {SyncPolicy} from '../../core/policy.js';
import type {AllPolicies, RuleStore, UnreadablePolicy} from '../../core/stores/rule-store.js';
import type {SqlExecutor} from '../executor.js';
import {fieldMappingRow, syncPolicyRow} from './rule-rows.js';

const mappingsSql = `
	select id, external_system_id, entity_type, external_field_name, internal_field_name, transformation_rule, validation_rules,
		coalesce(is_required, false) as is_required, default_value, mapping_version, previous_rule
	from data_field_mappings where external_system_id = $1 and entity_type = $2 order by id`;

const policiesSql = `
	select id, external_system_id, entity_type, sync_direction, conflict_resolution_strategy, coalesce(field_level_policies, '{}') as field_level_policies,
		coalesce(filters, '[]') as filters, coalesce(batch_size, 100) as batch_size, coalesce(is_active, true) as is_active, push_enabled,
		schedule_expression, full_sync_expression, timezone, gone_fields
	from sync_policies where ($1::integer is null or external_system_id = $1) and ($2::text is null or entity_type = $2) order by external_system_id, array_position($3, entity_type::text), id`;

const updateMappingSql = `
	update data_field_mappings set external_field_name = $2, internal_field_name = $3, transformation_rule = $4, validation_rules = $5, is_required = $6,
		default_value = $7, previous_rule = $8, mapping_version = $9, updated_at = now()
	where id = $1`;

/** Names are unique in each statement: two rules that change places do so by way of names that no system has. */
const freeNamesSql = `update data_field_mappings set external_field_name = 'parley is changing ' || id where id = any($1::integer[])`;

const insertMappingSql = `
	insert into data_field_mappings (external_system_id, entity_type, external_field_name, internal_field_name, transformation_rule, validation_rules, is_required, default_value, mapping_version)
	values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

const updatePolicySql = `
	update sync_policies set sync_direction = $2, conflict_resolution_strategy = $3, field_level_policies = $4, filters = $5, batch_size = $6, is_active = $7,
		schedule_expression = $8, full_sync_expression = $9, timezone = $10, gone_fields = $11, version = version + 1, updated_at = now()
	where id = $1`;

const updateFieldPolicySql = `
	update sync_policies set field_level_policies = coalesce(field_level_policies, '{}') || jsonb_build_object($3::text, $4::jsonb), version = version + 1, updated_at = now()
	where id = $1 and version = $2 returning id`;

const toMappingValues = ({externalField, internalField, transformation, validations, isRequired, defaultValue}: MappingRule): readonly unknown[] => [
	externalField, internalField, transformation.type === 'none' ? null : JSON.stringify(transformation), validations.length === 0 ? null : JSON.stringify(validations), isRequired, defaultValue,
];

/** As far as it is known before it is parsed. */
type PolicyRow = {readonly id: number; readonly external_system_id: number | null; readonly entity_type: string; readonly is_active: boolean};

export function createRuleStore(sql: SqlExecutor): RuleStore {
	const readPolicies = (externalSystemId: number | null, entityType: string | null) => sql.query<PolicyRow>(policiesSql, [externalSystemId, entityType, [...entityTypes]]);
	const listAllPolicies = async () => splitPolicies(await readPolicies(null, null));
	return {
		listMappings: async (externalSystemId, entityType) => {
			const rows = await sql.query(mappingsSql, [externalSystemId, entityType]);
			const mappings = rows.map(row => parseRow(fieldMappingRow, row, 'MAPPING_INVALID'));
			refuseStray(mappings, entityType);
			return mappings;
		},
		listMappedFields: async (externalSystemId, entityType) =>
			(await sql.query<{field: string}>('select distinct internal_field_name as field from data_field_mappings where external_system_id = $1 and entity_type = $2', [externalSystemId, entityType])).map(({field}) => field),
		saveMappings: async (externalSystemId, entityType, {added, changed, removed, version}) => {
			if (removed.length > 0) await sql.query('delete from data_field_mappings where id = any($1::integer[])', [removed]);
			await sql.query(freeNamesSql, [changed.filter(({rule, previous}) => rule.externalField !== previous.externalField).map(({id}) => id)]);
			for (const {id, rule, previous} of changed) {
				await sql.query(updateMappingSql, [id, ...toMappingValues(rule), JSON.stringify(previous), version]);
			}
			for (const rule of added) await sql.query(insertMappingSql, [externalSystemId, entityType, ...toMappingValues(rule), version]);
		},
		savePolicy: async (policyId, rules) => {
			await sql.query(updatePolicySql, [
				policyId, rules.direction, rules.strategy, JSON.stringify(rules.fields), JSON.stringify(rules.filters), rules.batchSize, rules.isActive,
				rules.scheduleExpression, rules.fullSyncExpression, rules.timezone, rules.whenGone === undefined ? null : JSON.stringify(rules.whenGone),
			]);
		},
		findPolicyVersion: async policyId => {
			const [row] = await sql.query<{version: number}>('select version from sync_policies where id = $1', [policyId]);
			return row?.version;
		},
		changeFieldPolicy: async (policyId, version, field, policy) => (await sql.query(updateFieldPolicySql, [policyId, version, field, JSON.stringify(policy)])).length === 1,
		lock: async (externalSystemId, entityType) => {
			await sql.query('select id from sync_policies where external_system_id = $1 and entity_type = $2 for update', [externalSystemId, entityType]);
		},
		setPushEnabled: async (policyId, enabled) => {
			await sql.query('update sync_policies set push_enabled = $2, version = version + 1, updated_at = now() where id = $1', [policyId, enabled]);
		},
		listPolicies: async () => (await listAllPolicies()).policies,
		listUnreadablePolicies: async () => (await listAllPolicies()).unreadable,
		listAllPolicies,
		findPolicy: async (externalSystemId, entityType) =>
			(await readPolicies(externalSystemId, entityType)).map(row => parseRow(syncPolicyRow, row, 'POLICY_INVALID'))[0],
	};
}

/** A mapping may write only to fields that its entity type offers. */
function refuseStray(mappings: readonly FieldMapping[], entityType: EntityType): void {
	const {fields, table} = entityDefinitions[entityType];
	const stray = mappings.find(mapping => !Object.hasOwn(fields, mapping.internalField));
	if (stray === undefined) return;
	throw new AppError({
		code: 'MAPPING_INVALID',
		message: `Mapping ${stray.id} (${stray.externalField}) writes to "${stray.internalField}", which ${table} does not offer to mappings.`,
		nextStep: `Correct internal_field_name of that row in data_field_mappings; possible are: ${Object.keys(fields).join(', ')}.`,
	});
}

function splitPolicies(rows: readonly PolicyRow[]): AllPolicies {
	const policies: SyncPolicy[] = [];
	const unreadable: UnreadablePolicy[] = [];
	for (const row of rows) {
		const {data, error} = syncPolicyRow.safeParse(row);
		if (data !== undefined) policies.push(data);
		else if (row.is_active) unreadable.push({policyId: row.id, externalSystemId: row.external_system_id, entityType: row.entity_type, error: invalidRow(row, error, 'POLICY_INVALID')});
	}
	return {policies, unreadable};
}

type InvalidCode = 'MAPPING_INVALID' | 'POLICY_INVALID';
const tableOf: Readonly<Record<InvalidCode, string>> = {MAPPING_INVALID: 'data_field_mappings', POLICY_INVALID: 'sync_policies'};

function parseRow<T>(schema: z.ZodType<T>, row: object, code: InvalidCode): T {
	const parsed = schema.safeParse(row);
	if (parsed.success) return parsed.data;
	throw invalidRow(row, parsed.error, code);
}

function invalidRow(row: object, {issues}: z.ZodError, code: InvalidCode): AppError {
	const [issue] = issues;
	return new AppError({
		code,
		message: `Row ${'id' in row ? String(row.id) : '?'} of ${tableOf[code]} cannot be used: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`,
		nextStep: `Correct that row; docs/mappings.md lists what each rule takes.`,
	});
}
