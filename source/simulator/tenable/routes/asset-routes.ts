import {isJsonObject, type JsonObject, type JsonValue} from '../../../core/json.js';
import {json} from '../../http/answer.js';
import {gatewayError, notFound, refuse, refusePayload} from '../http/refusals.js';
import {roles, type Call, type Route} from '../http/router.js';
import {toAssetDetails} from '../records/asset-details.js';
import type {Effect} from '../state/effect.js';
import type {Tenant} from '../state/tenant.js';
import {objectBody, objectList, optionalText, textList} from './body.js';

const acrReasons = ['Business Critical', 'In Scope For Compliance', 'Existing Mitigation Control', 'Dev only', 'Key drivers does not match', 'Other'];
const mostAssets = 2000;

/** One asset, and bulk jobs on assets: criticality ratings and deletion are accepted at once and show some time later. */
export function assetRoutes(tenant: Tenant): readonly Route[] {
	const {settings} = tenant;
	return [
		{
			method: 'GET', path: '/assets/:asset', permissions: roles.basic,
			handle({params}) {
				const index = tenant.assets.findIndex(params['asset'] ?? '');
				if (!settings.hasAssetDetails || index === undefined || tenant.assets.overlayOf(index).deletedAt !== undefined) return notFound();
				return json(toAssetDetails(tenant, tenant.assets.viewOf(index)));
			},
		},
		{
			method: 'POST', path: '/api/v2/assets/bulk-jobs/acr', permissions: roles.scanManager,
			handle(call) {
				if (!settings.hasLumin) refuse(gatewayError(403));
				const effects = objectList(call.body, 'body').map(entry => acrEffect(tenant, entry));
				tenant.commit(effects, 'api', settings.jobDelayMs);
				return {status: 202, body: {kind: 'empty'}};
			},
		},
		{
			method: 'POST', path: '/api/v2/assets/bulk-jobs/delete', permissions: roles.administrator,
			handle(call) {
				const found = assetsOfQuery(tenant, objectBody(call)['query']);
				tenant.commit([{kind: 'assets-deleted', assets: found}], 'api', settings.jobDelayMs);
				return json({response: {data: {asset_count: found.length}}}, 202);
			},
		},
		{
			method: 'DELETE', path: '/workbenches/assets/:asset', permissions: roles.administrator,
			handle(call: Call) {
				const id = call.params['asset'] ?? '';
				if (tenant.assets.findIndex(id) === undefined) refuse(notFound());
				tenant.commit([{kind: 'assets-deleted', assets: [id]}], 'api', settings.jobDelayMs);
				return {status: 202, body: {kind: 'empty'}};
			},
		},
	];
}

function acrEffect(tenant: Tenant, entry: JsonObject): Effect {
	const score = entry['acr_score'];
	if (typeof score !== 'number' || !Number.isInteger(score) || score < 1 || score > 10) return refusePayload('"acr_score" must be an integer from 1 to 10', 'acr_score');
	const reasons = entry['reason'] === undefined ? [] : textList(entry['reason'], 'reason');
	if (reasons.some(reason => !acrReasons.includes(reason))) refusePayload(`"reason" must be among [${acrReasons.join(', ')}]`, 'reason');
	const selectors = objectList(entry['asset'], 'asset');
	if (selectors.length > mostAssets) refusePayload(`"asset" takes at most ${mostAssets} items`, 'asset');
	const found = selectors.flatMap(selector => assetsOfSelector(tenant, selector));
	if (found.length === 0) refuse(notFound());
	return {kind: 'acr-set', assets: found, score, reasons, note: optionalText(entry, 'note') ?? ''};
}

/** `{"id"}`, or lists of names or addresses. */
function assetsOfSelector({assets, organization}: Tenant, selector: JsonObject): readonly string[] {
	const names = ['id', 'fqdn', 'mac_address', 'netbios_name', 'ipv4'].flatMap(key => {
		const value = selector[key];
		return typeof value === 'string' ? [value] : value === undefined ? [] : textList(value, key);
	});
	if (names.length === 0) refusePayload('"asset" names no asset', 'asset');
	const indexes = names.flatMap(name => assets.findIndexByName(name) ?? []);
	return [...new Set(indexes)].map(organization.assetIdAt);
}

/** `{"field", "operator": "eq", "value"}`, or such conditions under "and" or "or". Only conditions that name an asset are simulated. */
function assetsOfQuery(tenant: Tenant, query: JsonValue | undefined): readonly string[] {
	if (!isJsonObject(query)) return refusePayload('"query" is required', 'query');
	for (const tie of ['and', 'or'] as const) {
		if (query[tie] === undefined) continue;
		const parts = objectList(query[tie], `query.${tie}`).map(part => assetsOfQuery(tenant, part));
		const all = [...new Set(parts.flat())];
		return tie === 'or' ? all : all.filter(id => parts.every(part => part.includes(id)));
	}
	const {field, operator, value} = query;
	if (operator !== 'eq' || typeof field !== 'string' || !['host.id', 'host.hostname', 'ipv4', 'fqdn'].includes(field)) {
		return refusePayload('"query" must compare host.id, host.hostname, ipv4 or fqdn by eq', 'query');
	}
	const wanted: readonly JsonValue[] = Array.isArray(value) ? value as readonly JsonValue[] : [value ?? null];
	const indexes = wanted.flatMap(name => (typeof name === 'string' ? tenant.assets.findIndexByName(name) ?? [] : []));
	return [...new Set(indexes)].filter(index => tenant.assets.overlayOf(index).deletedAt === undefined).map(tenant.organization.assetIdAt);
}
