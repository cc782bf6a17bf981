import {indexOfUuid} from './random.js';
import {assetAt, assetIdAt, assetIndexInName, assetTimesAt, type AssetTimes, type OrganizationAsset} from './organization/asset.js';
import {controlsOfBaseline, parseControls, systemControl, type SystemControl} from './organization/control.js';
import {findingCountAt, findingsOf, pluginChoiceFor, type OrganizationFinding, type PluginChoice} from './organization/finding.js';
import {parsePlugins, type OrganizationPlugin} from './organization/plugin.js';
import {milestoneCountAt, poamAt, type OrganizationPoam} from './organization/poam.js';
import {systemAt, type OrganizationSystem} from './organization/system.js';

export type OrganizationOptions = {
	readonly seed: number;
	readonly systems?: number;
	readonly assets?: number;
	readonly findings?: number;
	readonly poams?: number;
	/** The moment around which all dates lie. The same seed and moment give the same organization. */
	readonly now: Date;
};

/**
 * An invented organization. Only its systems are held in memory; everything else is computed from (seed, index) each time
 * it is asked for, so that 100,000 hosts with 5,000,000 findings cost no more memory than 30. Indexes count from 0.
 */
export type Organization = {
	readonly seed: number;
	readonly now: Date;
	readonly counts: {
		readonly systems: number;
		readonly controls: number;
		readonly poams: number;
		readonly milestones: number;
		readonly assets: number;
		readonly findings: number;
	};
	readonly systems: readonly OrganizationSystem[];
	readonly plugins: readonly OrganizationPlugin[];
	readonly controlsOfSystem: (systemIndex: number) => readonly SystemControl[];
	readonly poamAt: (index: number) => OrganizationPoam;
	readonly assetAt: (index: number) => OrganizationAsset;
	readonly assetIdAt: (index: number) => string;
	/** The times of a host alone, without computing the rest. */
	readonly assetTimesAt: (index: number) => AssetTimes;
	/** The host with this id. A host that will be found later, beyond the count, can be asked for too. */
	readonly findAssetIndex: (id: string) => number | undefined;
	/** The host with this hostname, full or NetBIOS name, or IPv4 address, in any case. */
	readonly findAssetIndexByName: (name: string) => number | undefined;
	readonly findingCountAt: (assetIndex: number) => number;
	readonly findingsOfAsset: (assetIndex: number) => Generator<OrganizationFinding, void, undefined>;
};

export function createOrganization(options: OrganizationOptions): Organization {
	const {seed, systems: systemCount = 5, assets = 150, findings = 3000, poams = 60} = options;
	const now = options.now.getTime();
	const plugins = parsePlugins();
	const catalog = parseControls();
	const systems = Array.from({length: systemCount}, (_, index) => systemAt(seed, index, now));
	const controlsOf = (system: OrganizationSystem) => controlsOfBaseline(catalog, system.baseline);
	const controlOffsets = systems.reduce<number[]>((offsets, system) => [...offsets, (offsets.at(-1) ?? 0) + controlsOf(system).length], [0]);
	const poamSources = {systems, controlsOf, plugins: plugins.filter(plugin => plugin.severityId >= 2)};
	const choices = createPluginChoices(plugins);
	const asset = (index: number) => assetAt(seed, index, now, systems);
	const findingCount = (index: number) => findingCountAt(seed, index, assets, findings);
	return {
		seed,
		now: options.now,
		counts: {
			systems: systemCount, controls: controlOffsets.at(-1) ?? 0, poams, assets, findings,
			milestones: Array.from({length: poams}, (_, index) => milestoneCountAt(index)).reduce((sum, count) => sum + count, 0),
		},
		systems,
		plugins,
		controlsOfSystem(systemIndex) {
			const system = systems[systemIndex];
			if (system === undefined) return [];
			return controlsOf(system).map((control, place) => systemControl(seed, now, system, control, (controlOffsets[systemIndex] ?? 0) + place));
		},
		poamAt: index => poamAt(seed, index, now, poamSources),
		assetAt: asset,
		assetIdAt: index => assetIdAt(seed, index),
		assetTimesAt: index => assetTimesAt(seed, index, now),
		findAssetIndex(id) {
			const index = indexOfUuid(seed, 'asset', id);
			return assetIdAt(seed, index) === id ? index : undefined;
		},
		findAssetIndexByName(name) {
			const index = assetIndexInName(name);
			if (index === undefined) return undefined;
			const {hostname, fqdn, netbiosName, ipv4} = asset(index);
			return [hostname, fqdn, netbiosName, ipv4].some(known => known.toLowerCase() === name.toLowerCase()) ? index : undefined;
		},
		findingCountAt: findingCount,
		findingsOfAsset: index => findingsOf(seed, index, findingCount(index), choices(asset(index)), assetTimesAt(seed, index, now)),
	};
}

/** There are as many choices of plugins as kinds of hosts: a dozen, computed when first met. */
function createPluginChoices(plugins: readonly OrganizationPlugin[]): (asset: OrganizationAsset) => PluginChoice {
	const known = new Map<string, PluginChoice>();
	return asset => {
		const kind = `${asset.role.code}:${asset.isUnix}`;
		const choice = known.get(kind) ?? pluginChoiceFor(asset, plugins);
		known.set(kind, choice);
		return choice;
	};
}
