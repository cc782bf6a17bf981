import {entityDefinitions, entityTypes, type EntityType} from '../../../source/core/entity.js';
import type {FoundRecord} from '../../../source/core/found-record.js';
import type {RecordDetail} from '../../../source/operations/get-record.js';
import {toId} from './sample-activity.js';
import {tenable, xacta} from './sample-conflicts.js';

const minute = 60_000;
const names: Readonly<Record<EntityType, readonly [string, string]>> = {
	asset: ['7c1d2e3f-0000-4000-8000-', 'web-'], vulnerability: ['7c1d2e3f-0000-4000-8000-', 'OpenSSL older than 3.0.'], system: ['SYS-', 'Enterprise Database Systems '],
	control: ['SYS-001:AC-', 'Account Management '], poam: ['POAM-2026-', 'RHEL kernel vulnerabilities '],
};

function toRecord(entityType: EntityType, number: number, now: Date): FoundRecord {
	const [prefix, label] = names[entityType];
	const isLinked = number % 9 !== 0;
	return {
		id: number, entityType, entityId: `${prefix}${String(number).padStart(entityType === 'asset' || entityType === 'vulnerability' ? 12 : 4, '0')}`, label: `${label}${number}`,
		syncStatus: number % 7 === 3 ? 'conflict' : isLinked ? 'synced' : 'pending', systems: isLinked ? [entityType === 'asset' || entityType === 'vulnerability' ? tenable.name : xacta.name] : [],
		updatedAt: new Date(now.getTime() - number * 7 * minute), source: isLinked ? 'xacta' : 'upload', operationId: isLinked ? toId(2) : undefined,
	};
}

/** 260 of each entity type. */
export const sampleRecords = (now: Date): readonly FoundRecord[] => entityTypes.flatMap(type => Array.from({length: 260}, (_, index) => toRecord(type, index + 1, now)));

type Explained = RecordDetail['links'][number]['fields'][number];

function toField(field: string, values: Pick<Explained, 'base' | 'internal' | 'external'>, part: Pick<Explained, 'verdict'> & Partial<Explained>): Explained {
	return {
		field, externalField: field, kind: 'text', internalChange: undefined, externalChange: {at: undefined, by: undefined}, conflict: undefined, ...values,
		chain: [
			{level: 'field', says: 'has no policy of its own', isDeciding: false}, {level: 'mapping', says: `number 7, version 1: reads ${field} by "none"`, isDeciding: false},
			{level: 'policy', says: 'bidirectional, manual; pushing is on', isDeciding: true}, {level: 'system', says: `${xacta.name}: syncing is on`, isDeciding: false},
		],
		...part,
	};
}

/** A record with a field of each kind of state. */
export function sampleDetail(record: FoundRecord, now: Date): RecordDetail {
	const {fields} = entityDefinitions[record.entityType];
	const held = Object.entries(fields).map(([field, kind]) => ({field, kind, value: field === 'status' ? 'Ongoing' : field === 'poc' ? 'Dana Whitfield' : null}));
	const changedAt = new Date(now.getTime() - 90 * minute);
	return {
		record, fields: held,
		links: record.systems.map(systemName => ({
			systemName, entityType: record.entityType, entityId: record.entityId, label: record.label, externalId: `x-${record.id}`, recordConflicts: [],
			fields: [
				toField('status', {base: 'Ongoing', internal: 'Ongoing', external: 'Ongoing'}, {verdict: {kind: 'agree', value: 'Ongoing', rule: 'both sides hold the same value'}}),
				toField('scheduled_completion', {base: '2026-10-15', internal: '2026-11-01', external: '2026-12-15'}, {
					verdict: {kind: 'conflict', reason: 'both_changed', rule: 'both sides changed, and the strategy is manual'}, conflict: {id: 1, status: 'pending'},
					internalChange: {at: changedAt, by: 'app_rasdash (SQL)'}, externalChange: {at: changedAt, by: 'm.reyes'},
				}),
				toField('poc', {base: 'Lee Ortiz', internal: 'Dana Whitfield', external: 'Lee Ortiz'}, {verdict: {kind: 'push', value: 'Dana Whitfield', rule: 'only our side changed'}, internalChange: {at: changedAt, by: 'sam'}}),
			],
		})),
	};
}
