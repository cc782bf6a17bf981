import type {JsonObject} from '../../../core/json.js';
import {uuidOf} from '../../random.js';
import {json, type Answer} from '../../http/answer.js';
import {propertyError, refuse, serviceError} from '../http/refusals.js';
import {roles, type Call, type Route} from '../http/router.js';
import {withMs} from '../records/wire-time.js';
import type {TagCategory, TagValue} from '../state/tag-book.js';
import type {Tenant} from '../state/tenant.js';
import {objectBody, optionalText, requiredText, textList} from './body.js';
import {listPage} from './listing.js';

const limits = {categories: 100, values: 100_000, valueLength: 50, nameLength: 127, listed: 5000};
const emptyAnswer: Answer = {status: 200, body: {kind: 'empty', contentType: 'application/octet-stream'}};

/** Categories and values of tags. */
export function tagRoutes(tenant: Tenant): readonly Route[] {
	const {tags} = tenant;
	const read = (path: string, handle: Route['handle']): Route => ({method: 'GET', path, permissions: roles.basic, handle});
	const write = (method: 'POST' | 'PUT' | 'DELETE', path: string, handle: Route['handle']): Route => ({method, path, permissions: roles.standard, handle});
	const valueOf = ({params}: Call): TagValue => tags.value(params['uuid'] ?? '') ?? refuse(serviceError(404, 'Tag value not found.'));
	const categoryOf = ({params}: Call): TagCategory => tags.category(params['uuid'] ?? '') ?? refuse(serviceError(404, 'Tag category not found.'));
	return [
		read('/tags/values', ({query}) => {
			const {items, pagination} = listPage(valueList(tenant), query, ['value', 'category_name', 'description', 'updated_at'], limits.listed);
			return json({values: items, pagination});
		}),
		write('POST', '/tags/values', call => json(toValueRecord(tenant, createValue(tenant, objectBody(call))))),
		write('POST', '/tags/values/delete-requests', call => {
			const uuids = textList(objectBody(call)['values'], 'values');
			if (uuids.some(uuid => tags.value(uuid) === undefined)) refuse(propertyError({property: 'values', rule: 'not_found', message: 'A tag value was not found.'}));
			tenant.commit(uuids.map(uuid => ({kind: 'tag-value-removed', uuid})), 'api');
			return emptyAnswer;
		}),
		read('/tags/values/:uuid', call => json(toValueRecord(tenant, valueOf(call)))),
		write('PUT', '/tags/values/:uuid', call => json(toValueRecord(tenant, editValue(tenant, valueOf(call), objectBody(call))))),
		write('DELETE', '/tags/values/:uuid', call => {
			tenant.commit([{kind: 'tag-value-removed', uuid: valueOf(call).uuid}], 'api');
			return emptyAnswer;
		}),
		read('/tags/categories', ({query}) => {
			const {items, pagination} = listPage(tags.categories().map(category => toCategoryRecord(tenant, category)), query, ['name', 'description', 'updated_at'], limits.listed);
			return json({categories: items, pagination});
		}),
		write('POST', '/tags/categories', call => {
			const body = objectBody(call);
			return json(toCategoryRecord(tenant, createCategory(tenant, requiredText(body, 'name'), optionalText(body, 'description') ?? '')));
		}),
		read('/tags/categories/:uuid', call => json(toCategoryRecord(tenant, categoryOf(call)))),
		write('PUT', '/tags/categories/:uuid', call => {
			const body = objectBody(call);
			const before = categoryOf(call);
			const name = checkedName(tenant, optionalText(body, 'name') ?? before.name, before.uuid);
			const category = {...before, name, description: optionalText(body, 'description') ?? before.description, updatedAt: tenant.now()};
			tenant.commit([{kind: 'tag-category-saved', category}], 'api');
			return json(toCategoryRecord(tenant, category));
		}),
		write('DELETE', '/tags/categories/:uuid', call => {
			tenant.commit([{kind: 'tag-category-removed', uuid: categoryOf(call).uuid}], 'api');
			return emptyAnswer;
		}),
	];
}

/** A category that has no value yet is listed too, without one. */
function valueList(tenant: Tenant): readonly JsonObject[] {
	const {tags} = tenant;
	const used = new Set(tags.values().map(({categoryUuid}) => categoryUuid));
	const bare = tags.categories().filter(({uuid}) => !used.has(uuid)).map(({uuid, name}) => ({category_uuid: uuid, category_name: name}));
	return [...tags.values().map(value => toValueRecord(tenant, value)), ...bare];
}

function checkedName(tenant: Tenant, name: string, ownUuid?: string): string {
	if (name.length > limits.nameLength || name.includes(':')) refuse(serviceError(400, `Invalid 'name' field: at most ${limits.nameLength} characters, no colon`));
	const same = tenant.tags.findCategory(name);
	if (same !== undefined && same.uuid !== ownUuid) refuse(propertyError({property: 'name', rule: 'duplicate', message: `Category '${name}' already exists.`}));
	return name;
}

function checkedValue(tenant: Tenant, categoryUuid: string, value: string, ownUuid?: string): string {
	if (value.length > limits.valueLength || value.includes(',')) refuse(serviceError(400, `Invalid 'value' field: at most ${limits.valueLength} characters, no comma`));
	const same = tenant.tags.findValue(categoryUuid, value);
	if (same !== undefined && same.uuid !== ownUuid) refuse(propertyError({property: 'value', rule: 'duplicate', message: `Value '${value}' already exists in this category.`}));
	return value;
}

function createCategory(tenant: Tenant, name: string, description: string): TagCategory {
	if (tenant.tags.categories().length >= limits.categories) refuse(propertyError({property: 'name', rule: 'limit', message: `There are ${limits.categories} categories already.`}));
	const at = tenant.now();
	const category: TagCategory = {uuid: tenant.tags.newUuid(), name: checkedName(tenant, name), description, isReserved: false, createdAt: at, updatedAt: at};
	tenant.commit([{kind: 'tag-category-saved', category}], 'api');
	return category;
}

/** The category is named by uuid or by name; an unknown name makes a new one. */
function createValue(tenant: Tenant, body: JsonObject): TagValue {
	const {tags} = tenant;
	const text = requiredText(body, 'value');
	const filters = body['filters'] === undefined ? {} : {filters: JSON.stringify(body['filters'])};
	if (tags.values().length >= limits.values) refuse(propertyError({property: 'value', rule: 'limit', message: `There are ${limits.values} values already.`}));
	const categoryUuid = optionalText(body, 'category_uuid');
	const known = categoryUuid === undefined ? tags.findCategory(requiredText(body, 'category_name')) : tags.category(categoryUuid);
	if (known === undefined && categoryUuid !== undefined) refuse(propertyError({property: 'category_uuid', rule: 'not_found', message: `Category '${categoryUuid}' not found.`}));
	// Looked at before the category is made: a refused value must leave nothing behind.
	const value = checkedValue(tenant, known?.uuid ?? '', text);
	const category = known ?? createCategory(tenant, requiredText(body, 'category_name'), optionalText(body, 'category_description') ?? '');
	const at = tenant.now();
	const created: TagValue = {uuid: tags.newUuid(), categoryUuid: category.uuid, value, description: optionalText(body, 'description') ?? '', createdAt: at, updatedAt: at, ...filters};
	tenant.commit([{kind: 'tag-value-saved', value: created}], 'api');
	return created;
}

function editValue(tenant: Tenant, before: TagValue, body: JsonObject): TagValue {
	const value = checkedValue(tenant, before.categoryUuid, optionalText(body, 'value') ?? before.value, before.uuid);
	const edited = {...before, value, description: optionalText(body, 'description') ?? before.description, updatedAt: tenant.now()};
	tenant.commit([{kind: 'tag-value-saved', value: edited}], 'api');
	return edited;
}

const editorOf = (tenant: Tenant): string => `user-${uuidOf(tenant.organization.seed, 'user', 0).slice(0, 8)}@corp.example`;

function toCategoryRecord(tenant: Tenant, category: TagCategory): JsonObject {
	const by = editorOf(tenant);
	return {
		uuid: category.uuid, created_at: withMs(category.createdAt), created_by: by, updated_at: withMs(category.updatedAt), updated_by: by,
		name: category.name, description: category.description, reserved: category.isReserved, value_count: tenant.tags.values().filter(value => value.categoryUuid === category.uuid).length,
	};
}

function toValueRecord(tenant: Tenant, value: TagValue): JsonObject {
	const by = editorOf(tenant);
	const category = tenant.tags.category(value.categoryUuid);
	return {
		uuid: value.uuid, created_at: withMs(value.createdAt), created_by: by, updated_at: withMs(value.updatedAt), updated_by: by,
		category_uuid: value.categoryUuid, category_name: category?.name ?? '', value: value.value, description: value.description,
		type: value.filters === undefined ? 'static' : 'dynamic', assignment_count: 0, saved_search: false,
		access_control: {current_user_permissions: ['ALL', 'CAN_EDIT'], defined_domain_permissions: [], all_users_permissions: ['CAN_EDIT'], current_domain_permissions: [], version: 1},
		...(value.filters === undefined ? {} : {filters: {asset: value.filters}}),
	};
}
