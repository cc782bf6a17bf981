import type {Organization} from '../../organization.js';
import type {FindingState, OrganizationFinding} from '../../organization/finding.js';
import type {SeverityId} from '../../organization/plugin.js';
import {uuidOf} from '../../random.js';
import type {AssetBook} from './asset-book.js';
import type {FindingKey} from './effect.js';
import type {RecastRule, RuleBook} from './rule-book.js';

/** A finding as it is now: what was generated, with people's changes and the rules on top. */
export type FindingView = OrganizationFinding & {
	/** Differs from the plugin's only where a rule or a person changed it. */
	readonly severityId?: SeverityId;
	readonly rule?: RecastRule;
	readonly output?: string;
};

export type FindingChange = {readonly state?: FindingState; readonly severityId?: SeverityId; readonly output?: string; readonly at: number};

export type FindingBook = {
	readonly findingsOf: (assetIndex: number, now: number) => Generator<FindingView, void, undefined>;
	/** The latest moment at which any finding of the asset may have changed: an export for changes skips older assets. */
	readonly newestChangeOf: (assetIndex: number) => number;
	/** Changes a finding, or adds it. Refuses a plugin that the organization does not know. */
	readonly set: (assetIndex: number, key: FindingKey, change: FindingChange) => void;
};

const publicationMs = 300_000;
/** Nothing is published later than this after its scan. */
const slowestPublicationMs = 1_200_000;
const keyText = ({pluginId, port, protocol}: FindingKey) => `${pluginId}:${port}:${protocol}`;
const keyOf = (finding: OrganizationFinding) => `${finding.plugin.id}:${finding.port}:${finding.protocol}`;

export function createFindingBook(organization: Organization, assets: AssetBook, rules: RuleBook): FindingBook {
	const changes = new Map<number, Map<string, readonly FindingChange[]>>();
	const added = new Map<number, Map<string, OrganizationFinding>>();
	const pluginsById = new Map(organization.plugins.map(plugin => [plugin.id, plugin]));

	const bare = function* (assetIndex: number): Iterable<OrganizationFinding> {
		yield* organization.findingsOfAsset(assetIndex);
		yield* added.get(assetIndex)?.values() ?? [];
	};
	return {
		*findingsOf(assetIndex, now) {
			const mine = changes.get(assetIndex);
			const {scannedAt, createdAt} = assets.overlayOf(assetIndex);
			const since = createdAt === undefined ? undefined : assets.timesOf(assetIndex).lastSeen;
			const ruled = rules.isEmpty() ? undefined : organization.assetAt(assetIndex);
			for (const generated of bare(assetIndex)) {
				let finding: FindingView = since === undefined ? generated : freshlyFound(generated, since);
				const history = mine?.get(keyOf(finding));
				if (scannedAt !== undefined || history !== undefined) finding = replayed(finding, history ?? [], scannedAt);
				yield ruled === undefined ? finding : withRules(finding, rules.outcomeFor(finding, ruled, now));
			}
		},
		newestChangeOf(assetIndex) {
			const newest = [...changes.get(assetIndex)?.values() ?? []].flat().reduce((latest, change) => Math.max(latest, change.at + publicationMs), 0);
			// Any rule may touch any asset; there are few of them, and then each asset is looked at.
			return rules.isEmpty() ? Math.max(newest, assets.timesOf(assetIndex).lastSeen + slowestPublicationMs) : Number.POSITIVE_INFINITY;
		},
		set(assetIndex, key, change) {
			const plugin = pluginsById.get(key.pluginId);
			if (plugin === undefined) throw new RangeError(`Plugin ${key.pluginId} is not known.`);
			const mine = changes.get(assetIndex) ?? new Map<string, readonly FindingChange[]>();
			changes.set(assetIndex, mine);
			mine.set(keyText(key), [...mine.get(keyText(key)) ?? [], change]);
			if ([...bare(assetIndex)].some(finding => keyOf(finding) === keyText(key))) return;
			const more = added.get(assetIndex) ?? new Map<string, OrganizationFinding>();
			added.set(assetIndex, more);
			const slot = 1_000_000 + more.size;
			const id = uuidOf(organization.seed, 'finding', assetIndex, slot);
			more.set(keyText(key), {
				assetIndex, slot, id: `${id.slice(0, 14)}5${id.slice(15)}`, plugin, port: key.port, protocol: key.protocol,
				state: 'OPEN', firstFound: change.at, lastFound: change.at, lastFixed: undefined, resurfacedAt: undefined, indexedAt: change.at,
			});
		},
	};
}

const freshlyFound = (finding: OrganizationFinding, at: number): OrganizationFinding => ({
	...finding, state: 'OPEN', firstFound: at, lastFound: at, lastFixed: undefined, resurfacedAt: undefined, indexedAt: at + publicationMs,
});

/** What happened to a finding, in the order in which it happened; of several scans only the last one shows. */
function replayed(finding: FindingView, history: readonly FindingChange[], scannedAt: number | undefined): FindingView {
	if (scannedAt === undefined) return history.reduce(changed, finding);
	const before = history.filter(({at}) => at <= scannedAt).reduce(changed, finding);
	return history.filter(({at}) => at > scannedAt).reduce(changed, scanned(before, scannedAt));
}

/** A scan finds again what is not fixed. */
const scanned = (finding: FindingView, at: number): FindingView =>
	finding.state === 'FIXED' || at <= finding.lastFound ? finding : {...finding, lastFound: at, indexedAt: at + publicationMs};

function changed(finding: FindingView, change: FindingChange): FindingView {
	const {at, state = finding.state, severityId = finding.severityId, output = finding.output} = change;
	const times = state === finding.state ? {}
		: state === 'FIXED' ? {lastFixed: at, resurfacedAt: undefined}
			: state === 'REOPENED' ? {resurfacedAt: at, lastFound: at, lastFixed: finding.lastFixed ?? finding.lastFound}
				: {lastFound: at, lastFixed: undefined, resurfacedAt: undefined};
	return {
		...finding, ...times, state, indexedAt: Math.max(finding.indexedAt, at),
		...(severityId === undefined ? {} : {severityId}), ...(output === undefined ? {} : {output}),
	};
}

function withRules(finding: FindingView, outcome: ReturnType<RuleBook['outcomeFor']>): FindingView {
	if (outcome === undefined) return finding;
	const indexedAt = Math.max(finding.indexedAt, outcome.changedAt);
	const {rule} = outcome;
	if (rule === undefined) return {...finding, indexedAt};
	const severityId = rule.action === 'RECAST' ? rule.severityId : finding.severityId;
	return {...finding, indexedAt, rule, ...(severityId === undefined ? {} : {severityId})};
}
