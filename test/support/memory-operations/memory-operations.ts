import {ageBuckets, groupCauses, isOfCauses, toRowGroup, type ConflictGroup, type GroupKey} from '../../../source/core/conflict-group.js';
import type {Conflict, ConflictCause, ConflictFilter, Verdict} from '../../../source/core/conflict.js';
import {isOver, type Operation, processEnded} from '../../../source/core/operation.js';
import type {CallFilter} from '../../../source/core/stores/api-call-store.js';
import type {OperationFilter} from '../../../source/core/stores/operation-store.js';
import {AppError} from '../../../source/errors/app-error.js';
import type {ConflictDetail} from '../../../source/operations/get-conflict.js';
import type {Operations} from '../../../source/operations/operations.js';
import type {Role} from '../../../source/core/actor.js';
import {memoryHealth} from './memory-health.js';
import {memoryPlans} from './memory-plans.js';
import {memoryPoams} from './memory-poams.js';
import {memoryRecords} from './memory-records.js';
import {memoryRejected} from './memory-rejected.js';
import {memoryRules} from './memory-rules.js';
import {matchesPredicate} from './matches-predicate.js';
import {memoryVerdicts, recordChoices} from './memory-verdicts.js';
import type {MemoryWorld} from './memory-world.js';
import {pageBeforeOf, pageOf} from './page-of.js';
import {toId, toOperation} from './sample-activity.js';

export type MemoryOperationsOptions = {readonly isReadOnly?: boolean; readonly username?: string; readonly role?: Role};

const matches = (filter: ConflictFilter, now: Date) => (conflict: Conflict): boolean =>
	(filter.where === undefined || matchesPredicate(filter.where, conflict, now))
	&& (filter.status === undefined || conflict.status === filter.status)
	&& (filter.externalSystemId === undefined || conflict.externalSystemId === filter.externalSystemId)
	&& (filter.entityType === undefined || conflict.entityType === filter.entityType)
	&& (filter.fieldName === undefined || (conflict.fieldName ?? null) === filter.fieldName)
	&& (filter.reason === undefined || conflict.reason === filter.reason)
	&& (filter.assignedTo === undefined || conflict.assignedTo === filter.assignedTo)
	&& (filter.text === undefined || `${conflict.entityId} ${conflict.entityLabel}`.toLowerCase().includes(filter.text.toLowerCase()));

function causesOf(conflicts: readonly Conflict[]): readonly ConflictCause[] {
	const causes = new Map<string, ConflictCause>();
	for (const {externalSystemId, systemName, entityType, fieldName, reason, createdAt} of conflicts) {
		const key = JSON.stringify([externalSystemId, entityType, fieldName, reason]);
		const before = causes.get(key);
		causes.set(key, {externalSystemId, systemName, entityType, fieldName, reason, count: (before?.count ?? 0) + 1, oldestAt: before === undefined || createdAt < before.oldestAt ? createdAt : before.oldestAt});
	}
	return [...causes.values()].sort((left, right) => right.count - left.count);
}

function groupsOf(conflicts: readonly Conflict[], by: GroupKey, now: Date): readonly ConflictGroup[] {
	if (isOfCauses(by)) return groupCauses(causesOf(conflicts), by);
	const keyOf = ({assignedTo, createdAt}: Conflict): string | null => {
		if (by === 'severity') return null;
		const age = now.getTime() - createdAt.getTime();
		return by === 'assignee' ? (assignedTo ?? null) : String(ageBuckets.findIndex(({to}) => to === undefined || age < to));
	};
	return [...Map.groupBy(conflicts, keyOf)].map(([key, rows]) => toRowGroup(by, {key, count: rows.length, oldestAt: new Date(Math.min(...rows.map(row => row.createdAt.getTime())))}));
}

/** The operations over a world in memory: what the console sees is what a database would give it. */
export function createMemoryOperations(world: MemoryWorld, {isReadOnly = false, username = 'sam', role = 'operator'}: MemoryOperationsOptions = {}): Operations {
	const before = new Map<number, Conflict>();
	const ask = async <T>(name: string, answer: () => T): Promise<T> => {
		world.asked.push(name);
		await Promise.resolve();
		if (world.failure !== undefined) throw world.failure;
		return answer();
	};
	const get = (id: number): Conflict => {
		const conflict = world.conflicts.find(one => one.id === id);
		if (conflict === undefined) throw new AppError({code: 'NOT_FOUND', message: `There is no conflict ${id}.`, nextStep: 'Run "parley conflicts list".'});
		return conflict;
	};
	const put = (conflict: Conflict): Conflict => {
		world.conflicts = world.conflicts.map(one => (one.id === conflict.id ? conflict : one));
		world.tell('conflicts');
		return conflict;
	};
	const settle = (conflict: Conflict, verdict: Verdict): {readonly conflict: Conflict; readonly text: string} => {
		before.set(conflict.id, conflict);
		const value = verdict.kind === 'edit' ? verdict.value : verdict.kind === 'keep_external' ? conflict.externalValue : conflict.internalValue;
		const settled = put({
			...conflict, status: verdict.kind === 'ignore' ? 'ignored' : 'resolved', resolutionAction: verdict.kind, resolvedValue: value, internalValue: value,
			resolvedBy: username, resolvedAt: world.now(), version: conflict.version + 1,
		});
		return {conflict: settled, text: outcomeText(conflict, verdict)};
	};
	const reopen = (id: number): void => {
		const earlier = before.get(id);
		if (earlier === undefined) throw new AppError({code: 'CONFLICT_UNDO_REFUSED', message: `Conflict ${id} was not settled by a verdict.`, nextStep: 'Nothing needs to be done.'});
		put({...earlier, version: get(id).version + 1});
	};
	const runsOf = (filter: OperationFilter) => {
		const rows = world.operations.filter(operation => operation.parentId === filter.parentId && (filter.externalSystemId === undefined || operation.externalSystemId === filter.externalSystemId));
		// Newest first: their row numbers go down.
		return {rows, keyOf: (operation: Operation) => rows.length - rows.indexOf(operation)};
	};
	const callsOf = ({externalSystemId, operationId, onlyErrors}: CallFilter) => world.calls.filter(call =>
		(externalSystemId === undefined || call.externalSystemId === externalSystemId) && (operationId === undefined || call.operationId === operationId) && (onlyErrors !== true || call.errorMessage !== undefined));
	const operations: Operations = {
		actor: {userId: 1, username, role},
		isReadOnly,
		...memoryRecords(world, ask), ...memoryRules(world, ask), ...memoryPlans(world, ask), ...memoryPoams(world, ask), ...memoryRejected(world, ask), ...memoryVerdicts(world, ask, {get, settle, reopen, tell: outcomeText, causesOf}),
		watch: async (onChange, onState) => {
			const listener = {onChange, onState};
			world.listeners.add(listener);
			return async () => void world.listeners.delete(listener);
		},
		getHealth: () => ask('getHealth', () => memoryHealth(world)),
		listConflictCauses: filter => ask('listConflictCauses', () => causesOf(world.conflicts.filter(matches({...filter, status: 'pending'}, world.now())))),
		listConflictGroups: ({filter, by}) => ask('listConflictGroups', () => groupsOf(world.conflicts.filter(matches({...filter, status: 'pending'}, world.now())), by, world.now())),
		listConflicts: (filter, after, limit) => ask('listConflicts', () => pageOf(world.conflicts.filter(matches(filter, world.now())), conflict => conflict.id, false, after, limit)),
		listConflictsBefore: (filter, before, limit) => ask('listConflictsBefore', () => pageBeforeOf(world.conflicts.filter(matches(filter, world.now())), conflict => conflict.id, false, before, limit)),
		getConflict: id => ask('getConflict', () => toDetail(get(id))),
		resolveConflict: ({id, version, verdict}) => ask('resolveConflict', () => {
			const conflict = get(id);
			if (conflict.status !== 'pending') return {kind: 'stale', conflict, text: `Settled by ${conflict.resolvedBy ?? 'somebody'} already.`};
			if (conflict.version !== version) return {kind: 'stale', conflict, text: 'The values moved since you looked: look again.'};
			if (verdict.kind === 'edit' && verdict.value === 'bad') throw new AppError({code: 'VALUE_INVALID', message: '"bad" is no date.', nextStep: 'Type it as YYYY-MM-DD.'});
			return {kind: 'settled', ...settle(conflict, verdict)};
		}),
		undoResolution: ({id}) => ask('undoResolution', () => {
			reopen(id);
			return {kind: 'settled', conflict: get(id), text: 'waits again.'};
		}),
		annotateConflict: ({id, note}) => ask('annotateConflict', () => put({...get(id), note})),
		assignConflict: ({id, username: assignedTo}) => ask('assignConflict', () => put({...get(id), assignedTo})),
		listOperations: (filter, after, limit) => ask('listOperations', () => {
			const {rows, keyOf} = runsOf(filter);
			return pageOf(rows, keyOf, true, after, limit);
		}),
		listOperationsBefore: (filter, before, limit) => ask('listOperationsBefore', () => {
			const {rows, keyOf} = runsOf(filter);
			return pageBeforeOf(rows, keyOf, true, before, limit);
		}),
		getOperation: id => ask('getOperation', () => {
			const operation = world.operations.find(one => one.id.startsWith(id));
			if (operation === undefined) throw new AppError({code: 'NOT_FOUND', message: `There is no run ${id}.`, nextStep: 'Run "parley operations list".'});
			return {operation, children: world.operations.filter(one => one.parentId === operation.id), calls: world.calls.filter(call => call.operationId === (operation.parentId ?? operation.id))};
		}),
		cancelOperation: ({id}) => ask('cancelOperation', () => {
			const named = world.operations.find(one => one.id === id);
			const run = world.operations.find(one => one.id === (named?.parentId ?? id));
			if (run === undefined) throw new AppError({code: 'NOT_FOUND', message: `There is no run ${id}.`, nextStep: 'Run "parley operations list".'});
			if (isOver(run)) return {kind: 'over', operation: run};
			const isDead = world.deadRuns.has(run.id);
			const operation: Operation = isDead ? {...run, status: 'failed', problems: [processEnded], completedAt: world.now()} : {...run, cancelledBy: run.cancelledBy ?? username};
			world.operations = world.operations.map(one => (one.id === run.id ? operation : one));
			world.tell('operations');
			return {kind: isDead ? 'dead' : 'asked', operation};
		}),
		listCalls: (filter, after, limit) => ask('listCalls', () => pageOf(callsOf(filter), call => call.id, true, after, limit)),
		listCallsBefore: (filter, before, limit) => ask('listCallsBefore', () => pageBeforeOf(callsOf(filter), call => call.id, true, before, limit)),
		listAudit: (_filter, after, limit) => ask('listAudit', () => pageOf(world.events, event => event.sequence, true, after, limit)),
		listAuditBefore: (_filter, before, limit) => ask('listAuditBefore', () => pageBeforeOf(world.events, event => event.sequence, true, before, limit)),
		verifyAudit: () => ask('verifyAudit', () => ({events: world.events.length, firstBroken: undefined})),
		verify: () => notNeeded('verify'),
		listSystems: () => notNeeded('listSystems'),
		getSystem: () => notNeeded('getSystem'),
		setSystemEnabled: () => notNeeded('setSystemEnabled'),
		setSystemConnection: () => notNeeded('setSystemConnection'),
		correlate: () => notNeeded('correlate'),
		noticeRestore: () => notNeeded('noticeRestore'),
		releasePushing: () => ask('releasePushing', () => {
			const {pushHold, ...health} = world.health;
			if (pushHold === undefined) throw new AppError({code: 'NOT_FOUND', message: 'Pushing is not held.', nextStep: 'Nothing is to be done.'});
			world.health = health;
			world.tell('systems');
			return pushHold;
		}),
		testSystem: () => notNeeded('testSystem'),
		requestScan: () => notNeeded('requestScan'),
		explainRecord: () => notNeeded('explainRecord'),
		lookAgain: () => notNeeded('lookAgain'),
		runSync: async (request, options) => {
			const number = 5000 + world.operations.length;
			const base = toOperation(number, {status: 'running', systemName: request.systemName ?? 'all', entityType: request.entityType, scope: request.scope ?? 'changes', startedBy: username, startedAt: world.now(), completedAt: undefined}, world.now());
			let child: Operation = {...base, id: toId(number + 1), parentId: base.id};
			const show = (): void => {
				world.operations = [child, base, ...world.operations.filter(operation => operation.id !== child.id && operation.id !== base.id)];
				options?.onProgress?.(child);
				world.tell('operations');
			};
			await ask('runSync', show);
			for await (const part of world.syncPages()) {
				child = {...child, ...part};
				show();
				if (options?.signal?.aborted) break;
			}
			child = {...child, status: options?.signal?.aborted ? 'cancelled' : 'completed', completedAt: world.now()};
			const parent: Operation = {...base, status: child.status, counts: child.counts, completedAt: world.now()};
			world.operations = [parent, child, ...world.operations.filter(operation => operation.id !== child.id && operation.id !== base.id)];
			world.tell('operations');
			return {runs: [{operation: parent, children: [child]}], failure: undefined};
		},
	};
	return operations;
}

const notNeeded = (name: string): Promise<never> => Promise.reject(new Error(`The console does not ask for ${name}.`));

function outcomeText(conflict: Conflict, verdict: Verdict): string {
	switch (verdict.kind) {
		case 'keep_internal': return `${conflict.systemName} becomes ${String(conflict.internalValue)}`;
		case 'keep_external': return `our record becomes ${String(conflict.externalValue)}`;
		case 'edit': return `both become ${String(verdict.value)}`;
		case 'ignore': return 'both stay; asked again when either moves';
	}
}

const toDetail = (conflict: Conflict): ConflictDetail => ({
	conflict,
	outcomes: {
		keep_internal: {text: outcomeText(conflict, {kind: 'keep_internal'})},
		keep_external: {text: outcomeText(conflict, {kind: 'keep_external'})},
		edit: conflict.fieldName === undefined ? {refusal: 'A whole record cannot be typed.'} : {text: 'both become a value that you type'},
		ignore: {text: outcomeText(conflict, {kind: 'ignore'})},
	},
	recordVerdicts: recordChoices(conflict),
	explanation: `The policy "${conflict.entityType}s both ways" of ${conflict.systemName} leaves this field to a person.`,
	otherFields: [{field: 'status', internal: 'Ongoing', state: 'agreed'}, {field: 'poc', internal: 'Dana Whitfield', state: 'waits to be sent'}],
	context: [{name: 'System', value: 'Enterprise Database Systems'}, {name: 'Control', value: 'SI-2'}, {name: 'Severity', value: 'high'}],
	undoRefusal: undefined,
});
