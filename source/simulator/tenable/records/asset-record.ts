import type {JsonObject, JsonValue} from '../../../core/json.js';
import {Draw, uuidOf} from '../../random.js';
import type {AssetTimes} from '../../organization/asset.js';
import {dayMs} from '../../organization/days.js';
import type {AssetView} from '../state/asset-book.js';
import type {Tenant} from '../state/tenant.js';
import {scanUuidOf, scheduleUuidOf} from './scan-identity.js';
import {withMs} from './wire-time.js';

export const defaultNetworkId = '00000000-0000-0000-0000-000000000000';

export type AssetRecordOptions = {readonly hasOpenPorts: boolean; readonly hasResourceTags: boolean};
const plain: AssetRecordOptions = {hasOpenPorts: false, hasResourceTags: false};

/** An asset as export v1 writes it: every key is there, empty ones as null or []. */
export function toAssetRecord(tenant: Tenant, view: AssetView, options: AssetRecordOptions = plain): JsonObject {
	const {asset, overlay, times} = view;
	return {
		id: asset.id,
		has_agent: asset.hasAgent,
		has_plugin_results: tenant.organization.findingCountAt(asset.index) > 0,
		...lifeOf(view),
		...scansOf(tenant, view),
		...cloudOf(tenant, view),
		...identityOf(view),
		sources: [{name: sourceOf(view), first_seen: withMs(times.firstSeen), last_seen: withMs(times.lastSeen)}],
		tags: tagsOf(tenant, view),
		network_interfaces: interfacesOf(view),
		...(tenant.settings.hasLumin ? scoresOf(view) : {}),
		...(asset.hasAgent ? {tenable_agent_days_since_active: daysSinceActive(times, tenant.now())} : {}),
		...(options.hasOpenPorts ? {open_ports: openPortsOf(tenant, view)} : {}),
		...(options.hasResourceTags ? {resource_tags: [{key: 'Name', value: asset.hostname}]} : {}),
		...overlay.fields,
	};
}

/** All that moves in a record while nothing happens. */
export const daysSinceActive = ({lastSeen}: AssetTimes, now: number): number => Math.max(0, Math.floor((now - lastSeen) / dayMs));

export const sourceOf = ({asset}: AssetView): string => (asset.hasAgent ? 'NESSUS_AGENT' : 'NESSUS_SCAN');

export const isLicensed = ({overlay}: AssetView): boolean => overlay.isLicensed ?? true;

const orNull = <T extends JsonValue>(value: T | undefined): T | null => value ?? null;
const timeOrNull = (at: number | undefined): string | null => (at === undefined ? null : withMs(at));

function lifeOf({overlay, times}: AssetView): JsonObject {
	return {
		created_at: withMs(times.createdAt),
		terminated_at: timeOrNull(overlay.terminatedAt),
		terminated_by: orNull(overlay.terminatedBy),
		updated_at: withMs(times.updatedAt),
		deleted_at: timeOrNull(overlay.deletedAt),
		deleted_by: orNull(overlay.deletedBy),
		first_seen: withMs(times.firstSeen),
		last_seen: withMs(times.lastSeen),
	};
}

function scansOf(tenant: Tenant, view: AssetView): JsonObject {
	const {asset, times} = view;
	const {seed} = tenant.organization;
	const authenticated = lastAuthenticatedOf(view);
	return {
		first_scan_time: withMs(times.firstSeen),
		last_scan_time: withMs(times.lastSeen),
		last_authenticated_scan_date: authenticated,
		last_licensed_scan_date: isLicensed(view) ? withMs(times.lastSeen) : null,
		last_authentication_attempt_date: null,
		last_authentication_success_date: null,
		last_authentication_scan_status: authenticated === null ? 'N/A' : 'Success',
		last_scan_target: asset.ipv4,
		last_scan_id: scanUuidOf(seed, asset),
		last_schedule_id: scheduleUuidOf(seed, asset),
	};
}

export const lastAuthenticatedOf = ({asset, times}: AssetView): string | null => (asset.isUnix || asset.hasAgent ? withMs(times.lastSeen) : null);

/** One host in sixteen runs at a cloud provider. */
function cloudOf({organization}: Tenant, {asset}: AssetView): JsonObject {
	const draw = new Draw(organization.seed, 'cloud', asset.index);
	const isCloud = asset.role.deviceType === 'general-purpose' && draw.chance(1 / 16);
	const aws = (value: () => string): string | null => (isCloud ? value() : null);
	return {
		azure_vm_id: null, azure_resource_id: null, gcp_project_id: null, gcp_zone: null, gcp_instance_id: null,
		aws_ec2_instance_ami_id: aws(() => `ami-${draw.hex(17)}`),
		aws_ec2_instance_id: aws(() => `i-${draw.hex(17)}`),
		aws_owner_id: aws(() => '123456789012'),
		aws_availability_zone: aws(() => 'us-gov-west-1a'),
		aws_region: aws(() => 'us-gov-west-1'),
		aws_vpc_id: aws(() => `vpc-${draw.hex(17)}`),
		aws_ec2_instance_group_name: null,
		aws_ec2_instance_state_name: aws(() => 'running'),
		aws_ec2_instance_type: aws(() => draw.pick(['m6i.large', 'c6i.xlarge', 't3.medium'])),
		aws_subnet_id: aws(() => `subnet-${draw.hex(17)}`),
		aws_ec2_product_code: null,
		aws_ec2_name: aws(() => asset.hostname),
	};
}

/** The names and addresses of an asset. */
export function identityOf({asset}: AssetView): JsonObject {
	return {
		agent_uuid: orNull(asset.agentUuid),
		bios_uuid: orNull(asset.biosUuid),
		serial_number: null,
		network_id: defaultNetworkId,
		network_name: 'Default',
		mcafee_epo_guid: null, mcafee_epo_agent_guid: null, servicenow_sysid: null, bigfix_asset_id: null,
		agent_names: asset.hasAgent ? [asset.hostname] : [],
		installed_software: asset.role.software,
		ipv4s: [asset.ipv4],
		ipv6s: asset.ipv6 === undefined ? [] : [asset.ipv6],
		fqdns: [asset.fqdn],
		mac_addresses: [asset.macAddress],
		netbios_names: asset.isUnix ? [] : [asset.netbiosName],
		operating_systems: [asset.operatingSystem],
		system_types: [asset.role.deviceType],
		hostnames: [asset.hostname],
		ssh_fingerprints: [], qualys_asset_ids: [], qualys_host_ids: [], manufacturer_tpm_ids: [], symantec_ep_hardware_keys: [],
	};
}

function tagsOf({tags, organization}: Tenant, view: AssetView): JsonValue {
	return view.tags.flatMap(({valueUuid, addedAt}) => {
		const value = tags.value(valueUuid);
		const category = value && tags.category(value.categoryUuid);
		if (value === undefined || category === undefined) return [];
		return [{uuid: value.uuid, key: category.name, value: value.value, added_by: uuidOf(organization.seed, 'user', 0), added_at: withMs(addedAt)}];
	});
}

function interfacesOf({asset}: AssetView): JsonValue {
	return [{
		name: asset.isUnix ? 'eth0' : 'Ethernet0', virtual: null, aliased: null, fqdns: [asset.fqdn], mac_addresses: [asset.macAddress],
		ipv4s: [asset.ipv4], ipv6s: asset.ipv6 === undefined ? [] : [asset.ipv6],
	}];
}

/** Version 1 writes scores as text, and again as numbers under `ratings`. */
function scoresOf({acrScore, exposureScore}: AssetView): JsonObject {
	return {
		acr_score: acrScore.toFixed(1),
		exposure_score: exposureScore.toFixed(1),
		ratings: {acr: {score: acrScore}, aes: {score: exposureScore}},
	};
}

function openPortsOf(tenant: Tenant, {asset, times}: AssetView): JsonValue {
	const seen = new Map<string, JsonObject>();
	for (const {port, protocol} of tenant.findings.findingsOf(asset.index, tenant.now())) {
		if (port === 0) continue;
		seen.set(`${port}/${protocol}`, {port, protocol, service_names: [], first_seen: withMs(times.firstSeen), last_seen: withMs(times.lastSeen)});
	}
	return [...seen.values()];
}
