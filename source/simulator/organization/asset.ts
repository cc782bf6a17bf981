import {assetRoles, locations, type AssetRole} from '../data/asset-roles.js';
import {Draw, uuidOf} from '../random.js';
import {dayMs, hourMs} from './days.js';
import type {OrganizationSystem} from './system.js';

export type Environment = 'production' | 'staging' | 'development' | 'test';
export type Criticality = 'critical' | 'high' | 'medium' | 'low';

/** When a host was seen, in epoch milliseconds. */
export type AssetTimes = {
	readonly createdAt: number;
	readonly firstSeen: number;
	readonly lastSeen: number;
	readonly updatedAt: number;
};

/** A host. Times are in epoch milliseconds; addresses, uuids and ids are unique in the organization. */
export type OrganizationAsset = AssetTimes & {
	readonly index: number;
	readonly id: string;
	readonly systemIndex: number;
	readonly systemId: string;
	readonly role: AssetRole;
	/** "eds-db-0042". */
	readonly hostname: string;
	readonly fqdn: string;
	readonly netbiosName: string;
	readonly ipv4: string;
	readonly ipv6: string | undefined;
	/** Lower case, with colons. */
	readonly macAddress: string;
	readonly operatingSystem: string;
	readonly isUnix: boolean;
	readonly hasAgent: boolean;
	/** 32 hexadecimal digits, no dashes; undefined without an agent. */
	readonly agentUuid: string | undefined;
	/** Lower case, with dashes; undefined for network devices. */
	readonly biosUuid: string | undefined;
	readonly environment: Environment;
	readonly criticality: Criticality;
	readonly location: string;
	readonly businessOwner: string;
	readonly technicalOwner: string;
	/** 1 to 10. */
	readonly acrScore: number;
	/** 0 to 1000. */
	readonly exposureScore: number;
};

/** Hosts live in 10.20.0.0 and above. */
const firstNet = 20;
const roleWeights = assetRoles.map(role => [role, role.weight] as const);

/** The times alone: cheap enough to be asked for every host of a large organization. */
export function assetTimesAt(seed: number, index: number, now: number): AssetTimes {
	const draw = new Draw(seed, 'asset times', index);
	const quietDays = draw.weighted([[draw.integer(0, 5), 88], [draw.integer(6, 28), 8], [draw.integer(31, 80), 4]]);
	const lastSeen = now - quietDays * dayMs - draw.integer(2 * hourMs, 22 * hourMs);
	const createdAt = lastSeen - draw.integer(40, 900) * dayMs - draw.integer(0, dayMs);
	return {createdAt: createdAt + 320, firstSeen: createdAt, lastSeen, updatedAt: lastSeen + draw.integer(300, 90_000)};
}

/** The `index`-th host; the systems are those of the organization. */
export function assetAt(seed: number, index: number, now: number, systems: readonly OrganizationSystem[]): OrganizationAsset {
	const draw = new Draw(seed, 'asset', index);
	const system = draw.pick(systems);
	const role = draw.weighted(roleWeights);
	const operatingSystem = draw.pick(role.operatingSystems);
	const hostname = `${system.acronym.toLowerCase()}-${role.code}-${String(index + 1).padStart(4, '0')}`;
	const hasAgent = draw.chance(role.agentShare);
	const criticality = draw.weighted([['critical', 12], ['high', 28], ['medium', 40], ['low', 20]] as const);
	const acrScore = draw.integer(...acrRange[criticality]);
	const net = Math.floor(index / 254);
	const isDevice = role.deviceType !== 'general-purpose';
	return {
		...assetTimesAt(seed, index, now),
		index,
		id: assetIdAt(seed, index),
		systemIndex: system.index,
		systemId: system.systemId,
		role,
		hostname,
		fqdn: `${hostname}.corp.example`,
		netbiosName: hostname.toUpperCase().slice(0, 15),
		ipv4: `10.${firstNet + Math.floor(net / 256)}.${net % 256}.${(index % 254) + 1}`,
		ipv6: draw.chance(0.3) ? `2001:db8:${(net + 1).toString(16)}::${((index % 254) + 1).toString(16)}` : undefined,
		macAddress: macAddressAt(index),
		operatingSystem,
		isUnix: /^(Linux|Mac)/.test(operatingSystem),
		hasAgent,
		agentUuid: hasAgent ? uuidOf(seed, 'agent', index).replaceAll('-', '') : undefined,
		biosUuid: isDevice ? undefined : uuidOf(seed, 'bios', index),
		environment: draw.weighted([['production', 60], ['staging', 12], ['development', 15], ['test', 13]] as const),
		criticality,
		location: draw.pick(locations),
		businessOwner: system.systemOwner.name,
		technicalOwner: draw.pick(system.administrators).name,
		acrScore,
		exposureScore: Math.min(1000, acrScore * 70 + draw.integer(0, 290)),
	};
}

/** The index that a hostname ("eds-db-0042") or an IPv4 address of this organization carries; some other number for others. */
export function assetIndexInName(name: string): number | undefined {
	const [, high, middle, low] = /^10\.(\d+)\.(\d+)\.(\d+)$/.exec(name) ?? [];
	if (low !== undefined) return Math.max(0, ((Number(high) - firstNet) * 256 + Number(middle)) * 254 + Number(low) - 1);
	const [, number] = /^[a-z\d]+-[a-z]+-(\d+)(?:\.|$)/i.exec(name) ?? [];
	return number === undefined ? undefined : Math.max(0, Number(number) - 1);
}

export const assetIdAt = (seed: number, index: number): string => uuidOf(seed, 'asset', index);

const acrRange: Readonly<Record<Criticality, readonly [number, number]>> = {critical: [9, 10], high: [7, 8], medium: [4, 6], low: [1, 3]};

/** In VMware's range; an odd factor keeps 2^24 addresses apart. */
function macAddressAt(index: number): string {
	const digits = (Math.imul(index + 1, 0x9e3779) >>> 0).toString(16).padStart(8, '0').slice(2);
	return `00:50:56:${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4)}`;
}
