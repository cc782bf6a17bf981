import {isIPv4} from 'node:net';

/** A host as one side knows it. */
export type Host = {
	readonly id: string;
	/** Everything it is called: host names with or without a domain, NetBIOS names. */
	readonly names: readonly string[];
	readonly addresses: readonly string[];
	readonly systemId: string | null;
};

/** Why two hosts are taken for one, the most trusted first. */
const hostEvidence = ['name and address', 'name', 'address'] as const;
export type HostEvidence = (typeof hostEvidence)[number];

export type HostMatch = {readonly ourId: string; readonly theirId: string; readonly evidence: HostEvidence};
export type HostMatches = {
	readonly matches: readonly HostMatch[];
	/** Hosts of theirs that fit several of ours, or one of ours that fits several of theirs: for a person to tell apart. */
	readonly ambiguous: readonly string[];
};

/**
 * Which of their hosts are which of ours. A match is one to one and beyond doubt: where a level of trust leaves a choice, the
 * hosts concerned are given up instead of being tried with weaker evidence. Pure; the order of hosts means nothing.
 */
export function matchHosts(ours: readonly Host[], theirs: readonly Host[]): HostMatches {
	const [left, right] = [ours.map(toFacts), theirs.map(toFacts)];
	const free = {ours: new Set(left.map(({id}) => id)), theirs: new Set(right.map(({id}) => id))};
	const matches: HostMatch[] = [];
	const ambiguous = new Set<string>();
	for (const evidence of hostEvidence) {
		const pairs = findPairs(left.filter(({id}) => free.ours.has(id)), right.filter(({id}) => free.theirs.has(id)), evidence);
		const [byOurs, byTheirs] = [countBy(pairs, pair => pair.ourId), countBy(pairs, pair => pair.theirId)];
		for (const {ourId, theirId} of pairs) {
			if (byOurs.get(ourId) === 1 && byTheirs.get(theirId) === 1) matches.push({ourId, theirId, evidence});
			else ambiguous.add(theirId);
			free.ours.delete(ourId);
			free.theirs.delete(theirId);
		}
	}
	return {matches, ambiguous: [...ambiguous]};
}

type Facts = {readonly id: string; readonly names: ReadonlySet<string>; readonly shortNames: ReadonlySet<string>; readonly addresses: ReadonlySet<string>; readonly systemId: string | null};

function toFacts({id, names, addresses, systemId}: Host): Facts {
	const even = names.map(name => name.trim().toLowerCase()).filter(name => name !== '' && name !== 'localhost' && !isIPv4(name));
	return {
		id, systemId, names: new Set(even), shortNames: new Set(even.map(toShortName)),
		addresses: new Set(addresses.map(address => address.trim()).filter(address => isIPv4(address) && !/^(?:127\.|0\.|169\.254\.)/.test(address))),
	};
}

const toShortName = (name: string): string => name.split('.')[0] ?? name;

/** "web-1" may be "web-1.corp.example"; "web-1.lab.example" is another. */
function shareName(left: Facts, right: Facts): boolean {
	for (const one of left.names) {
		if (right.names.has(one)) return true;
		for (const other of right.names) {
			if ((!one.includes('.') || !other.includes('.')) && toShortName(one) === toShortName(other)) return true;
		}
	}
	return false;
}

const shareAddress = (left: Facts, right: Facts): boolean => [...left.addresses].some(address => right.addresses.has(address));

function isPair(left: Facts, right: Facts, evidence: HostEvidence): boolean {
	switch (evidence) {
		case 'name and address':
			return shareName(left, right) && shareAddress(left, right);
		case 'name': {
			// Addresses that differ speak against it, unless both belong to the same system: addresses are handed out anew.
			const isContradicted = left.addresses.size > 0 && right.addresses.size > 0;
			return shareName(left, right) && (!isContradicted || (left.systemId !== null && left.systemId === right.systemId));
		}
		case 'address':
			return shareAddress(left, right) && (left.names.size === 0 || right.names.size === 0);
	}
}

type HostPair = {readonly ourId: string; readonly theirId: string};

/** Only hosts that share a name or an address are compared, so that the cost follows their number and not its square. */
function findPairs(ours: readonly Facts[], theirs: readonly Facts[], evidence: HostEvidence): readonly HostPair[] {
	const keysOf = (facts: Facts) => [...(evidence === 'name' ? facts.shortNames : facts.addresses)];
	const byKey = new Map<string, Facts[]>();
	for (const facts of ours) {
		for (const key of keysOf(facts)) byKey.set(key, [...(byKey.get(key) ?? []), facts]);
	}
	return theirs.flatMap(their => {
		const candidates = new Set(keysOf(their).flatMap(key => byKey.get(key) ?? []));
		return [...candidates].filter(our => isPair(our, their, evidence)).map(our => ({ourId: our.id, theirId: their.id}));
	});
}

function countBy(pairs: readonly HostPair[], toKey: (pair: HostPair) => string): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const pair of pairs) counts.set(toKey(pair), (counts.get(toKey(pair)) ?? 0) + 1);
	return counts;
}
