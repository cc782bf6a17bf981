import type {ConflictGroup} from '../../core/conflict-group.js';
import type {FoundRecord} from '../../core/found-record.js';
import {toRejectedRecord, type RejectedRecord} from '../../core/rejected-record.js';
import type {PlanRow, SyncPlan} from '../../core/sync-plan.js';
import type {RecordDetail} from '../../operations/get-record.js';
import type {ListedPolicy} from '../../operations/list-policies.js';
import {proposalRows, type ProposalRow} from './proposal-rows.js';
import {recordRows, type RecordRow} from './record-rows.js';
import {ruleRows, type RuleRow} from './rule-rows.js';
import {rulesInFront} from './rules-in-front.js';
import type {Conflict, ConflictCause, ConflictFilter} from '../../core/conflict.js';
import type {PairHealth} from '../../core/health.js';
import type {Operation} from '../../core/operation.js';
import type {LoggedCall} from '../../core/stores/api-call-store.js';
import type {AuditedEvent} from '../../core/stores/audit-store.js';
import type {ConflictDetail} from '../../operations/get-conflict.js';
import type {SyncRequest} from '../../operations/run-sync.js';
import type {NamedSystem} from '../../core/predicate/predicate-conditions.js';
import type {Undoable} from './bulk.js';
import {hasMarks} from './marks.js';
import {resourcesInSight} from './sight.js';
import type {ConsoleState} from './state.js';
import {recordName} from './words.js';

/** Whether nothing may leave, by any pair, until a person says so. */
export const isHeld = ({resources}: Pick<ConsoleState, 'resources'>): boolean => resources.health.data?.pushHold !== undefined;

/** Since when the database is not reached: what is shown is older. */
export const lostSince = ({connection}: Pick<ConsoleState, 'connection'>): Date | undefined => (connection.kind === 'lost' ? new Date(connection.since) : undefined);

export const selectedPair = ({resources, windows}: ConsoleState): PairHealth | undefined => resources.health.data?.pairs[windows.health.cursor];

export const selectedCause = ({resources, windows}: ConsoleState): ConflictCause | undefined => resources.causes.data?.[windows.causes.cursor];

export const selectedGroup = ({resources, windows}: ConsoleState): ConflictGroup | undefined => resources.groups.data?.[windows.groups.cursor];

/**
 * The conflict in front. Until it is read, what its row in the list says of it: the next decision is there at once. A
 * verdict carries the version of what was seen, so one on an old row is refused.
 */
export function conflictInFront({route, resources, lists}: Pick<ConsoleState, 'route' | 'resources' | 'lists'>): ConflictDetail | undefined {
	if (route.screen !== 'conflict') return undefined;
	return resources.conflict.data ?? fromRow(lists.conflicts.rows.find(conflict => conflict.id === route.id));
}

/** The same of the row under the cursor, where a list has room for it beside. */
export function conflictBeside({resources, lists: {conflicts}}: Pick<ConsoleState, 'resources' | 'lists'>): ConflictDetail | undefined {
	const row = conflicts.rows[conflicts.window.cursor];
	const {data} = resources.conflict;
	return data !== undefined && data.conflict.id === row?.id ? data : fromRow(row);
}

function fromRow(row: Conflict | undefined): ConflictDetail | undefined {
	return row === undefined ? undefined : {conflict: row, outcomes: notYetKnown, recordVerdicts: [], explanation: '', otherFields: [], context: [], undoRefusal: undefined};
}

const nothingSaid = {text: ''};
const notYetKnown: ConflictDetail['outcomes'] = {keep_internal: nothingSaid, keep_external: nothingSaid, edit: nothingSaid, ignore: nothingSaid};

/** What was read of the conflict that a verdict is about, where it is on the screen; undefined while only its row is. */
export function selectedDetail(state: ConsoleState): ConflictDetail | undefined {
	const {data} = state.resources.conflict;
	return data !== undefined && data.conflict.id === selectedConflict(state)?.id && resourcesInSight(state).includes('conflict') ? data : undefined;
}

/** The conflict that a verdict is about: the one in front, or the row under the cursor. */
export function selectedConflict(state: ConsoleState): Conflict | undefined {
	const {route, lists} = state;
	return route.screen === 'conflicts' ? lists.conflicts.rows[lists.conflicts.window.cursor] : conflictInFront(state)?.conflict;
}

/** Whether verdicts go to what is marked on the screen in front. */
export const hasMarksHere = ({route, marks, anchor, markedCauses}: ConsoleState): boolean =>
	(route.screen === 'conflicts' && (anchor !== undefined || hasMarks(marks))) || (route.screen === 'causes' && markedCauses.size > 0);

/** What undo would take back: the settled conflict in front, else the last verdict that was given here. */
export function undoableHere(state: ConsoleState): Undoable | undefined {
	const inFront = conflictInFront(state)?.conflict;
	if (inFront !== undefined && inFront.status !== 'pending') return {kind: 'one', id: inFront.id, label: recordName(inFront)};
	return state.undoable.at(-1);
}

export function selectedOperation({route, resources, windows, lists}: ConsoleState): Operation | undefined {
	if (route.screen === 'operation') return resources.operation.data?.children[windows.operation.cursor] ?? resources.operation.data?.operation;
	return route.screen === 'operations' ? lists.operations.rows[lists.operations.window.cursor] : undefined;
}

export const selectedCall = ({lists}: ConsoleState): LoggedCall | undefined => lists.calls.rows[lists.calls.window.cursor];

export const selectedEvent = ({lists}: ConsoleState): AuditedEvent | undefined => lists.audit.rows[lists.audit.window.cursor];

/** What "sync" means on the screen in front; undefined where it means nothing. */
export function syncRequestHere(state: ConsoleState): SyncRequest | undefined {
	switch (state.route.screen) {
		case 'health': return toRequest(selectedPair(state));
		case 'causes': return toRequest(selectedCause(state));
		case 'conflicts': case 'conflict': return toRequest(selectedConflict(state));
		case 'operations': case 'operation': return toRequest(selectedOperation(state));
		default: return undefined;
	}
}

const toRequest = (subject: Pick<Operation, 'systemName' | 'entityType'> | undefined): SyncRequest | undefined =>
	subject === undefined ? undefined : {systemName: subject.systemName, ...(subject.entityType === undefined ? {} : {entityType: subject.entityType})};

/** How many conflicts a filter finds, where the causes tell; undefined where only reading them would. */
export function countOf({resources, causesFilter}: ConsoleState, filter: ConflictFilter): number | undefined {
	const causes = resources.causes.data;
	if (causes === undefined || filter.text !== undefined || filter.assignedTo !== undefined || filter.where !== undefined || (filter.status ?? 'pending') !== 'pending') return undefined;
	if (causesFilter.text !== undefined || causesFilter.assignedTo !== undefined || causesFilter.where !== undefined) return undefined;
	// The causes at hand must hold all that the filter asks for.
	const isCovered = (['externalSystemId', 'entityType', 'fieldName', 'reason'] as const).every(key => causesFilter[key] === undefined || causesFilter[key] === filter[key]);
	if (!isCovered) return undefined;
	return causes.filter(cause => matches(cause, filter)).reduce((sum, cause) => sum + cause.count, 0);
}

const matches = (cause: ConflictCause, filter: ConflictFilter): boolean =>
	(filter.externalSystemId === undefined || cause.externalSystemId === filter.externalSystemId)
	&& (filter.entityType === undefined || cause.entityType === filter.entityType)
	&& (filter.fieldName === undefined || (cause.fieldName ?? null) === filter.fieldName)
	&& (filter.reason === undefined || cause.reason === filter.reason);

/** The run of a pair that is under way, with the newest progress that this process knows. */
export function runningOf(state: ConsoleState, pair: PairHealth): Operation | undefined {
	for (const sync of state.syncs) {
		const own = Object.values(sync.operations).find(operation => operation.systemName === pair.systemName && operation.entityType === pair.entityType);
		if (own?.status === 'running' || own?.status === 'queued') return own;
	}
	return pair.running;
}

/** The systems as filters name them. */
export const namedSystems = ({resources}: ConsoleState): readonly NamedSystem[] => resources.health.data?.systems ?? noSystems;
const noSystems: readonly NamedSystem[] = [];

export const systemNameOf = ({resources}: ConsoleState, id: number | undefined): string | undefined =>
	id === undefined ? undefined : resources.health.data?.systems.find(system => system.externalSystemId === id)?.systemName;

export const selectedRecord = ({lists}: ConsoleState): FoundRecord | undefined => lists.records.rows[lists.records.window.cursor];

export const recordInFront = ({route, resources}: ConsoleState): RecordDetail | undefined => (route.screen === 'record' ? resources.record.data : undefined);

export const selectedField = (state: ConsoleState): RecordRow | undefined => recordRows(recordInFront(state))[state.windows.record.cursor];

export const selectedProposal = ({resources, windows}: ConsoleState): ProposalRow | undefined => proposalRows(resources.proposals.data)[windows.proposals.cursor];

export const selectedPolicy = ({resources, windows}: ConsoleState): ListedPolicy | undefined => resources.rules.data?.[windows.rules.cursor];

export const selectedRule = (state: ConsoleState): RuleRow | undefined => ruleRows(rulesInFront(state))[state.windows.rule.cursor];

export const selectedPlan = ({route, resources, windows}: ConsoleState): SyncPlan | undefined => (route.screen === 'plan' ? resources.plan.data : resources.plans.data?.[windows.plans.cursor]);

export const selectedPlanRow = ({lists}: ConsoleState): PlanRow | undefined => lists.planRows.rows[lists.planRows.window.cursor];

export const selectedRejected = ({lists}: ConsoleState): RejectedRecord | undefined => {
	const conflict = lists.rejected.rows[lists.rejected.window.cursor];
	return conflict === undefined ? undefined : toRejectedRecord(conflict);
};
