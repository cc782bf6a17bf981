import {uuidOf} from '../../random.js';
import {isJsonObject, type JsonObject} from '../../../core/json.js';
import {json} from '../../http/answer.js';
import {gatewayError, refusePayload} from '../http/refusals.js';
import type {Sessions} from '../http/sessions.js';
import {roles, type Call, type Route} from '../http/router.js';
import type {Effect} from '../state/effect.js';
import type {Tenant} from '../state/tenant.js';
import {objectBody, requiredText} from './body.js';

/** What connection tests ask for, and the scan that verifies a fix. */
export function accountRoutes(tenant: Tenant, sessions: Sessions): readonly Route[] {
	const {organization, settings} = tenant;
	return [
		{method: 'GET', path: '/server/status', permissions: roles.none, handle: () => json({code: 200, status: 'ready'})},
		{
			method: 'GET', path: '/session', permissions: roles.basic,
			handle: () => json({
				id: 3, uuid: uuidOf(organization.seed, 'user', 0), user_name: 'parley@corp.example', username: 'parley@corp.example', email: 'parley@corp.example',
				name: 'Parley Integration', type: 'local', permissions: settings.permissions, enabled: true, login_fail_count: 0, login_fail_total: 0,
				container_id: 1215, container_uuid: uuidOf(organization.seed, 'container', 0), container_name: 'Simulated Organization', features: {lumin: settings.hasLumin},
			}),
		},
		{
			method: 'POST', path: '/session', permissions: roles.none,
			handle(call) {
				const body = objectBody(call);
				const token = sessions.signIn(requiredText(body, 'username'), requiredText(body, 'password'));
				return token === undefined ? gatewayError(401) : json({token});
			},
		},
		{method: 'POST', path: '/scans/remediation', permissions: roles.scanOperator, handle: call => requestScan(tenant, call)},
		{method: 'GET', path: '/scans/remediation', permissions: roles.basic, handle: () => json({scans: tenant.scans.map(({id, uuid, name}) => ({id, uuid, name, type: 'remediation'}))})},
	];
}

/** The targets are scanned when the delay of jobs is over: what is still there is found again. */
function requestScan(tenant: Tenant, call: Call) {
	const body = objectBody(call);
	requiredText(body, 'uuid');
	const settings: JsonObject = isJsonObject(body['settings']) ? body['settings'] : refusePayload('"settings" is required', 'settings');
	const targets = requiredText(settings, 'text_targets').split(',').map(target => target.trim()).filter(target => target !== '');
	const id = tenant.scans.length + 1;
	const scan = {id, uuid: uuidOf(tenant.organization.seed, 'remediation scan', id), name: requiredText(settings, 'name'), targets};
	const scanned = targets.flatMap((target): Effect[] => {
		const index = tenant.assets.findIndexByName(target);
		return index === undefined ? [] : [{kind: 'asset-scanned', asset: tenant.organization.assetIdAt(index)}];
	});
	tenant.commit([{kind: 'scan-requested', scan}], 'api');
	tenant.commit(scanned, 'api', tenant.settings.jobDelayMs);
	return json({scan: {id, uuid: scan.uuid, name: scan.name, type: 'remediation', enabled: true, custom_targets: targets.join(','), container_id: 1215}});
}
