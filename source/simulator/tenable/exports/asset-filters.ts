import type {JsonObject, JsonValue} from '../../../core/json.js';
import {defaultNetworkId, isLicensed, sourceOf} from '../records/asset-record.js';
import {scanUuidOf} from '../records/scan-identity.js';
import {refusePayload} from '../http/refusals.js';
import {roles} from '../http/router.js';
import type {AssetView} from '../state/asset-book.js';
import type {Tenant} from '../state/tenant.js';
import {readBoolean, readTexts, readTime} from './filter-value.js';

/** Whether the asset of an index belongs into an export. */
export type AssetFilter = (index: number) => boolean;

type Test = (index: number) => boolean;
type Reader = (value: JsonValue, name: string) => Test;

/** Compiles the filters of an asset export. All must hold; times are Unix seconds and mean "later than". */
export function compileAssetFilters(tenant: Tenant, filters: JsonObject, version: 1 | 2): AssetFilter {
	const readers = {...timeReaders(tenant), ...flagReaders(tenant), ...identityReaders(tenant), ...(version === 2 ? sinceReader(tenant) : {})};
	const tests = Object.entries(filters).map(([name, value]): Test => {
		const reader = readers[name];
		if (reader !== undefined) return reader(value, `filters.${name}`);
		if (version === 1 && name.startsWith('tag.')) return tagTest(tenant, name, value);
		if (version === 2 && name === 'types') return typesTest(value);
		return refusePayload(`"filters.${name}" is not allowed`, `filters.${name}`);
	});
	const asksForDeleted = ['deleted_at', 'is_deleted', ...(version === 2 ? ['since'] : [])].some(name => filters[name] !== undefined);
	// Since 2026 only administrators are told of deleted assets.
	const mayHoldDeleted = asksForDeleted ? tenant.settings.permissions >= roles.administrator : tenant.settings.showsDeletedUnasked;
	return index => (mayHoldDeleted || tenant.assets.overlayOf(index).deletedAt === undefined) && tests.every(test => test(index));
}

const isLater = (at: number | undefined, seconds: number): boolean => at !== undefined && at > seconds * 1000;

function timeReaders({assets}: Tenant): Readonly<Record<string, Reader>> {
	const reader = (timeOf: (index: number) => number | undefined): Reader => (value, name) => {
		const seconds = readTime(value, name);
		return index => isLater(timeOf(index), seconds);
	};
	const lastSeen = reader(index => assets.timesOf(index).lastSeen);
	return {
		created_at: reader(index => assets.timesOf(index).createdAt),
		updated_at: reader(index => assets.timesOf(index).updatedAt),
		terminated_at: reader(index => assets.overlayOf(index).terminatedAt),
		deleted_at: reader(index => assets.overlayOf(index).deletedAt),
		first_scan_time: reader(index => assets.timesOf(index).firstSeen),
		last_authenticated_scan_time: lastSeen,
		last_assessed: lastSeen,
	};
}

function sinceReader({assets}: Tenant): Readonly<Record<string, Reader>> {
	return {
		since: (value, name) => {
			const seconds = readTime(value, name);
			return index => {
				const {deletedAt, terminatedAt} = assets.overlayOf(index);
				return [assets.timesOf(index).updatedAt, deletedAt, terminatedAt].some(at => isLater(at, seconds));
			};
		},
	};
}

function flagReaders(tenant: Tenant): Readonly<Record<string, Reader>> {
	const {assets, organization} = tenant;
	const reader = (flagOf: (index: number) => boolean): Reader => (value, name) => {
		const wanted = readBoolean(value, name);
		return index => flagOf(index) === wanted;
	};
	return {
		is_terminated: reader(index => assets.overlayOf(index).terminatedAt !== undefined),
		is_deleted: reader(index => assets.overlayOf(index).deletedAt !== undefined),
		is_licensed: reader(index => isLicensed(assets.viewOf(index))),
		has_plugin_results: reader(index => organization.findingCountAt(index) > 0),
		servicenow_sysid: reader(() => false),
	};
}

function identityReaders({assets, organization}: Tenant): Readonly<Record<string, Reader>> {
	const reader = (textOf: (view: AssetView) => string): Reader => (value, name) => {
		const wanted = readTexts(value, name);
		return index => wanted.includes(textOf(assets.viewOf(index)));
	};
	return {
		last_scan_id: reader(view => scanUuidOf(organization.seed, view.asset)),
		network_id: reader(() => defaultNetworkId),
		sources: reader(sourceOf),
	};
}

/** All values of one category are alternatives. */
export function tagTest({assets, tags}: Tenant, name: string, value: JsonValue): Test {
	const categoryName = name.slice('tag.'.length);
	const wanted = readTexts(value, `filters.${name}`);
	return index => assets.viewOf(index).tags.some(({valueUuid}) => {
		const tag = tags.value(valueUuid);
		return tag !== undefined && wanted.includes(tag.value) && tags.category(tag.categoryUuid)?.name === categoryName;
	});
}

function typesTest(value: JsonValue): Test {
	const types = readTexts(value, 'filters.types');
	const unknown = types.find(type => !['host', 'webapp'].includes(type));
	if (unknown !== undefined) refusePayload(`"filters.types" does not know "${unknown}"`, 'filters.types');
	return () => types.length === 0 || types.includes('host');
}
