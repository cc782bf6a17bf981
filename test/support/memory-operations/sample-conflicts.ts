import type {Conflict, ConflictReason} from '../../../source/core/conflict.js';
import type {EntityType} from '../../../source/core/entity.js';
import type {JsonValue} from '../../../source/core/json.js';

export const tenable = {id: 1, name: 'Tenable.io'};
export const xacta = {id: 2, name: 'Xacta 360'};

export type ConflictSeed = Partial<Conflict> & {readonly id: number};

const minute = 60_000;

/** A pending conflict in which both sides moved; what is given stands in for the rest. */
export function toConflict(seed: ConflictSeed, now: Date): Conflict {
	const number = String(seed.id).padStart(4, '0');
	return {
		externalSystemId: xacta.id, systemName: xacta.name, operationId: undefined, entityType: 'poam', entityId: `POAM-2026-${number}`,
		entityLabel: 'RHEL kernel vulnerabilities', externalEntityId: `x-${number}`, linkId: String(seed.id), conflictType: 'field_mismatch', reason: 'both_changed',
		fieldName: 'scheduled_completion', baseValue: '2026-10-15', internalValue: '2026-11-01', externalValue: '2026-12-15',
		internalChange: {at: new Date(now.getTime() - 90 * minute), by: 'app_rasdash (SQL)'}, externalChange: {at: new Date(now.getTime() - 130 * minute), by: 'm.reyes'},
		status: 'pending', resolutionAction: undefined, resolvedValue: undefined, resolvedBy: undefined, resolvedAt: undefined, isAutoResolved: false,
		assignedTo: undefined, note: undefined, version: 1, createdAt: new Date(now.getTime() - 180 * minute), updatedAt: now, ...seed,
	};
}

type CauseSeed = {
	readonly count: number; readonly system: typeof tenable; readonly entityType: EntityType; readonly field: string | undefined; readonly reason: ConflictReason;
	readonly values: readonly [JsonValue | undefined, JsonValue | undefined, JsonValue | undefined]; readonly ageMinutes: number; readonly label: string; readonly prefix: string;
};

const causes: readonly CauseSeed[] = [
	{count: 18, system: xacta, entityType: 'poam', field: 'scheduled_completion', reason: 'both_changed', values: ['2026-10-15', '2026-11-01', '2026-12-15'], ageMinutes: 180, label: 'RHEL kernel vulnerabilities', prefix: 'POAM-2026-'},
	{count: 11, system: xacta, entityType: 'poam', field: 'poc', reason: 'initial_mismatch', values: [undefined, 'Dana Whitfield', 'D. Whitfield (ISSO)'], ageMinutes: 60, label: 'Unsupported TLS ciphers on edge proxies', prefix: 'POAM-2025-'},
	{count: 7, system: xacta, entityType: 'poam', field: 'status', reason: 'both_changed', values: ['Ongoing', 'Completed', 'Risk Accepted'], ageMinutes: 40, label: 'Missing audit log review', prefix: 'POAM-2024-'},
	{count: 6, system: tenable, entityType: 'asset', field: 'business_owner', reason: 'both_changed', values: ['Finance', 'Finance Operations', 'Treasury'], ageMinutes: 2, label: 'fin-db-03.corp.example', prefix: '7c1e-asset-'},
	{count: 1, system: xacta, entityType: 'system', field: undefined, reason: 'modify_delete', values: [undefined, 'present', undefined], ageMinutes: 20, label: 'Enterprise Database Systems', prefix: 'SYS-EDB-'},
];

/** Forty-three conflicts of five causes. */
export function sampleConflicts(now: Date): readonly Conflict[] {
	let id = 0;
	return causes.flatMap(cause => Array.from({length: cause.count}, (_, index) => {
		id++;
		return toConflict({
			id, externalSystemId: cause.system.id, systemName: cause.system.name, entityType: cause.entityType, fieldName: cause.field, reason: cause.reason,
			conflictType: cause.field === undefined ? 'missing_record' : 'field_mismatch', entityId: `${cause.prefix}${String(index + 1).padStart(4, '0')}`, entityLabel: cause.label,
			baseValue: cause.values[0], internalValue: cause.values[1], externalValue: cause.values[2], createdAt: new Date(now.getTime() - (cause.ageMinutes - index * 0.1) * minute),
		}, now);
	}));
}

/** Any number of conflicts of one cause, for lists that have to be long. */
export const manyConflicts = (count: number, now: Date): readonly Conflict[] =>
	Array.from({length: count}, (_, index) => toConflict({id: index + 1, entityId: `POAM-${String(index + 1).padStart(7, '0')}`}, now));
