import {isJsonObject, type JsonObject, type JsonValue} from '../../core/json.js';

/** Keys of the groups of version 2, which version 1 has at the top; version 2 leaves out those that are empty. */
const groups: Readonly<Record<'timestamps' | 'scan' | 'network' | 'third_party_ids', {readonly texts: readonly string[]; readonly lists: readonly string[]}>> = {
	timestamps: {texts: ['created_at', 'updated_at', 'deleted_at', 'terminated_at', 'first_seen', 'last_seen'], lists: []},
	scan: {
		texts: [
			'first_scan_time', 'last_scan_time', 'last_authenticated_scan_date', 'last_licensed_scan_date', 'last_scan_id', 'last_schedule_id',
			'last_authentication_attempt_date', 'last_authentication_success_date', 'last_authentication_scan_status', 'last_scan_target',
		],
		lists: [],
	},
	network: {
		texts: ['network_id', 'network_name', 'bios_uuid'],
		lists: ['ipv4s', 'ipv6s', 'fqdns', 'mac_addresses', 'netbios_names', 'hostnames', 'ssh_fingerprints', 'network_interfaces'],
	},
	third_party_ids: {
		texts: ['mcafee_epo_guid', 'mcafee_epo_agent_guid', 'servicenow_sysid', 'bigfix_asset_id'],
		lists: ['qualys_asset_ids', 'qualys_host_ids', 'symantec_ep_hardware_keys'],
	},
};

const clouds: Readonly<Record<'azure' | 'gcp' | 'aws', readonly string[]>> = {
	azure: ['vm_id', 'resource_id'],
	gcp: ['project_id', 'zone', 'instance_id'],
	aws: [
		'ec2_instance_id', 'ec2_instance_ami_id', 'owner_id', 'availability_zone', 'region', 'vpc_id', 'subnet_id', 'ec2_instance_type',
		'ec2_instance_state_name', 'ec2_instance_group_name', 'ec2_product_code', 'ec2_name',
	],
};

const topTexts = ['agent_uuid', 'terminated_by', 'deleted_by'];
const topLists = ['agent_names', 'operating_systems', 'system_types', 'manufacturer_tpm_ids', 'installed_software', 'sources', 'tags', 'custom_attributes'];
/** Every asset has some of these: where the whole group is missing, nothing was said about it. */
const alwaysThere: readonly string[] = ['timestamps', 'scan', 'network'];

/** Only version 2 writes an asset's times in a group. */
export const isVersion2 = (asset: JsonObject): boolean => isJsonObject(asset['timestamps']);

/**
 * A version 2 record in the form of version 1, so that the same mappings read both: groups are opened, what version 2
 * left out because it is empty is null or [] again, and scores are texts. Keys that only version 2 has stay.
 */
export function toVersion1(asset: JsonObject): JsonObject {
	const {timestamps: _timestamps, scan: _scan, network: _network, third_party_ids: _ids, cloud, network_device_serial_identifier: device, ...top} = asset;
	return {
		...fill(topTexts, null), ...fill(topLists, []), ...top,
		serial_number: device ?? top['serial_number'] ?? null,
		...openGroup(asset, 'timestamps'), ...openGroup(asset, 'scan'), ...openGroup(asset, 'network'), ...openGroup(asset, 'third_party_ids'),
		...openCloud(cloud, 'azure'), ...openCloud(cloud, 'gcp'), ...openCloud(cloud, 'aws'),
		...toScores(top['ratings']),
	};
}

const fill = (names: readonly string[], empty: JsonValue): JsonObject => Object.fromEntries(names.map(name => [name, empty]));

function openGroup(asset: JsonObject, name: keyof typeof groups): JsonObject {
	const group = asset[name];
	if (!isJsonObject(group) && alwaysThere.includes(name)) return {};
	const {texts, lists} = groups[name];
	return {...fill(texts, null), ...fill(lists, []), ...(isJsonObject(group) && group)};
}

function openCloud(cloud: JsonValue | undefined, name: keyof typeof clouds): JsonObject {
	const provider = isJsonObject(cloud) ? cloud[name] : undefined;
	const found = isJsonObject(provider) ? provider : {};
	return Object.fromEntries([...new Set([...clouds[name], ...Object.keys(found)])].map(key => [`${name}_${key}`, found[key] ?? null]));
}

/** Version 1 writes scores as texts with one decimal; without a licence for them neither version has any. */
function toScores(ratings: JsonValue | undefined): JsonObject {
	const scoreOf = (name: string): JsonValue | undefined => {
		const rating = isJsonObject(ratings) ? ratings[name] : undefined;
		return isJsonObject(rating) ? rating['score'] : undefined;
	};
	const entries = ([['acr_score', 'acr'], ['exposure_score', 'aes']] as const).flatMap(([field, rating]) => {
		const score = scoreOf(rating);
		return typeof score === 'number' ? [[field, score.toFixed(1)] as const] : [];
	});
	return Object.fromEntries(entries);
}
