import type {EntityType} from '../core/entity.js';
import type {JsonValue} from '../core/json.js';

/** The fields of a record that help most to decide a conflict about it, in reading order. */
export const contextFields: Readonly<Record<EntityType, readonly string[]>> = {
	asset: ['hostname', 'ip_addresses', 'operating_system', 'system_id', 'criticality_rating', 'business_owner', 'last_seen'],
	vulnerability: ['plugin_name', 'severity_name', 'state', 'cvss3_base_score', 'asset_uuid', 'port', 'first_found', 'last_found'],
	system: ['name', 'status', 'system_type', 'system_owner', 'authorization_date', 'authorization_termination_date'],
	control: ['system_id', 'control_title', 'implementation_status', 'assessment_status', 'responsible_role', 'last_assessed'],
	poam: ['weakness_description', 'system_id', 'security_control', 'status', 'risk_rating', 'poc', 'scheduled_completion'],
};

export type ContextFact = {readonly name: string; readonly value: JsonValue};

/** What is known of them; the disputed field and empty ones are left out. */
export const toContext = (entityType: EntityType, fields: Readonly<Record<string, JsonValue>>, disputedField: string | undefined): readonly ContextFact[] =>
	contextFields[entityType].flatMap(name => {
		const value = fields[name];
		return value === undefined || value === null || value === '' || name === disputedField ? [] : [{name, value}];
	});
