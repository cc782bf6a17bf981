import {uuidOf} from '../../random.js';
import {json} from '../../http/answer.js';
import {refuse, refusePayload, serviceError} from '../http/refusals.js';
import {roles, type Route} from '../http/router.js';
import {withMs} from '../records/wire-time.js';
import type {Tenant} from '../state/tenant.js';
import {objectBody, requiredText, textList} from './body.js';

/** Which asset carries which tag. Assignments are jobs without a status: they show some time after they were accepted. */
export function tagAssignmentRoutes(tenant: Tenant): readonly Route[] {
	const {tags, assets, organization, settings} = tenant;
	return [
		{
			method: 'POST', path: '/tags/assets/assignments', permissions: roles.basic,
			handle(call) {
				if (settings.permissions < roles.standard) refuse(serviceError(403, 'Unable to modify assignment rules for assignments'));
				const body = objectBody(call);
				const action = requiredText(body, 'action');
				if (action !== 'add' && action !== 'remove') refusePayload('"action" must be one of [add, remove]', 'action');
				const assetIds = textList(body['assets'], 'assets');
				const values = textList(body['tags'], 'tags');
				const strangers = assetIds.filter(id => assets.findIndex(id) === undefined);
				if (strangers.length > 0) refuse(serviceError(400, `Invalid 'assets' field: unknown assets ${strangers.join(', ')}`));
				const unknown = values.filter(uuid => tags.value(uuid) === undefined);
				if (unknown.length > 0) refuse(serviceError(400, `Invalid 'tags' field: unknown values ${unknown.join(', ')}`));
				tenant.commit([{kind: action === 'add' ? 'tags-added' : 'tags-removed', assets: assetIds, values}], 'api', settings.jobDelayMs);
				return json({job_uuid: uuidOf(organization.seed, `tag job ${tenant.now()}`, tenant.applied().length)}, 202);
			},
		},
		{
			method: 'GET', path: '/tags/assets/:asset/assignments', permissions: roles.basic,
			handle({params}) {
				const id = params['asset'] ?? '';
				const index = assets.findIndex(id) ?? refuse(serviceError(404, 'Asset not found.'));
				const assignments = assets.viewOf(index).tags.flatMap(({valueUuid, addedAt}) => {
					const value = tags.value(valueUuid);
					if (value === undefined) return [];
					return [{
						value_uuid: valueUuid, category_uuid: value.categoryUuid, category_name: tags.category(value.categoryUuid)?.name ?? '', value: value.value,
						asset_uuid: id, source: value.filters === undefined ? 'static' : 'dynamic', created_at: withMs(addedAt), created_by: uuidOf(organization.seed, 'user', 0),
					}];
				});
				return json({tags: assignments});
			},
		},
	];
}
