import {uuidOf} from '../../random.js';
import {json} from '../../http/answer.js';
import {refuse, refusePayload, serviceError} from '../http/refusals.js';
import {roles, type Call, type Route} from '../http/router.js';
import type {Effect} from '../state/effect.js';
import type {Tenant} from '../state/tenant.js';
import {objectBody, objectList, optionalText, requiredText} from './body.js';

const mostAttributes = 10;

/** Custom attributes: their definitions, and their values on assets. What is unknown is a 400 here, not a 404. */
export function attributeRoutes(tenant: Tenant): readonly Route[] {
	const {attributes, assets} = tenant;
	const route = (method: Route['method'], path: string, handle: (call: Call) => readonly Effect[]): Route => ({
		method, path: `/api/v3/assets${path}`, permissions: roles.administrator,
		handle(call) {
			tenant.commit(handle(call), 'api');
			return json({});
		},
	});
	const read = (path: string, handle: Route['handle']): Route => ({method: 'GET', path: `/api/v3/assets${path}`, permissions: roles.administrator, handle});
	const attributeId = (id: string): string => (attributes.has(id) ? id : refuse(serviceError(400, `Attribute '${id}' does not exist`)));
	const assetId = ({params}: Call): string => {
		const id = params['asset'] ?? '';
		return assets.findIndex(id) === undefined ? refuse(serviceError(400, `Asset '${id}' does not exist`)) : id;
	};
	const valuesOf = (id: string) => {
		const index = assets.findIndex(id);
		return [...(index === undefined ? undefined : assets.overlayOf(index).attributes) ?? []].filter(([attribute]) => attributes.has(attribute));
	};
	return [
		read('/attributes', () => json({attributes: [...attributes.values()]})),
		route('POST', '/attributes', call => define(tenant, call)),
		route('PUT', '/attributes/:id', call => {
			const before = attributes.get(attributeId(call.params['id'] ?? ''));
			const body = objectBody(call);
			return before === undefined ? [] : [{kind: 'attribute-saved', attribute: {...before, name: optionalText(body, 'name') ?? before.name, description: optionalText(body, 'description') ?? before.description}}];
		}),
		route('DELETE', '/attributes/:id', ({params}) => [{kind: 'attribute-removed', id: attributeId(params['id'] ?? '')}]),
		read('/:asset/attributes', call => json({attributes: valuesOf(assetId(call)).map(([id, value]) => ({id, value}))})),
		route('PUT', '/:asset/attributes', call => {
			const pairs = objectList(objectBody(call)['attributes'], 'attributes').map(item => [attributeId(requiredText(item, 'id')), requiredText(item, 'value')] as const);
			return [{kind: 'attribute-values-set', asset: assetId(call), values: Object.fromEntries(pairs)}];
		}),
		route('PUT', '/:asset/attributes/:id', call => [{
			kind: 'attribute-values-set', asset: assetId(call), values: {[attributeId(call.params['id'] ?? '')]: requiredText(objectBody(call), 'value')},
		}]),
		route('DELETE', '/:asset/attributes', call => [{kind: 'attribute-values-cleared', asset: assetId(call), ids: valuesOf(assetId(call)).map(([id]) => id)}]),
		route('DELETE', '/:asset/attributes/:id', call => [{kind: 'attribute-values-cleared', asset: assetId(call), ids: [attributeId(call.params['id'] ?? '')]}]),
	];
}

function define(tenant: Tenant, call: Call): readonly Effect[] {
	const {attributes, organization} = tenant;
	const wanted = objectList(objectBody(call)['attributes'], 'attributes').map(item => ({name: requiredText(item, 'name'), description: optionalText(item, 'description') ?? ''}));
	if (attributes.size + wanted.length > mostAttributes) refuse(serviceError(400, `A container has at most ${mostAttributes} custom attributes`));
	const names = [...[...attributes.values()].map(({name}) => name), ...wanted.map(({name}) => name)];
	if (new Set(names).size < names.length) refusePayload('Attribute names must be unique', 'attributes');
	return wanted.map((attribute, place) => ({
		kind: 'attribute-saved', attribute: {id: uuidOf(organization.seed, 'attribute', tenant.applied().length, place), ...attribute},
	}));
}
