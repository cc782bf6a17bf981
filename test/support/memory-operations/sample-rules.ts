import type {EntityType} from '../../../source/core/entity.js';
import type {MappingRule} from '../../../source/core/mapping.js';
import type {PolicyRules} from '../../../source/core/policy.js';
import type {MappingDocument} from '../../../source/core/rule-schema.js';
import type {ListedPolicy} from '../../../source/operations/list-policies.js';
import {tenable, xacta} from './sample-conflicts.js';

const rules: PolicyRules = {
	direction: 'bidirectional', strategy: 'manual', fields: {scheduled_completion: {frozenWhen: {field: 'approval_status', values: ['approved']}}}, filters: [], batchSize: 100, isActive: true,
	scheduleExpression: '*/15 * * * *', fullSyncExpression: '0 3 * * 0', timezone: 'UTC',
};

const policy = (systemName: string, entityType: EntityType, part: Partial<PolicyRules>): ListedPolicy => ({systemName, entityType, policy: {...rules, ...part}, isPushEnabled: entityType === 'poam'});

export const samplePolicies = (): readonly ListedPolicy[] => [
	policy(tenable.name, 'asset', {fields: {}}), policy(tenable.name, 'vulnerability', {direction: 'inbound', strategy: 'external_wins', fields: {}}),
	policy(xacta.name, 'system', {fields: {}, scheduleExpression: null}), policy(xacta.name, 'control', {}), policy(xacta.name, 'poam', {}),
];

const mapping = (internalField: string, part: Partial<MappingRule> = {}): MappingRule =>
	({externalField: internalField, internalField, transformation: {type: 'none'}, validations: [], isRequired: false, defaultValue: null, ...part});

export const sampleMappings = (): readonly MappingDocument[] => samplePolicies().map(({systemName, entityType}) => ({
	systemName, entityType,
	mappings: entityType === 'poam'
		? [
			mapping('poam_id', {externalField: 'poam_number', isRequired: true}), mapping('status'), mapping('poc', {externalField: 'point_of_contact', transformation: {type: 'trim'}}),
			mapping('scheduled_completion', {transformation: {type: 'to_date', format: 'iso'}}), mapping('cost_estimate', {transformation: {type: 'to_number'}, validations: [{type: 'range', min: 0}]}),
		]
		: [mapping('status')],
}));
