import {isOver, type Operation} from '../../../core/operation.js';
import type {Binding, Keymap} from '../../keymap/binding.js';
import {confirmCancel} from '../../keymap/confirmations.js';
import {planBinding, syncBindings} from '../../keymap/sync-bindings.js';
import {selectedOperation} from '../../store/selectors.js';
import type {ConsoleState} from '../../store/state.js';

const whyNoOperation = (state: ConsoleState): string | undefined => (selectedOperation(state) === undefined ? 'There is no run here.' : undefined);

/** A run is stopped as a whole: on a part of it, the run that it belongs to is meant. */
function runHere(state: ConsoleState): Operation | undefined {
	const selected = selectedOperation(state);
	const opened = state.resources.operation.data?.operation;
	return selected?.parentId !== undefined && selected.parentId === opened?.id ? opened : selected;
}

export const operationBindings: readonly Binding[] = [
	{
		id: 'operations.open', keys: ['enter', 'l', 'right'], label: 'open', help: 'This run: its parts, counts, problems and calls.', footer: 10, disabledReason: whyNoOperation,
		run: ({state, dispatch}) => {
			const operation = selectedOperation(state);
			if (operation !== undefined) dispatch({type: 'route/opened', route: {screen: 'operation', id: operation.id}});
		},
	},
	{
		id: 'operations.calls', keys: ['c'], label: 'calls', help: 'The calls that this run made.', footer: 15, disabledReason: whyNoOperation,
		run: ({state, dispatch}) => {
			const operation = selectedOperation(state);
			if (operation !== undefined) dispatch({type: 'route/opened', route: {screen: 'calls', filter: {operationId: operation.id}}});
		},
	},
	...syncBindings,
	{
		id: 'operations.again', keys: ['R'], label: 'retry', help: 'Run it again: the same system, entity type and part, in the scope that it had.', footer: 16, isModifying: true,
		disabledReason: state => {
			const operation = selectedOperation(state);
			if (operation === undefined) return 'There is no run here.';
			if (operation.part?.kind === 'rejected') return 'It mapped rejected records again: Rejected replays them.';
			return operation.status === 'running' || operation.status === 'queued' ? 'It is running.' : undefined;
		},
		run: ({state, dispatch}) => {
			const operation = selectedOperation(state);
			if (operation === undefined || operation.part?.kind === 'rejected') return;
			const {systemName, entityType, scope, part: selection} = operation;
			dispatch({type: 'sync/requested', request: {systemName, entityType, scope, selection}});
		},
	},
	{
		id: 'operations.cancel', keys: ['x'], label: 'stop', help: 'Stop this run, also one of another process: after the page in hand, so that it can go on there.', footer: 12, isModifying: true,
		disabledReason: state => {
			const operation = runHere(state);
			if (operation === undefined) return 'There is no run here.';
			if (isOver(operation)) return 'It does not run any more.';
			return operation.cancelledBy === undefined ? undefined : `${operation.cancelledBy} has asked it to stop already.`;
		},
		run: ({state, dispatch}) => {
			const operation = runHere(state);
			if (operation !== undefined) dispatch({type: 'overlay/opened', overlay: confirmCancel(operation)});
		},
	},
	{
		id: 'operations.resume', keys: ['C'], label: 'go on', help: 'Go on with what was interrupted of this system, at the last page that was finished.', footer: 17, isModifying: true,
		disabledReason: state => {
			const status = selectedOperation(state)?.status;
			return status === 'abandoned' || status === 'failed' || status === 'cancelled' || status === 'partial' ? undefined : 'It was not interrupted.';
		},
		run: ({state, dispatch}) => {
			const operation = selectedOperation(state);
			if (operation !== undefined) dispatch({type: 'work/requested', work: {kind: 'resume', request: {systemName: operation.systemName, ...(operation.entityType === undefined ? {} : {entityType: operation.entityType})}}});
		},
	},
	{
		id: 'operations.rejected', keys: ['e'], label: 'rejected', help: 'Records of this system that could not be taken: replay them, or put them aside.', footer: 18, disabledReason: whyNoOperation,
		run: ({state, dispatch}) => {
			const operation = selectedOperation(state);
			if (operation?.externalSystemId === undefined) return;
			dispatch({type: 'route/opened', route: {screen: 'rejected', filter: {externalSystemId: operation.externalSystemId, ...(operation.entityType === undefined ? {} : {entityType: operation.entityType})}}});
		},
	},
];

export const operationsKeymap: Keymap = {
	title: 'Operations',
	bindings: [
		...operationBindings,
		planBinding,
		{id: 'operations.plans', keys: ['P'], label: 'plans', help: 'The plans of the last weeks: what runs would have done, and who applied them.', footer: 19, run: ({dispatch}) => dispatch({type: 'route/opened', route: {screen: 'plans'}})},
	],
};
