import {entityTypes} from '../../../source/core/entity.js';
import {noCounts, type Operation, type RunCounts} from '../../../source/core/operation.js';
import type {LoggedCall} from '../../../source/core/stores/api-call-store.js';
import type {AuditedEvent} from '../../../source/core/stores/audit-store.js';
import {tenable, xacta} from './sample-conflicts.js';

/** The same number again and again gives the same id. */
export const toId = (number: number): string => `${(0x7f3a_0000 + number * 7919).toString(16)}-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const countsOf = (counts: Partial<Omit<RunCounts, 'read'>>): RunCounts => {
	const all = {...noCounts, ...counts};
	return {...all, read: all.unchanged + all.created + all.updated + all.conflicting + all.rejected + all.filtered};
};

export function toOperation(number: number, part: Partial<Operation>, now: Date): Operation {
	const startedAt = new Date(now.getTime() - number * 400_000);
	return {
		id: toId(number), parentId: undefined, correlationId: toId(number), externalSystemId: xacta.id, systemName: xacta.name, entityType: undefined, direction: 'inbound', scope: 'changes',
		status: 'completed', counts: countsOf({unchanged: 43, updated: 12, conflicting: 4, rejected: 1}), conflictsOpened: 4, conflictsConverged: 0, progress: undefined, problems: [], cancelledBy: undefined,
		calls: 14, startedBy: 'parley', startedAt, completedAt: new Date(startedAt.getTime() + 1800), ...part,
	};
}

/** Whole runs with their parts, newest first. */
export function sampleOperations(now: Date): readonly Operation[] {
	return Array.from({length: 30}, (_, index) => index + 1).flatMap(number => {
		const isTenable = number % 3 === 1;
		const system = isTenable ? tenable : xacta;
		const types = entityTypes.filter(type => (isTenable ? ['asset', 'vulnerability'] : ['system', 'control', 'poam']).includes(type));
		const isFailed = number === 4;
		const parent = toOperation(number, {
			externalSystemId: system.id, systemName: system.name, startedBy: number % 4 === 0 ? 'sam' : 'parley',
			...(isFailed ? {status: 'failed' as const, problems: ['Tenable.io refused the login (401). The stored keys were revoked or have expired.'], counts: noCounts} : {}),
		}, now);
		const children = isFailed ? [] : types.map((entityType, part) => toOperation(number, {...parent, id: toId(number * 100 + part), parentId: parent.id, entityType, counts: countsOf({unchanged: 30, updated: 5, conflicting: part})}, now));
		return [parent, ...children];
	});
}

export function sampleCalls(now: Date): readonly LoggedCall[] {
	return Array.from({length: 260}, (_, index) => {
		const isTenable = index % 3 !== 0;
		const isFailed = index % 41 === 5;
		return {
			id: 260 - index, externalSystemId: isTenable ? tenable.id : xacta.id, systemName: isTenable ? tenable.name : xacta.name, operationId: toId(1 + (index % 30)),
			method: isTenable ? 'GET' : 'SELECT', endpoint: isTenable ? `/vulns/export/4f2e6c1d/chunks/${260 - index}` : 'poams', responseTimeMs: 120 + ((index * 37) % 400),
			...(isFailed ? {responseStatus: 429, errorMessage: 'Too many requests: retry after 12 s'} : {responseStatus: 200}),
			requestHeaders: {accept: 'application/json', 'x-apikeys': '***'}, responseBody: {rows: 1000, uuid: '4f2e6c1d'}, calledAt: new Date(now.getTime() - index * 900),
		};
	});
}

export function sampleEvents(now: Date): readonly AuditedEvent[] {
	return Array.from({length: 40}, (_, index) => ({
		sequence: 40 - index, at: new Date(now.getTime() - index * 600_000), actor: index % 2 === 0 ? 'sam' : 'parley', action: index % 2 === 0 ? 'conflict.resolve' : 'sync.run',
		targetType: index % 2 === 0 ? 'conflict' : 'operation', targetId: index % 2 === 0 ? String(900 + index) : toId(index), before: {internal: '2026-11-01'}, after: {internal: '2026-12-15', verdict: 'keep_external'},
	}));
}
