import {chain, field, lowercase, mapValues, maxLength, range, required} from '../support/mapping.js';

const first = {type: 'first'};
const toText = {type: 'to_text'};

// An asset is the v1 export record; the connector adds "tag", an object with a key for each configured tag category.
const asset = [
	required('id', 'asset_uuid'),
	field('hostnames', 'hostname', first),
	field('netbios_names', 'netbios_name', first),
	field('ipv4s', 'ip_addresses', {type: 'array_to_string', separator: ','}),
	field('operating_systems', 'operating_system', first),
	field('has_agent', 'has_agent'),
	field('has_plugin_results', 'has_plugin_results'),
	field('first_seen', 'first_seen'),
	field('last_seen', 'last_seen'),
	// Both scores come as texts such as "721.0".
	field('exposure_score', 'exposure_score', {type: 'to_integer'}, [range(0, 1000)]),
	field('acr_score', 'acr_score', {type: 'to_number'}, [range(0, 10)]),
	field('tag.System', 'system_id'),
	field('tag.Business Owner', 'business_owner', undefined, [maxLength(255)]),
	field('tag.Technical Owner', 'technical_owner', undefined, [maxLength(255)]),
	field('tag.Criticality', 'criticality_rating', chain(lowercase, mapValues({moderate: 'medium'})), [maxLength(50)]),
];

// A finding is the record of the vulnerability export.
const vulnerability = [
	required('asset.uuid', 'asset_uuid'),
	required('plugin.id', 'plugin_id', toText),
	field('plugin.name', 'plugin_name'),
	field('plugin.synopsis', 'vulnerability_name'),
	field('plugin.family', 'plugin_family'),
	field('severity_id', 'severity', undefined, [range(0, 4)]),
	field('severity', 'severity_name', {type: 'title_case'}),
	field('plugin.cvss_base_score', 'cvss_base_score', undefined, [range(0, 10)]),
	field('plugin.cvss3_base_score', 'cvss3_base_score', undefined, [range(0, 10)]),
	field('plugin.description', 'description'),
	field('plugin.solution', 'solution'),
	field('plugin.risk_factor', 'risk_factor'),
	field('port.port', 'port', undefined, [range(0, 65_535)]),
	field('port.protocol', 'protocol'),
	field('first_found', 'first_found'),
	field('last_found', 'last_found'),
	field('state', 'state'),
	field('plugin.cve', 'external_references'),
	// Only newer exports carry it.
	field('finding_id', 'tenable_vuln_id'),
	// No export has it: an accept rule that Parley keeps for the finding, by which our decision reaches Tenable.
	field('disposition', 'remediation_status'),
	// Nor this: a recast rule, by which a severity of ours reaches Tenable. What Tenable makes of it comes back as its severity.
	field('recast_severity', 'recast_severity', undefined, [maxLength(50)]),
];

export const tenableMappings = {asset, vulnerability};
