import type {Binding, Keymap} from '../../keymap/binding.js';
import {recordInFront, selectedField} from '../../store/selectors.js';
import type {ConsoleState} from '../../store/state.js';
import {fieldText} from './field-text.js';

const whyNoField = (state: ConsoleState): string | undefined => (selectedField(state) === undefined ? 'The record is not read yet.' : undefined);

const bindings: readonly Binding[] = [
	{
		id: 'record.explain', keys: ['enter', 'l', 'right', 'w'], label: 'explain', help: 'This field whole: its three values, who moved them, and which rule decides.', footer: 10, disabledReason: whyNoField,
		run: ({state, dispatch}) => {
			const row = selectedField(state);
			if (row !== undefined) dispatch({type: 'overlay/opened', overlay: {kind: 'text', ...fieldText(row), top: 0}});
		},
	},
	{
		id: 'record.conflict', keys: ['c'], label: 'conflicts', help: 'The conflict about this field, or all that wait about this record.', footer: 11,
		disabledReason: state => (recordInFront(state) === undefined ? 'The record is not read yet.' : undefined),
		run: ({state, dispatch}) => {
			const detail = recordInFront(state);
			if (detail === undefined) return;
			const filter = {status: 'pending', entityType: detail.record.entityType, text: detail.record.entityId} as const;
			const conflict = selectedField(state)?.explained?.conflict;
			dispatch({type: 'route/opened', route: conflict?.status === 'pending' ? {screen: 'conflict', filter, id: conflict.id} : {screen: 'conflicts', filter}});
		},
	},
	{
		id: 'record.run', keys: ['o'], label: 'run', help: 'The run that wrote this record last.', footer: 12,
		disabledReason: state => (recordInFront(state)?.record.operationId === undefined ? 'No run is known to have written it.' : undefined),
		run: ({state, dispatch}) => {
			const id = recordInFront(state)?.record.operationId;
			if (id !== undefined) dispatch({type: 'route/opened', route: {screen: 'operation', id}});
		},
	},
	{
		id: 'record.rules', keys: ['p'], label: 'rules', help: 'The policy and the mappings by which this field is synced.', footer: 13,
		disabledReason: state => (selectedField(state)?.systemName === undefined ? 'No system is asked about this field.' : undefined),
		run: ({state, dispatch}) => {
			const systemName = selectedField(state)?.systemName;
			const entityType = recordInFront(state)?.record.entityType;
			if (systemName !== undefined && entityType !== undefined) dispatch({type: 'route/opened', route: {screen: 'rule', pair: {systemName, entityType}}});
		},
	},
	{
		id: 'record.sync', keys: ['s'], label: 'sync it', help: 'Read this one record again from the systems that it is linked to, and settle what the rules settle.', footer: 20, isModifying: true,
		disabledReason: state => ((recordInFront(state)?.links.length ?? 0) === 0 ? 'It is linked to no system.' : undefined),
		run: ({state, dispatch}) => {
			for (const {systemName, entityType, externalId} of recordInFront(state)?.links ?? []) {
				dispatch({type: 'sync/requested', request: {systemName, entityType, selection: {kind: 'ids', externalIds: [externalId]}}});
			}
		},
	},
	{
		id: 'record.history', keys: ['H'], label: 'settled', help: 'The conflicts about this record that are settled, and who settled them.',
		disabledReason: state => (recordInFront(state) === undefined ? 'The record is not read yet.' : undefined),
		run: ({state, dispatch}) => {
			const detail = recordInFront(state);
			if (detail !== undefined) dispatch({type: 'route/opened', route: {screen: 'conflicts', filter: {status: 'resolved', entityType: detail.record.entityType, text: detail.record.entityId}}});
		},
	},
];

export const recordKeymap: Keymap = {title: 'Record', bindings};
