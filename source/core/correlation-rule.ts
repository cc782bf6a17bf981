import type {EntityType} from './entity.js';

/** How values of a kind are made comparable: hexadecimal digits of an identifier, of a network card; a name; an address. */
export type EvidenceKind = 'uuid' | 'mac' | 'name' | 'ipv4';

/** One thing by which two records may be told to be the same. */
export type Evidence = {
	readonly kind: EvidenceKind;
	/** Columns of ours that may hold it; those that an installation lacks are left out. */
	readonly columns: readonly string[];
	/** Where it stands in a record of the other side, and in one that we keep as it was received. */
	readonly paths: readonly string[];
};

/** Records that share a value of each kind of evidence are taken for one. */
export type CorrelationRule = {readonly name: string; readonly evidence: readonly Evidence[]};

const hostname: Evidence = {kind: 'name', columns: ['hostname', 'netbios_name'], paths: ['hostnames', 'hostname', 'netbios_names', 'netbios_name']};
const ipv4: Evidence = {kind: 'ipv4', columns: ['ip_addresses', 'ipv4', 'ip_address'], paths: ['ipv4s', 'ipv4', 'ip_address']};

/** What first contact goes by where neither an external id nor the natural key matches: the most trusted first. */
export const correlationRules: Readonly<Partial<Record<EntityType, readonly CorrelationRule[]>>> = {
	asset: [
		{name: 'agent uuid', evidence: [{kind: 'uuid', columns: ['agent_uuid'], paths: ['agent_uuid']}]},
		{name: 'BIOS uuid', evidence: [{kind: 'uuid', columns: ['bios_uuid'], paths: ['bios_uuid', 'network.bios_uuid']}]},
		{name: 'MAC address', evidence: [{kind: 'mac', columns: ['mac_addresses', 'mac_address'], paths: ['mac_addresses', 'mac_address', 'network.mac_addresses']}]},
		{name: 'FQDN', evidence: [{kind: 'name', columns: ['fqdn', 'fqdns'], paths: ['fqdns', 'fqdn', 'network.fqdns']}]},
		{name: 'hostname and IPv4', evidence: [hostname, ipv4]},
	],
};
