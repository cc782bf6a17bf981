import {isJsonObject, type JsonObject, type JsonValue} from '../../../core/json.js';
import type {AssetView} from '../state/asset-book.js';
import type {Tenant} from '../state/tenant.js';
import {toAssetRecord} from './asset-record.js';

/** Lists that exports name in the plural and details in the singular. */
const singular: Readonly<Record<string, string>> = {
	ipv4s: 'ipv4', ipv6s: 'ipv6', fqdns: 'fqdn', mac_addresses: 'mac_address', netbios_names: 'netbios_name', operating_systems: 'operating_system',
	system_types: 'system_type', hostnames: 'hostname', agent_names: 'agent_name', ssh_fingerprints: 'ssh_fingerprint', qualys_asset_ids: 'qualys_asset_id',
	qualys_host_ids: 'qualys_host_id', manufacturer_tpm_ids: 'manufacturer_tpm_id', symantec_ep_hardware_keys: 'symantec_ep_hardware_key',
};
const leftOut = new Set(['network_interfaces', 'ratings', 'acr_score', 'exposure_score', 'tags', 'agent_uuid', 'bios_uuid']);

/** One asset as `GET /assets/{id}` tells it: names in the singular, scores as whole numbers, tags with longer keys than in exports. */
export function toAssetDetails(tenant: Tenant, view: AssetView): JsonObject {
	const record = toAssetRecord(tenant, view);
	const renamed = Object.entries(record).filter(([key]) => !leftOut.has(key)).map(([key, value]) => [singular[key] ?? key, value] as const);
	const {settings} = tenant;
	return {
		...Object.fromEntries(renamed),
		uuid: view.asset.id,
		tenable_uuid: listOf(record['agent_uuid']),
		bios_uuid: listOf(record['bios_uuid']),
		tags: detailTags(record['tags']),
		interfaces: record['network_interfaces'] ?? [],
		...(settings.hasLumin ? {acr_score: view.acrScore, acr_drivers: [], exposure_score: view.exposureScore, scan_frequency: []} : {}),
	};
}

const listOf = (value: JsonValue | undefined): JsonValue => (typeof value === 'string' ? [value] : []);

const detailTags = (tags: JsonValue | undefined): JsonValue => (Array.isArray(tags) ? tags as readonly JsonValue[] : []).filter(isJsonObject).map(tag => ({
	tag_uuid: tag['uuid'] ?? null, tag_key: tag['key'] ?? null, tag_value: tag['value'] ?? null, added_by: tag['added_by'] ?? null, added_at: tag['added_at'] ?? null,
}));
