import type {FieldRuleStore} from '../../core/stores/field-rule-store.js';
import type {SqlExecutor} from '../executor.js';

export const createFieldRuleStore = (sql: SqlExecutor): FieldRuleStore => ({
	findPolicyVersion: async policyId => {
		const [row] = await sql.query<{version: number}>('select version from sync_policies where id = $1', [policyId]);
		return row?.version;
	},
	changeField: async (policyId, version, field, policy) => {
		const changed = await sql.query(
			`update sync_policies set field_level_policies = coalesce(field_level_policies, '{}') || jsonb_build_object($3::text, $4::jsonb), version = version + 1, updated_at = now()
			where id = $1 and version = $2 returning id`, [policyId, version, field, JSON.stringify(policy)]);
		return changed.length === 1;
	},
});
