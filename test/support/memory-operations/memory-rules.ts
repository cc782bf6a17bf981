import {findChanges, findPolicyChanges} from '../../../source/core/rule-change.js';
import type {JsonObject, JsonValue} from '../../../source/core/json.js';
import {mappingDocumentSchema, policyDocumentSchema} from '../../../source/core/rule-schema.js';
import {AppError} from '../../../source/errors/app-error.js';
import type {PairName} from '../../../source/core/pair-key.js';
import type {MappingsImport} from '../../../source/operations/import-mappings.js';
import type {ImportRequest} from '../../../source/operations/import-request.js';
import type {PolicyImport} from '../../../source/operations/change-policy.js';
import type {Operations} from '../../../source/operations/operations.js';
import type {Ask} from './ask.js';
import type {MemoryWorld} from './memory-world.js';

type RuleOperations = Pick<Operations, 'listPolicies' | 'exportPolicy' | 'importPolicy' | 'exportMappings' | 'importMappings' | 'importRules' | 'testMappings' | 'setPushEnabled'>;

const isOf = (pair: PairName) => (one: PairName): boolean => one.systemName === pair.systemName && one.entityType === pair.entityType;

function get<T extends PairName>(all: readonly T[], pair: PairName): T {
	const found = all.find(isOf(pair));
	if (found === undefined) throw new AppError({code: 'NOT_FOUND', message: `${pair.systemName} has no rules for ${pair.entityType}.`, nextStep: 'Look at the list.'});
	return found;
}

const toJson = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;
const byField = ({mappings}: {readonly mappings: readonly {readonly internalField: string}[]}): JsonObject => Object.fromEntries(mappings.map(rule => [rule.internalField, toJson(rule)]));

export function memoryRules(world: MemoryWorld, ask: Ask): RuleOperations {
	const refuse = (code: 'POLICY_INVALID' | 'MAPPING_INVALID', message: string): AppError => new AppError({code, message, nextStep: 'Correct it.'});
	const audit = (action: string, targetType: string, pair: PairName, before: JsonValue, after: JsonValue): void => {
		world.events = [{sequence: world.events.length + 1, at: world.now(), actor: 'sam', action, targetType, targetId: `${pair.systemName} ${pair.entityType}s`, before, after}, ...world.events];
		world.tell('rules');
	};
	const importPolicy = ({document, isTrial, seen}: ImportRequest): PolicyImport => {
		const parsed = policyDocumentSchema.safeParse(document);
		if (!parsed.success) throw refuse('POLICY_INVALID', `This policy cannot be used. ${parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}.`).join(' ')}`);
		const present = get(world.policies, parsed.data);
		const seenPolicy = (seen as {readonly policy?: JsonObject} | undefined)?.policy;
		if (seenPolicy !== undefined && findPolicyChanges(seenPolicy, toJson(present.policy)).length > 0) throw new AppError({code: 'POLICY_STALE', message: 'The policy was changed since it was read; nothing was saved.', nextStep: 'Look at it as it is now.'});
		const changes = findPolicyChanges(toJson(present.policy), toJson(parsed.data.policy));
		if (!isTrial && changes.length > 0) {
			world.policies = world.policies.map(one => (one === present ? {...present, policy: parsed.data.policy} : one));
			audit('policy.change', 'policy', present, toJson(present.policy), toJson(parsed.data.policy));
		}
		return {systemName: present.systemName, entityType: present.entityType, changes, isSaved: !isTrial};
	};
	const importMappings = ({document, isTrial, seen}: ImportRequest): MappingsImport => {
		const parsed = mappingDocumentSchema.safeParse(document);
		if (!parsed.success) throw refuse('MAPPING_INVALID', `These mappings cannot be used. ${parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join(' ')}`);
		const present = get(world.mappings, parsed.data);
		if (seen !== undefined && findChanges(byField(mappingDocumentSchema.parse(seen)), byField(present)).length > 0) throw new AppError({code: 'MAPPING_STALE', message: 'The mappings were changed since they were read; nothing was saved.', nextStep: 'Look at them as they are now.'});
		const changes = findChanges(byField(present), byField(parsed.data));
		if (!isTrial && changes.length > 0) {
			world.mappings = world.mappings.map(one => (one === present ? parsed.data : one));
			audit('mappings.import', 'mappings', present, byField(present), byField(parsed.data));
		}
		return {systemName: present.systemName, entityType: present.entityType, changes, isSaved: !isTrial};
	};
	return {
		listPolicies: () => ask('listPolicies', () => world.policies),
		exportPolicy: pair => ask('exportPolicy', () => {
			const {systemName, entityType, policy} = get(world.policies, pair);
			return {systemName, entityType, policy};
		}),
		importPolicy: request => ask('importPolicy', () => importPolicy(request)),
		exportMappings: pair => ask('exportMappings', () => get(world.mappings, pair)),
		importMappings: request => ask('importMappings', () => importMappings(request)),
		importRules: ({policy, mappings, isTrial}) => ask('importRules', () => {
			const before = {policies: world.policies, mappings: world.mappings, events: world.events};
			try {
				return {
					policyChanges: policy === undefined ? [] : importPolicy({...policy, isTrial}).changes,
					mappingChanges: mappings === undefined ? [] : importMappings({...mappings, isTrial}).changes,
				};
			} catch (error) {
				Object.assign(world, before);
				throw error;
			}
		}),
		testMappings: ({externalId, document, ...pair}) => ask('testMappings', () => {
			if (externalId === 'none') throw new AppError({code: 'NOT_FOUND', message: `${pair.systemName} shows no ${pair.entityType} "none".`, nextStep: 'Give the id by which that system knows it.'});
			const {mappings} = get(world.mappings, pair);
			const wanted = document === undefined ? undefined : mappingDocumentSchema.parse(document).mappings;
			return {
				externalId, source: 'read now' as const,
				fields: mappings.map(rule => {
					const after = wanted?.find(one => one.internalField === rule.internalField);
					return {internalField: rule.internalField, externalField: rule.externalField, raw: ' raw ', before: {value: 'raw'}, after: after && (after.validations.some(({type}) => type === 'max_length') ? {failure: '"raw" is longer than 2.'} : {value: after.transformation.type === 'uppercase' ? 'RAW' : 'raw'}), ours: 'ours'};
				}),
			};
		}),
		setPushEnabled: ({enabled, ...pair}) => ask('setPushEnabled', () => {
			world.policies = world.policies.map(one => (isOf(pair)(one) ? {...one, isPushEnabled: enabled} : one));
			world.tell('rules');
		}),
	};
}
