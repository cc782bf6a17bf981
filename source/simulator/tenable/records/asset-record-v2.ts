import {isJsonObject, type JsonObject, type JsonValue} from '../../../core/json.js';
import type {AssetView} from '../state/asset-book.js';
import type {Tenant} from '../state/tenant.js';
import {isLicensed, toAssetRecord, type AssetRecordOptions} from './asset-record.js';

/** An asset as export v2 writes it: in groups, and empty values left out. */
export function toAssetRecordV2(tenant: Tenant, view: AssetView, options: AssetRecordOptions): JsonObject {
	const flat = toAssetRecord(tenant, view, options);
	const take = (...keys: readonly string[]): JsonObject => Object.fromEntries(keys.map(key => [key, flat[key] ?? null]));
	const attributes = [...view.overlay.attributes ?? []].filter(([id]) => tenant.attributes.has(id)).map(([id, value]) => ({id, value}));
	const record: JsonObject = {
		...take(
			'id', 'has_agent', 'has_plugin_results', 'agent_uuid', 'terminated_by', 'deleted_by', 'agent_names', 'operating_systems', 'system_types',
			'manufacturer_tpm_ids', 'installed_software', 'serial_number', 'sources', 'tags', 'resource_tags', 'tenable_agent_days_since_active', 'ratings',
		),
		is_licensed: isLicensed(view),
		is_public: false,
		types: ['host'],
		custom_attributes: attributes,
		timestamps: take('created_at', 'updated_at', 'deleted_at', 'terminated_at', 'first_seen', 'last_seen'),
		scan: take(
			'first_scan_time', 'last_scan_time', 'last_authenticated_scan_date', 'last_licensed_scan_date', 'last_scan_id', 'last_schedule_id',
			'last_authentication_attempt_date', 'last_authentication_success_date', 'last_authentication_scan_status', 'last_scan_target',
		),
		network: take(
			'network_id', 'network_name', 'bios_uuid', 'ipv4s', 'ipv6s', 'fqdns', 'mac_addresses', 'netbios_names', 'hostnames', 'ssh_fingerprints',
			'network_interfaces', 'open_ports',
		),
		cloud: {
			azure: stripped(flat, 'azure_', 'vm_id', 'resource_id'),
			gcp: stripped(flat, 'gcp_', 'project_id', 'zone', 'instance_id'),
			aws: stripped(
				flat, 'aws_', 'ec2_instance_id', 'ec2_instance_ami_id', 'owner_id', 'availability_zone', 'region', 'vpc_id', 'subnet_id', 'ec2_instance_type',
				'ec2_instance_state_name', 'ec2_instance_group_name', 'ec2_product_code', 'ec2_name',
			),
		},
		third_party_ids: take(
			'mcafee_epo_guid', 'mcafee_epo_agent_guid', 'servicenow_sysid', 'bigfix_asset_id', 'qualys_asset_ids', 'qualys_host_ids', 'symantec_ep_hardware_keys',
		),
	};
	return withoutEmpty(record);
}

const stripped = (flat: JsonObject, prefix: string, ...keys: readonly string[]): JsonObject =>
	Object.fromEntries(keys.map(key => [key, flat[`${prefix}${key}`] ?? null]));

const isEmpty = (value: JsonValue): boolean =>
	value === null || (Array.isArray(value) && value.length === 0) || (isJsonObject(value) && Object.keys(value).length === 0);

function withoutEmpty(object: JsonObject): JsonObject {
	return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, pruned(value)] as const).filter(([, value]) => !isEmpty(value)));
}

const pruned = (value: JsonValue): JsonValue =>
	isJsonObject(value) ? withoutEmpty(value) : Array.isArray(value) ? value.map(pruned) : value;
