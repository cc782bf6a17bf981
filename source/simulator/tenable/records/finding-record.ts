import type {JsonObject, JsonValue} from '../../../core/json.js';
import type {AssetTimes, OrganizationAsset} from '../../organization/asset.js';
import type {OrganizationPlugin, SeverityId} from '../../organization/plugin.js';
import type {AssetView} from '../state/asset-book.js';
import type {FindingView} from '../state/finding-book.js';
import type {Tenant} from '../state/tenant.js';
import {toAssetRecord} from './asset-record.js';
import {toPluginRecord} from './plugin-record.js';
import {scanOf} from './scan-identity.js';
import {withMicroseconds, withMs, withoutMs} from './wire-time.js';

export const severityNames = ['info', 'low', 'medium', 'high', 'critical'] as const;

export const severityOf = (finding: FindingView): SeverityId => finding.severityId ?? finding.plugin.severityId;
export const modificationOf = (finding: FindingView): 'NONE' | 'RECASTED' | 'ACCEPTED' =>
	finding.rule === undefined ? 'NONE' : finding.rule.action === 'RECAST' ? 'RECASTED' : 'ACCEPTED';

/** Writes the findings of one asset as JSON. What repeats in each of them is turned into text once. */
export type FindingWriter = (finding: FindingView) => string;

/** Plugins repeat in millions of findings: their text is made once for a tenant. */
export function createPluginTexts(length: 'full' | 'short'): (plugin: OrganizationPlugin) => string {
	const texts = new Map<number, string>();
	return plugin => {
		const text = texts.get(plugin.id) ?? JSON.stringify(toPluginRecord(plugin, length));
		texts.set(plugin.id, text);
		return text;
	};
}

export function createFindingWriter(tenant: Tenant, view: AssetView, pluginText: (plugin: OrganizationPlugin) => string): FindingWriter {
	const record = toAssetRecord(tenant, view);
	const asset = JSON.stringify(assetOf(view, record, tenant.settings.findingText === 'short'));
	const scan = JSON.stringify(scanRecordOf(tenant, view));
	return finding => {
		const output = JSON.stringify(outputOf(finding));
		const rest = JSON.stringify(statusOf(finding, view)).slice(1);
		return `{"asset":${asset},"output":${output},"plugin":${pluginText(finding.plugin)},"port":${portOf(finding)},"scan":${scan},${rest}`;
	};
}

const first = (value: JsonValue | undefined): JsonValue | undefined => (Array.isArray(value) ? value[0] : undefined);
const upper = (value: JsonValue | undefined): JsonValue | undefined => (typeof value === 'string' ? value.toUpperCase() : undefined);

/** Findings have one name and one address of an asset where exports of assets have lists; hardware ids are in capitals here. */
function assetOf({asset, times}: AssetView, record: JsonObject, isShort: boolean): JsonObject {
	const all: Readonly<Record<string, JsonValue | undefined>> = {
		agent_uuid: record['agent_uuid'] ?? undefined,
		bios_uuid: upper(record['bios_uuid']),
		device_type: asset.role.deviceType,
		fqdn: first(record['fqdns']),
		hostname: first(record['hostnames']),
		uuid: asset.id,
		ipv4: first(record['ipv4s']),
		ipv6: first(record['ipv6s']),
		...(isShort ? {} : resultsOf(asset, times, record)),
		mac_address: upper(first(record['mac_addresses'])),
		netbios_name: first(record['netbios_names']),
		operating_system: record['operating_systems'],
		network_id: record['network_id'],
		tracked: true,
	};
	return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined));
}

function resultsOf(asset: OrganizationAsset, times: AssetTimes, record: JsonObject): Readonly<Record<string, JsonValue | undefined>> {
	return {
		last_authenticated_results: record['last_authenticated_scan_date'] === null ? undefined : withoutMs(times.lastSeen),
		last_unauthenticated_results: withoutMs(times.firstSeen),
		netbios_workgroup: asset.isUnix ? undefined : 'CORP',
	};
}

function scanRecordOf(tenant: Tenant, {asset, times}: AssetView): JsonObject {
	const {scanUuid, scheduleUuid} = scanOf(tenant.organization.seed, asset);
	if (tenant.settings.findingText === 'short') return {uuid: scanUuid, completed_at: withMs(times.lastSeen)};
	return {
		uuid: scanUuid, schedule_uuid: scheduleUuid, started_at: withMs(times.lastSeen - 4_200_000), completed_at: withMs(times.lastSeen),
		last_scan_target: asset.ipv4,
	};
}

function portOf({port, protocol, plugin}: FindingView): string {
	const service = serviceNames[port];
	return service === undefined || plugin.family === 'Settings' ? `{"port":${port},"protocol":"${protocol}"}` : `{"port":${port},"protocol":"${protocol}","service":"${service}"}`;
}

const serviceNames: Readonly<Record<number, string>> = {22: 'ssh', 53: 'dns', 80: 'www', 443: 'www', 2049: 'rpc-nfs', 8080: 'www', 8443: 'www', 8834: 'www'};

function outputOf({plugin, port, output}: FindingView): string {
	if (output !== undefined) return output;
	const [, fixed] = /< ([\d.]+)/.exec(plugin.name) ?? [];
	if (fixed !== undefined) return `\n  URL               : http://host:${port}/\n  Installed version : ${fixed.replace(/\d+$/, last => String(Math.max(0, Number(last) - 1)))}\n  Fixed version     : ${fixed}\n`;
	return port === 0 ? `\n${plugin.name}: reported with credentials.\n` : `\nPort ${port} answered; ${plugin.name}.\n`;
}

/** A platform that mixes its formats: now and then a time lacks its milliseconds or has microseconds. */
function statusOf(finding: FindingView, {asset}: AssetView): JsonObject {
	const severityId = severityOf(finding);
	const {rule, lastFixed, resurfacedAt} = finding;
	const isShort = finding.slot % 8 === 3;
	return {
		severity: severityNames[severityId],
		severity_id: severityId,
		severity_default_id: finding.plugin.severityId,
		severity_modification_type: modificationOf(finding),
		...(rule === undefined ? {} : {recast_reason: rule.comment, recast_rule_uuid: rule.ruleId}),
		first_found: (isShort ? withoutMs : withMs)(finding.firstFound),
		last_found: withMs(finding.lastFound),
		...(lastFixed === undefined ? {} : {last_fixed: withMs(lastFixed)}),
		...(resurfacedAt === undefined ? {} : {resurfaced_date: withMs(resurfacedAt)}),
		...(finding.state === 'FIXED' && lastFixed !== undefined ? {time_taken_to_fix: Math.floor((lastFixed - finding.firstFound) / 1000)} : {}),
		indexed: (finding.slot % 16 === 5 ? withMicroseconds : withMs)(finding.indexedAt),
		state: finding.state,
		source: asset.hasAgent ? 'NESSUS_AGENT' : 'NESSUS',
		finding_id: finding.id,
	};
}
