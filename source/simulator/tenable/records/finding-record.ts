import type {JsonObject, JsonValue} from '../../../core/json.js';
import type {AssetTimes, OrganizationAsset} from '../../organization/asset.js';
import type {OrganizationPlugin, SeverityId} from '../../organization/plugin.js';
import type {AssetView} from '../state/asset-book.js';
import type {FindingView} from '../state/finding-book.js';
import type {Tenant} from '../state/tenant.js';
import {identityOf, lastAuthenticatedOf} from './asset-record.js';
import {toPluginRecord} from './plugin-record.js';
import {scanUuidOf, scheduleUuidOf} from './scan-identity.js';
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
	// What a finding tells of its asset; not all of the asset's record has to be made for it.
	const record = {last_authenticated_scan_date: lastAuthenticatedOf(view), ...identityOf(view), ...view.overlay.fields};
	const asset = JSON.stringify(assetOf(view, record, tenant.settings.findingText === 'short'));
	const scan = JSON.stringify(scanRecordOf(tenant, view));
	const source = view.asset.hasAgent ? 'NESSUS_AGENT' : 'NESSUS';
	return finding => {
		const output = JSON.stringify(outputOf(finding));
		return `{"asset":${asset},"output":${output},"plugin":${pluginText(finding.plugin)},"port":${portOf(finding)},"scan":${scan},${restOf(finding, source)}}`;
	};
}

const first = (value: JsonValue | undefined): JsonValue | undefined => (Array.isArray(value) ? value[0] : undefined);
const upper = (value: JsonValue | undefined): JsonValue | undefined => (typeof value === 'string' ? value.toUpperCase() : undefined);

type Members = Readonly<Record<string, JsonValue | undefined>>;

/** Findings have one name and one address of an asset where exports of assets have lists; hardware ids are in capitals here. */
function assetOf({asset, times}: AssetView, record: JsonObject, isShort: boolean): Members {
	return {
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
}

function resultsOf(asset: OrganizationAsset, times: AssetTimes, record: JsonObject): Members {
	return {
		last_authenticated_results: record['last_authenticated_scan_date'] === null ? undefined : withoutMs(times.lastSeen),
		last_unauthenticated_results: withoutMs(times.firstSeen),
		netbios_workgroup: asset.isUnix ? undefined : 'CORP',
	};
}

function scanRecordOf(tenant: Tenant, {asset, times}: AssetView): JsonObject {
	const {seed} = tenant.organization;
	if (tenant.settings.findingText === 'short') return {uuid: scanUuidOf(seed, asset), completed_at: withMs(times.lastSeen)};
	return {
		uuid: scanUuidOf(seed, asset), schedule_uuid: scheduleUuidOf(seed, asset), started_at: withMs(times.lastSeen - 4_200_000), completed_at: withMs(times.lastSeen),
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

/**
 * From the severity on. Put together by hand: it is what differs in each of millions of findings, and only what a person wrote
 * needs escapes. A platform that mixes its formats: now and then a time lacks its milliseconds or has microseconds.
 */
function restOf(finding: FindingView, source: string): string {
	const severityId = severityOf(finding);
	const {rule, firstFound, lastFixed, resurfacedAt} = finding;
	const ruled = rule === undefined ? '' : `,"recast_reason":${JSON.stringify(rule.comment)},"recast_rule_uuid":${JSON.stringify(rule.ruleId)}`;
	const fixed = lastFixed === undefined ? '' : `,"last_fixed":"${withMs(lastFixed)}"`;
	const resurfaced = resurfacedAt === undefined ? '' : `,"resurfaced_date":"${withMs(resurfacedAt)}"`;
	const taken = finding.state === 'FIXED' && lastFixed !== undefined ? `,"time_taken_to_fix":${Math.floor((lastFixed - firstFound) / 1000)}` : '';
	return `"severity":"${severityNames[severityId]}","severity_id":${severityId},"severity_default_id":${finding.plugin.severityId},"severity_modification_type":"${modificationOf(finding)}"${ruled},`
		+ `"first_found":"${(finding.slot % 8 === 3 ? withoutMs : withMs)(firstFound)}","last_found":"${withMs(finding.lastFound)}"${fixed}${resurfaced}${taken},`
		+ `"indexed":"${(finding.slot % 16 === 5 ? withMicroseconds : withMs)(finding.indexedAt)}","state":"${finding.state}","source":"${source}","finding_id":"${finding.id}"`;
}
