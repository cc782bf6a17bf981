import type {OrganizationPlugin} from '../../organization/plugin.js';

export type PluginText = {readonly synopsis: string; readonly description: string; readonly solution: string};

/** What a plugin says about itself, in our own words: informational ones briefly, vulnerabilities with a paragraph for each CVE. */
export function textOf(plugin: OrganizationPlugin, length: 'full' | 'short'): PluginText {
	const subject = plugin.name.replace(/ Multiple [Vv]ulnerabilities$/, '');
	if (length === 'short') return {synopsis: 'Found by a scan.', description: plugin.name, solution: plugin.severityId === 0 ? 'n/a' : 'Update the software.'};
	if (plugin.severityId === 0) {
		return {synopsis: `Information about the remote host was collected (${plugin.name}).`, description: `${informational(plugin)}\n\n${footnote(plugin)}`, solution: 'n/a'};
	}
	const flaws = plugin.cves.length > 0 ? plugin.cves.map((cve, place) => `  - ${flaw(cve, place)}`) : [`  - ${weakness(plugin)}`];
	const intro = `The remote host is affected by what this plugin checks for: ${subject}.`;
	return {
		synopsis: `A weakness was found on the remote host: ${subject}.`,
		description: [intro, 'It is therefore exposed to the following:', ...flaws, footnote(plugin)].join('\n\n'),
		solution: solutionFor(plugin, subject),
	};
}

function informational(plugin: OrganizationPlugin): string {
	return `By probing ${plugin.port === 0 ? 'the host' : `port ${plugin.port}`}, the scanner was able to report on "${plugin.name}". This is no weakness in itself, `
		+ 'but an inventory that lists it helps to tell what has changed between two scans, and what should not be reachable from this network segment.';
}

const footnotes = [
	'Note that the scanner did not try to exploit this and relied on the version that the service reports about itself.',
	'Note that the check used the credentials of the scan policy; a host that refused them may report less than is installed.',
	'Note that a host behind a load balancer may answer with the version of another member of the pool.',
];
const footnote = (plugin: OrganizationPlugin): string => footnotes[plugin.id % footnotes.length] ?? '';

const consequences = [
	'lets a remote, unauthenticated attacker run code with the rights of the service by sending a crafted request',
	'lets a remote attacker read memory of the process, which may hold credentials or session keys',
	'lets a local user gain rights that were not granted, because a length is not checked before it is used',
	'lets an attacker make the service stop answering by sending input that is processed without a limit',
	'lets an attacker go around a restriction on paths by means of a specially formed name',
	'lets an attacker inject markup that a browser of another user runs',
];
const flaw = (cve: string, place: number): string =>
	`A flaw ${consequences[(place + Number(cve.slice(-2))) % consequences.length] ?? ''}. (${cve})`;

function weakness(plugin: OrganizationPlugin): string {
	if (/Unsupported/.test(plugin.name)) return 'The vendor no longer ships fixes for this release, so that whatever is found in it will stay.';
	if (/SSL|TLS/.test(plugin.name)) return 'A client cannot be sure whom it talks to, or that nobody listens: an attacker between the two can read and alter the exchange.';
	if (/SSH/.test(plugin.name)) return 'The server accepts algorithms that are considered weak today, so that a recorded session may be read later.';
	return 'The service tells more about itself, or accepts more, than a visitor needs; an attacker can use that to prepare the next step.';
}

function solutionFor(plugin: OrganizationPlugin, subject: string): string {
	const fixed = /< ([\d.]+(?: \/ [\d.]+)?)/.exec(plugin.name)?.[1];
	if (fixed !== undefined) return `Upgrade to version ${fixed} or later.`;
	if (/Unsupported/.test(plugin.name)) return 'Move to a release that the vendor supports.';
	if (/SSL|TLS/.test(plugin.name)) return 'Buy or generate a proper certificate for this service, and enable current protocol versions only.';
	return `Follow the vendor's advice for ${subject}, or limit who can reach the service.`;
}
