import {pluginLines} from '../data/plugins.js';

export type SeverityId = 0 | 1 | 2 | 3 | 4;

/** A Nessus plugin: what a scanner can find. Scores are absent where the vendor gives none; dates are "YYYY-MM-DD". */
export type OrganizationPlugin = {
	/** Its place in the list of plugins. */
	readonly index: number;
	readonly id: number;
	readonly name: string;
	readonly family: string;
	readonly severityId: SeverityId;
	readonly cvssScore: number | undefined;
	readonly cvss3Score: number | undefined;
	readonly cves: readonly string[];
	readonly isExploitable: boolean | undefined;
	readonly patchDate: string | undefined;
	/** Where it was seen: 0 when it concerns the host as a whole. */
	readonly port: number;
	readonly protocol: 'TCP' | 'UDP' | 'ICMP';
	/** The day by which CISA wants it fixed, for a vulnerability that is known to be exploited. */
	readonly knownExploitedDueDate: string | undefined;
};

const numberOrNone = (text: string | undefined): number | undefined => (text ? Number(text) : undefined);
const protocols = {tcp: 'TCP', udp: 'UDP', icmp: 'ICMP'} as const;
const severities: readonly SeverityId[] = [0, 1, 2, 3, 4];

export function parsePlugins(): readonly OrganizationPlugin[] {
	return pluginLines.trim().split('\n').map((line, index) => {
		const [id, name = '', family = '', severity, cvss, cvss3, cves = '', exploit, patch, port, protocol, due] = line.split('|');
		return {
			index,
			id: Number(id),
			name,
			family,
			severityId: severities[Number(severity)] ?? 0,
			cvssScore: numberOrNone(cvss),
			cvss3Score: numberOrNone(cvss3),
			cves: cves === '' ? [] : cves.split(' ').map(cve => `CVE-${cve}`),
			isExploitable: exploit ? exploit === 'y' : undefined,
			patchDate: patch || undefined,
			port: Number(port),
			protocol: protocol === 'udp' || protocol === 'icmp' ? protocols[protocol] : 'TCP',
			knownExploitedDueDate: due || undefined,
		};
	});
}
