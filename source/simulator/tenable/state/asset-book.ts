import type {JsonObject} from '../../../core/json.js';
import type {Organization} from '../../organization.js';
import type {AssetTimes, OrganizationAsset} from '../../organization/asset.js';

export type TagAssignment = {readonly valueUuid: string; readonly addedAt: number; readonly addedBy: string};

/** What differs in one asset from what was generated; a key that is missing says that nothing does. */
export type AssetOverlay = {
	tags?: readonly TagAssignment[];
	acrScore?: number;
	exposureScore?: number;
	attributes?: ReadonlyMap<string, string>;
	fields?: JsonObject;
	isLicensed?: boolean;
	createdAt?: number;
	scannedAt?: number;
	updatedAt?: number;
	deletedAt?: number;
	deletedBy?: string;
	terminatedAt?: number;
	terminatedBy?: string;
};

/** An asset as it is now; times in epoch milliseconds. */
export type AssetView = {
	readonly asset: OrganizationAsset;
	readonly overlay: Readonly<AssetOverlay>;
	readonly times: AssetTimes;
	readonly tags: readonly TagAssignment[];
	readonly acrScore: number;
	readonly exposureScore: number;
};

/** The assets of the organization with what has changed since; assets are named by their index. */
export type AssetBook = {
	/** Deleted ones included. */
	readonly count: () => number;
	readonly viewOf: (index: number) => AssetView;
	readonly overlayOf: (index: number) => Readonly<AssetOverlay>;
	/** The times alone: cheap enough to be asked for every asset. */
	readonly timesOf: (index: number) => AssetTimes;
	readonly findIndex: (id: string) => number | undefined;
	/** By id, hostname, NetBIOS name, FQDN or IPv4 address. */
	readonly findIndexByName: (name: string) => number | undefined;
	/** Changes an asset; `updated_at` moves unless `isSilent`. */
	readonly change: (index: number, at: number, change: (overlay: AssetOverlay) => void, isSilent?: boolean) => void;
	/** One more host appears. */
	readonly discover: (at: number) => void;
};

const nothing: Readonly<AssetOverlay> = {};

export function createAssetBook(organization: Organization, baseTagsOf: (asset: OrganizationAsset) => readonly TagAssignment[]): AssetBook {
	const overlays = new Map<number, AssetOverlay>();
	let count = organization.counts.assets;
	const overlayOf = (index: number) => overlays.get(index) ?? nothing;
	const known = (index: number | undefined) => (index !== undefined && index < count ? index : undefined);
	const change: AssetBook['change'] = (index, at, apply, isSilent = false) => {
		const overlay = overlays.get(index) ?? {};
		overlays.set(index, overlay);
		apply(overlay);
		if (!isSilent) overlay.updatedAt = at;
	};
	const timesOf = (index: number): AssetTimes => {
		const times = organization.assetTimesAt(index);
		const overlay = overlays.get(index);
		if (overlay === undefined) return times;
		const createdAt = overlay.createdAt ?? times.createdAt;
		return {
			createdAt,
			firstSeen: overlay.createdAt ?? times.firstSeen,
			lastSeen: Math.max(overlay.scannedAt ?? times.lastSeen, overlay.createdAt ?? 0),
			updatedAt: Math.max(overlay.updatedAt ?? times.updatedAt, createdAt),
		};
	};
	return {
		count: () => count,
		overlayOf,
		timesOf,
		viewOf(index) {
			const asset = organization.assetAt(index);
			const overlay = overlayOf(index);
			return {
				asset, overlay, times: timesOf(index), tags: overlay.tags ?? baseTagsOf(asset),
				acrScore: overlay.acrScore ?? asset.acrScore, exposureScore: overlay.exposureScore ?? asset.exposureScore,
			};
		},
		findIndex: id => known(organization.findAssetIndex(id)),
		findIndexByName: name => known(organization.findAssetIndex(name) ?? organization.findAssetIndexByName(name)),
		change,
		discover(at) {
			change(count, at, overlay => { overlay.createdAt = at; });
			count += 1;
		},
	};
}
