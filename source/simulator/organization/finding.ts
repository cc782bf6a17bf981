import {Draw, uuidOf} from '../random.js';
import type {AssetTimes, OrganizationAsset} from './asset.js';
import {dayMs} from './days.js';
import type {OrganizationPlugin, SeverityId} from './plugin.js';

export type FindingState = 'OPEN' | 'REOPENED' | 'FIXED';

/** What a plugin found on a host. (asset, plugin, port, protocol) is unique. Times are in epoch milliseconds. */
export type OrganizationFinding = {
	readonly assetIndex: number;
	/** Its place among the host's findings. */
	readonly slot: number;
	/** A UUID of the shape of version 5. */
	readonly id: string;
	readonly plugin: OrganizationPlugin;
	readonly port: number;
	readonly protocol: OrganizationPlugin['protocol'];
	readonly state: FindingState;
	readonly firstFound: number;
	readonly lastFound: number;
	/** Present when fixed, and kept when it came back. */
	readonly lastFixed: number | undefined;
	readonly resurfacedAt: number | undefined;
	/** When the platform published it: some minutes after the scan that found it. */
	readonly indexedAt: number;
};

/** The plugins that can fire on a kind of host, by severity. Those without a port of their own fire once a host. */
export type PluginChoice = Readonly<Record<SeverityId, {readonly all: readonly OrganizationPlugin[]; readonly networked: readonly OrganizationPlugin[]}>>;

const severityWeights: ReadonlyArray<readonly [SeverityId, number]> = [[0, 52], [1, 7], [2, 26], [3, 12], [4, 3]];
/** Where a service is met a second and third time on one host. */
const otherPorts = [8080, 8443, 9443, 8000, 5000, 8008];
const steps = [1, 5, 7, 11, 13];

/** How many findings the `index`-th of `assets` hosts has. Neighbours lend each other some, so that the sum is exact. */
export function findingCountAt(seed: number, index: number, assets: number, findings: number): number {
	const base = Math.floor(findings / assets);
	const extra = index < findings % assets ? 1 : 0;
	const pair = index >> 1;
	if (pair * 2 + 1 >= assets) return base + extra;
	const lent = Math.floor(new Draw(seed, 'finding count', pair).number() * base * 0.7);
	return base + extra + (index % 2 === 0 ? lent : -lent);
}

/** Which plugins can fire on hosts like this one. */
export function pluginChoiceFor(asset: OrganizationAsset, plugins: readonly OrganizationPlugin[]): PluginChoice {
	const suitable = plugins.filter(plugin => canFireOn(plugin, asset));
	const ofSeverity = (severityId: SeverityId) => {
		const all = suitable.filter(plugin => plugin.severityId === severityId);
		return {all, networked: all.filter(plugin => plugin.port !== 0)};
	};
	return {0: ofSeverity(0), 1: ofSeverity(1), 2: ofSeverity(2), 3: ofSeverity(3), 4: ofSeverity(4)};
}

function canFireOn(plugin: OrganizationPlugin, asset: OrganizationAsset): boolean {
	if (/\bPHP\b/.test(plugin.name)) return asset.role.code === 'web' || (asset.role.code === 'app' && asset.isUnix);
	if (/\bJava\b/.test(plugin.name)) return asset.role.code === 'app' && asset.isUnix;
	if (/\b(Unix|Linux|SSH|NFS|RPC|Docker|Libgcrypt)\b/i.test(`${plugin.name} ${plugin.family}`)) return asset.isUnix;
	return true;
}

/** The findings of one host, in a fixed order. */
export function* findingsOf(
	seed: number, assetIndex: number, count: number, choice: PluginChoice, times: AssetTimes,
): Generator<OrganizationFinding, void, undefined> {
	const draw = new Draw(seed, 'findings', assetIndex);
	const turns = [0, 0, 0, 0, 0];
	const offset = draw.word();
	const step = draw.pick(steps);
	for (let slot = 0; slot < count; slot++) {
		const severityId = usableSeverity(choice, draw.weighted(severityWeights), turns);
		const turn = turns[severityId] ?? 0;
		turns[severityId] = turn + 1;
		const {plugin, port} = pluginAt(choice[severityId], turn, offset, step);
		yield {assetIndex, slot, id: findingId(seed, assetIndex, slot), plugin, port, protocol: plugin.protocol, ...historyOf(draw, plugin, times)};
	}
}

/** A severity that this host can still show; informational ones never run out. */
function usableSeverity(choice: PluginChoice, wanted: SeverityId, turns: readonly number[]): SeverityId {
	const {all, networked} = choice[wanted];
	return networked.length > 0 || (turns[wanted] ?? 0) < all.length ? wanted : 0;
}

/** Walks all plugins once, then again those that have a port, each time on another port. */
function pluginAt(
	{all, networked}: PluginChoice[SeverityId], turn: number, offset: number, step: number,
): {readonly plugin: OrganizationPlugin; readonly port: number} {
	const isFirstRound = turn < all.length;
	const list = isFirstRound ? all : networked;
	const place = isFirstRound ? turn : turn - all.length;
	const round = isFirstRound ? 0 : 1 + Math.floor(place / list.length);
	// A step that shares a factor with the length would visit some plugins twice and others never.
	const stride = list.length % step === 0 ? 1 : step;
	const plugin = list[(offset + place * stride) % list.length];
	if (plugin === undefined) throw new RangeError('No plugin can fire on this host.');
	if (round === 0) return {plugin, port: plugin.port};
	const others = otherPorts.filter(port => port !== plugin.port);
	return {plugin, port: others[round - 1] ?? 20_000 + round};
}

const findingId = (seed: number, assetIndex: number, slot: number): string => {
	const id = uuidOf(seed, 'finding', assetIndex, slot);
	return `${id.slice(0, 14)}5${id.slice(15)}`;
};

type History = Pick<OrganizationFinding, 'state' | 'firstFound' | 'lastFound' | 'lastFixed' | 'resurfacedAt' | 'indexedAt'>;

/** A finding is first met after its host, and last found by the host's last scan unless it was fixed before. */
function historyOf(draw: Draw, plugin: OrganizationPlugin, times: AssetTimes): History {
	const span = times.lastSeen - times.firstSeen;
	const firstFound = times.lastSeen - Math.floor(span * draw.number() ** 2);
	const state = plugin.severityId === 0 ? 'OPEN' : draw.weighted([['OPEN', 74], ['REOPENED', 6], ['FIXED', 20]] as const);
	const published = draw.integer(60_000, 1_200_000);
	if (state === 'OPEN') return {state, firstFound, lastFound: times.lastSeen, lastFixed: undefined, resurfacedAt: undefined, indexedAt: times.lastSeen + published};
	const middle = firstFound + Math.floor((times.lastSeen - firstFound) * draw.number());
	if (state === 'REOPENED') {
		const resurfacedAt = Math.min(times.lastSeen, middle + dayMs);
		return {state, firstFound, lastFound: times.lastSeen, lastFixed: middle, resurfacedAt, indexedAt: times.lastSeen + published};
	}
	const lastFixed = Math.min(times.lastSeen, middle + 7 * dayMs);
	return {state, firstFound, lastFound: middle, lastFixed, resurfacedAt: undefined, indexedAt: lastFixed + published};
}
