import type {JsonValue} from '../../../core/json.js';
import {refusePayload} from '../http/refusals.js';
import {defaultNetworkId} from '../records/asset-record.js';
import {modificationOf, severityNames, severityOf} from '../records/finding-record.js';
import {pluginTypeOf, ratingsOf} from '../records/plugin-record.js';
import {scanUuidOf} from '../records/scan-identity.js';
import type {FindingView} from '../state/finding-book.js';
import type {Tenant} from '../state/tenant.js';
import {readCidr, readIntegers, readRange, readTexts, readTime} from './filter-value.js';

export type FindingTest = (finding: FindingView) => boolean;
/** Reads the value of one filter; refuses what is of another kind. */
export type FindingReader = (value: JsonValue, name: string) => FindingTest;

/** "On or after", in Unix seconds; what has no such time never is. */
export const isOnOrAfter = (at: number | undefined, seconds: number): boolean => at !== undefined && Math.floor(at / 1000) >= seconds;

const timeReader = (timeOf: (finding: FindingView) => number | undefined): FindingReader => (value, name) => {
	const seconds = readTime(value, name);
	return finding => isOnOrAfter(timeOf(finding), seconds);
};

const firstFound = timeReader(finding => finding.firstFound);
const lastFound = timeReader(finding => finding.lastFound);

export const timeReaders: Readonly<Record<string, FindingReader>> = {
	first_found: firstFound, first_seen: firstFound, last_found: lastFound, last_seen: lastFound,
	last_fixed: timeReader(finding => finding.lastFixed),
	indexed_at: timeReader(finding => finding.indexedAt),
	resurfaced_date: timeReader(finding => finding.resurfacedAt),
};

export function listReaders({organization}: Tenant): Readonly<Record<string, FindingReader>> {
	const among = (textOf: (finding: FindingView) => string): FindingReader => (value, name) => {
		const wanted = readTexts(value, name);
		return finding => wanted.includes(textOf(finding));
	};
	const assetOf = (finding: FindingView) => organization.assetAt(finding.assetIndex);
	return {
		severity: (value, name) => {
			const wanted = readWords(value, name, severityNames.map(word => word.toUpperCase()));
			return finding => wanted.includes(severityNames[severityOf(finding)].toUpperCase());
		},
		severity_modification_type: (value, name) => {
			const wanted = readTexts(value, name);
			const unknown = wanted.find(word => !['NONE', 'RECASTED', 'ACCEPTED'].includes(word));
			if (unknown !== undefined) refusePayload(`"${name}" does not know "${unknown}"`, name);
			return finding => wanted.includes(modificationOf(finding));
		},
		plugin_family: among(finding => finding.plugin.family),
		plugin_type: among(finding => pluginTypeOf(finding.plugin)),
		network_id: among(() => defaultNetworkId),
		scan_uuid: among(finding => scanUuidOf(organization.seed, assetOf(finding))),
		source: among(finding => (assetOf(finding).hasAgent ? 'NESSUS_AGENT' : 'NESSUS')),
		plugin_id: (value, name) => {
			const wanted = readIntegers(value, name);
			return finding => wanted.includes(finding.plugin.id);
		},
		cve_id: (value, name) => {
			const wanted = readTexts(value, name);
			return finding => finding.plugin.cves.some(cve => wanted.includes(cve));
		},
		cidr_range: (value, name) => {
			const isInside = readCidr(value, name);
			return finding => isInside(assetOf(finding).ipv4);
		},
	};
}

const numberReader = (numberOf: (finding: FindingView) => number | undefined): FindingReader => (value, name) => {
	const test = readRange(value, name);
	return finding => test(numberOf(finding));
};

export const numberReaders: Readonly<Record<string, FindingReader>> = {
	vpr_score: numberReader(finding => ratingsOf(finding.plugin).vpr),
	epss_score: numberReader(finding => ratingsOf(finding.plugin).epss),
	time_taken_to_fix: numberReader(({state, lastFixed, firstFound: first}) => (state === 'FIXED' && lastFixed !== undefined ? Math.floor((lastFixed - first) / 1000) : undefined)),
};

/** Words in any case. */
export function readWords(value: JsonValue, name: string, known: readonly string[]): readonly string[] {
	return readTexts(value, name).map(word => (known.includes(word.toUpperCase()) ? word.toUpperCase() : refusePayload(`"${name}" does not know "${word}"`, name)));
}
