import {isJsonObject, type JsonObject, type JsonValue} from '../../../core/json.js';
import {uuidOf} from '../../random.js';
import type {SeverityId} from '../../organization/plugin.js';
import {json} from '../../http/answer.js';
import {notFound, refuse, refusePayload, serviceError} from '../http/refusals.js';
import {roles, type Call, type Route} from '../http/router.js';
import {withMs} from '../records/wire-time.js';
import {ruleProperties, type RecastRule, type RuleCondition, type RuleProperty} from '../state/rule-book.js';
import type {Tenant} from '../state/tenant.js';
import {objectBody, objectList, optionalText, requiredText} from './body.js';

const severityWords = ['NONE', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];
const severityIds: readonly SeverityId[] = [0, 1, 2, 3, 4];

/** Recast and accept rules: an administrator says that findings weigh less, or are accepted. */
export function recastRoutes(tenant: Tenant): readonly Route[] {
	const {rules} = tenant;
	const route = (method: Route['method'], path: string, handle: Route['handle']): Route => ({method, path: `/v1/recast/rules${path}`, permissions: roles.administrator, handle});
	const ruleOf = ({params}: Call): RecastRule => rules.find(params['id'] ?? '') ?? refuse(notFound());
	const save = (rule: RecastRule) => {
		refuseDuplicate(tenant, rule);
		tenant.commit([{kind: 'rule-saved', rule}], 'api');
		return json(toRuleRecord(tenant, rule));
	};
	return [
		route('POST', '', call => {
			const at = tenant.now();
			return save(readRule(objectBody(call), {ruleId: uuidOf(tenant.organization.seed, 'rule', tenant.applied().length), createdAt: at, updatedAt: at}));
		}),
		route('GET', '/filters', () => json({filters: ruleProperties.map(property => ({name: property, operators: ['eq', 'neq']}))})),
		route('POST', '/search', call => {
			const body = call.body === undefined ? {} : objectBody(call);
			const limit = body['limit'] ?? 100;
			if (typeof limit !== 'number' || limit < 1 || limit > 500) refusePayload('"limit" must be from 1 to 500', 'limit');
			const start = Number(body['next'] ?? 0);
			const conditions = readConditions(body['filter']);
			const found = rules.rules().filter(rule => conditions.every(({property, values}) => rule.conditions.some(own => own.property === property && own.values.some(value => values.includes(value)))));
			const next = start + limit < found.length ? {next: String(start + limit)} : {};
			return json({rules: found.slice(start, start + limit).map(rule => toRuleRecord(tenant, rule)), pagination: {total: found.length, limit, ...next}});
		}),
		route('GET', '/:id', call => json(toRuleRecord(tenant, ruleOf(call)))),
		route('PUT', '/:id', call => {
			const before = ruleOf(call);
			return save(readRule(objectBody(call), {ruleId: before.ruleId, createdAt: before.createdAt, updatedAt: tenant.now()}));
		}),
		route('DELETE', '/:id', call => {
			tenant.commit([{kind: 'rule-removed', ruleId: ruleOf(call).ruleId}], 'api');
			return json({});
		}),
	];
}

function readRule(body: JsonObject, identity: Pick<RecastRule, 'ruleId' | 'createdAt' | 'updatedAt'>): RecastRule {
	const value = isJsonObject(body['rule_value']) ? body['rule_value'] : refusePayload('"rule_value" is required', 'rule_value');
	if (requiredText(body, 'resource_type') !== 'HOST') refusePayload('"resource_type" must be HOST', 'resource_type');
	const action = requiredText(value, 'action');
	if (action !== 'RECAST' && action !== 'ACCEPT') return refusePayload('"action" must be one of [RECAST, ACCEPT]', 'rule_value.action');
	const severityId = readSeverity(value, 'severity');
	if (action === 'RECAST' && severityId === undefined) refusePayload('"severity" is required to recast', 'rule_value.severity');
	const conditions = readConditions(body['filter']);
	if (conditions.length === 0) refusePayload('"filter" is required', 'filter');
	return {
		...identity, name: requiredText(body, 'rule_name'), action, severityId, originalSeverityId: readSeverity(value, 'original_severity'),
		comment: optionalText(value, 'comment') ?? '', isFalsePositive: value['false_positive'] === true, conditions, expiresAt: readExpiry(body['expires_at']),
	};
}

function readSeverity(value: JsonObject, name: string): SeverityId | undefined {
	const word = optionalText(value, name);
	if (word === undefined) return undefined;
	return severityIds[severityWords.indexOf(word)] ?? refusePayload(`"${name}" must be one of [${severityWords.join(', ')}]`, `rule_value.${name}`);
}

/** Unix seconds, or a time in text; both are found in clients. */
function readExpiry(value: JsonValue | undefined): number | undefined {
	if (value === undefined || value === null) return undefined;
	const at = typeof value === 'number' ? value * 1000 : typeof value === 'string' ? Date.parse(value) : Number.NaN;
	return Number.isNaN(at) ? refusePayload('"expires_at" must be a time', 'expires_at') : at;
}

function readConditions(filter: JsonValue | undefined): readonly RuleCondition[] {
	if (filter === undefined) return [];
	const list = isJsonObject(filter) ? filter['and'] : undefined;
	return objectList(list, 'filter.and').map(({property, operator, value}): RuleCondition => {
		if (typeof property !== 'string' || !isRuleProperty(property)) return refusePayload(`"property" must be one of [${ruleProperties.join(', ')}]`, 'filter.and');
		if (operator !== 'eq' && operator !== 'neq') return refusePayload('"operator" must be one of [eq, neq]', 'filter.and');
		const values: readonly JsonValue[] = Array.isArray(value) ? value as readonly JsonValue[] : [value ?? null];
		return {property, operator, values: values.map(String)};
	});
}

const isRuleProperty = (text: string): text is RuleProperty => (ruleProperties as readonly string[]).includes(text);

function refuseDuplicate({rules}: Tenant, rule: RecastRule): void {
	const text = ({action, conditions}: RecastRule) => JSON.stringify([action, conditions]);
	const same = rules.rules().find(other => other.ruleId !== rule.ruleId && text(other) === text(rule));
	if (same !== undefined) refuse(serviceError(400, `A rule with the same action and filter exists: ${same.ruleId}`));
}

function toRuleRecord({organization}: Tenant, rule: RecastRule): JsonObject {
	const word = (id: SeverityId) => severityWords[id] ?? 'NONE';
	return {
		rule_id: rule.ruleId, container_id: uuidOf(organization.seed, 'container', 0), created_at: withMs(rule.createdAt), updated_at: withMs(rule.updatedAt),
		rule_name: rule.name, resource_type: 'HOST',
		rule_value: {
			action: rule.action, comment: rule.comment, false_positive: rule.isFalsePositive,
			...(rule.severityId === undefined ? {} : {severity: word(rule.severityId)}),
			...(rule.originalSeverityId === undefined ? {} : {original_severity: word(rule.originalSeverityId)}),
		},
		filter: {and: rule.conditions.map(({property, operator, values}) => ({property, operator, value: values.length === 1 ? values[0] ?? null : values}))},
		...(rule.expiresAt === undefined ? {} : {expires_at: Math.floor(rule.expiresAt / 1000)}),
	};
}
