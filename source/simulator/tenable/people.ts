import {personAt} from '../organization/person.js';
import {locations} from '../data/asset-roles.js';
import {Draw} from '../random.js';
import type {Edit} from './edit.js';
import type {Tenant} from './state/tenant.js';

/**
 * What `count` people do in Tenable one after the other: mostly owners, environments and scores change, now and then a finding
 * is fixed, a host is scanned again or disappears. The same seed gives the same edits for the same organization.
 */
export function inventEdits(tenant: Tenant, count: number, seed: number): readonly Edit[] {
	return Array.from({length: count}, (_, place) => inventEdit(tenant, new Draw(seed, 'edit', place)));
}

function inventEdit(tenant: Tenant, draw: Draw): Edit {
	const {organization, assets} = tenant;
	const index = draw.integer(0, assets.count() - 1);
	const asset = organization.assetIdAt(index);
	const someone = () => personAt(organization.seed, draw.integer(0, organization.counts.systems * 6 - 1)).name;
	const by = someone();
	const retag = (category: string, value: string): Edit => ({by, action: 'retag', asset, category, value});
	switch (draw.weighted([['business', 22], ['technical', 22], ['environment', 10], ['criticality', 10], ['location', 4], ['acr', 16], ['exposure', 6], ['finding', 6], ['scan', 3], ['terminate', 1]] as const)) {
		case 'business': return retag('Business Owner', someone());
		case 'technical': return retag('Technical Owner', someone());
		case 'environment': return retag('Environment', draw.pick(['production', 'staging', 'development', 'test']));
		case 'criticality': return retag('Criticality', draw.pick(['critical', 'high', 'medium', 'low']));
		case 'location': return retag('Location', draw.pick(locations));
		case 'acr': return {by, action: 'acr', asset, score: draw.integer(1, 10)};
		case 'exposure': return {by, action: 'exposure', asset, score: draw.integer(0, 1000)};
		case 'finding': return findingEdit(tenant, draw, index, by);
		case 'scan': return {by, action: 'scan', asset};
		case 'terminate': return {by, action: 'terminate', asset};
	}
}

/** An open finding is fixed, a fixed one comes back. */
function findingEdit(tenant: Tenant, draw: Draw, index: number, by: string): Edit {
	const asset = tenant.organization.assetIdAt(index);
	const findings = [...tenant.findings.findingsOf(index, tenant.now())];
	if (findings.length === 0) return {by, action: 'scan', asset};
	const {plugin, port, protocol, state} = draw.pick(findings);
	return {by, action: 'finding', asset, plugin: plugin.id, port, protocol, state: state === 'FIXED' ? 'REOPENED' : 'FIXED'};
}
