import type {JsonObject, JsonValue} from '../../../core/json.js';
import type {OrganizationPlugin} from '../../organization/plugin.js';
import {Draw} from '../../random.js';
import {dayMs} from '../../organization/days.js';
import {textOf} from './plugin-text.js';
import {withoutMs} from './wire-time.js';

/** What Tenable itself adds to a plugin: its own rating (VPR, 0.1 to 10) and the likelihood of exploitation (EPSS, percent). */
export type PluginRatings = {readonly vpr: number | undefined; readonly epss: number | undefined};

export function ratingsOf(plugin: OrganizationPlugin): PluginRatings {
	if (plugin.cves.length === 0) return {vpr: undefined, epss: undefined};
	const draw = new Draw(plugin.id, 'ratings', 0);
	const base = plugin.cvss3Score ?? plugin.cvssScore ?? 0;
	const vpr = Math.min(10, Math.max(0.1, base - 1 + draw.number() * 2 + (plugin.knownExploitedDueDate === undefined ? 0 : 2)));
	return {vpr: Math.round(vpr * 10) / 10, epss: Math.round(draw.number() ** 3 * 1000) / 10};
}

const isPatchable = (plugin: OrganizationPlugin): boolean => plugin.patchDate !== undefined;
export const pluginTypeOf = (plugin: OrganizationPlugin): 'local' | 'remote' => (plugin.port === 0 ? 'local' : 'remote');

const riskFactors = ['None', 'Low', 'Medium', 'High', 'Critical'];
const defined = (object: Readonly<Record<string, JsonValue | undefined>>): JsonObject =>
	Object.fromEntries(Object.entries(object).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined));

/** The plugin as it is repeated in every finding. Dates carry no milliseconds, scores of whole numbers no fraction; what is empty is left out. */
export function toPluginRecord(plugin: OrganizationPlugin, length: 'full' | 'short'): JsonObject {
	const draw = new Draw(plugin.id, 'plugin', 0);
	const patched = plugin.patchDate === undefined ? undefined : Date.parse(plugin.patchDate);
	const published = patched ?? Date.UTC(2012, 0, 1) + draw.integer(0, 4000) * dayMs;
	const day = (at: number) => withoutMs(Math.floor(at / dayMs) * dayMs);
	return defined({
		id: plugin.id,
		name: plugin.name,
		family: plugin.family,
		// Some plugins come without it.
		family_id: plugin.id % 13 === 0 ? undefined : familyIdOf(plugin.family),
		type: pluginTypeOf(plugin),
		version: `1.${draw.integer(2, 60)}`,
		...textOf(plugin, length),
		risk_factor: riskFactors[plugin.severityId],
		has_patch: isPatchable(plugin),
		exploit_available: plugin.isExploitable ?? false,
		exploitability_ease: plugin.isExploitable === undefined ? undefined : plugin.isExploitable ? 'Exploits are available' : 'No known exploits are available',
		cve: plugin.cves.length > 0 ? plugin.cves : undefined,
		xrefs: referencesOf(plugin),
		publication_date: day(published + draw.integer(0, 20) * dayMs),
		modification_date: day(Date.UTC(2024, 0, 1) + draw.integer(0, 500) * dayMs),
		vuln_publication_date: plugin.cves.length > 0 ? day(published - draw.integer(0, 90) * dayMs) : undefined,
		patch_publication_date: patched === undefined ? undefined : day(patched),
		cvss_base_score: plugin.cvssScore,
		cvss3_base_score: plugin.cvss3Score,
		epss_score: ratingsOf(plugin).epss,
		...(length === 'full' ? detailsOf(plugin, draw) : {}),
	});
}

function referencesOf(plugin: OrganizationPlugin): JsonValue | undefined {
	if (plugin.knownExploitedDueDate !== undefined) return [{type: 'CISA-KNOWN-EXPLOITED', id: plugin.knownExploitedDueDate.replaceAll('-', '/')}];
	return plugin.severityId >= 3 ? [{type: 'CWE', id: String(20 + (plugin.id % 700))}] : undefined;
}

const familyIdOf = (family: string): number => [...family].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 60;

function detailsOf(plugin: OrganizationPlugin, draw: Draw): Readonly<Record<string, JsonValue | undefined>> {
	const flags = {
		in_the_news: plugin.knownExploitedDueDate !== undefined, checks_for_default_account: false, checks_for_malware: false,
		unsupported_by_vendor: /Unsupported/.test(plugin.name), exploited_by_malware: plugin.knownExploitedDueDate !== undefined, exploited_by_nessus: false,
		exploit_framework_canvas: false, exploit_framework_core: false, exploit_framework_d2_elliot: false, exploit_framework_exploithub: false,
		exploit_framework_metasploit: plugin.isExploitable ?? false,
	};
	if (plugin.severityId === 0) return flags;
	return {
		...flags,
		stig_severity: ['', 'III', 'II', 'I', 'I'][plugin.severityId],
		see_also: [`https://advisories.example/${plugin.id}`, `https://vendor.example/security/${plugin.id % 977}`],
		bid: plugin.cves.length > 0 ? plugin.cves.map(() => draw.integer(20_000, 99_000)) : undefined,
		...vectorsOf(plugin, draw),
		...vprOf(plugin, draw),
	};
}

function vectorsOf(plugin: OrganizationPlugin, draw: Draw): Readonly<Record<string, JsonValue | undefined>> {
	const impact = plugin.severityId >= 3 ? 'Complete' : 'Partial';
	const letter = impact.charAt(0);
	const temporal = (score: number | undefined) => (score === undefined ? undefined : Math.round(score * 8.7) / 10);
	return {
		cvss_temporal_score: temporal(plugin.cvssScore),
		cvss_vector: {
			access_vector: 'Network', access_complexity: 'Low', authentication: 'None required', confidentiality_impact: impact, integrity_impact: impact,
			availability_impact: impact, raw: `AV:N/AC:L/Au:N/C:${letter}/I:${letter}/A:${letter}`,
		},
		cvss_temporal_vector: {exploitability: draw.pick(['Unproven', 'Functional']), remediation_level: 'Official-fix', report_confidence: 'Confirmed', raw: 'E:U/RL:OF/RC:C'},
		...(plugin.cvss3Score === undefined ? {} : {
			cvss3_temporal_score: temporal(plugin.cvss3Score),
			cvss3_vector: {confidentiality_impact: 'High', integrity_impact: 'High', availability_impact: 'High', raw: 'AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'},
			cvss3_temporal_vector: {remediation_level: 'Official-fix', report_confidence: 'Confirmed', raw: 'E:U/RL:O/RC:C'},
		}),
	};
}

function vprOf(plugin: OrganizationPlugin, draw: Draw): Readonly<Record<string, JsonValue | undefined>> {
	const {vpr} = ratingsOf(plugin);
	if (vpr === undefined) return {};
	return {
		vpr: {
			score: vpr,
			updated: withoutMs(Date.UTC(2025, 4, draw.integer(1, 28), 5, 28, 7)),
			drivers: {
				age_of_vuln: {lower_bound: 731, upper_bound: 0}, exploit_code_maturity: plugin.isExploitable ? 'FUNCTIONAL' : 'UNPROVEN',
				cvss_impact_score_predicted: plugin.cvss3Score === undefined, cvss3_impact_score: 5.9, threat_intensity_last28: 'VERY_LOW',
				threat_recency: {lower_bound: 8, upper_bound: 30}, threat_sources_last28: ['Mainstream Media'], product_coverage: 'MEDIUM',
			},
		},
	};
}
