import {entityTypes, type EntityType} from '../../../core/entity.js';
import type {Binding, BindingContext, Keymap} from '../../keymap/binding.js';
import {selectedRecord} from '../../store/selectors.js';
import type {ConsoleState} from '../../store/state.js';
import {createTextField} from '../../store/text-field.js';
import {pluralOf} from '../../store/words.js';
import {safe} from '../../text/safe.js';

const turn = (step: number) => ({state: {route}, dispatch}: BindingContext): void => {
	if (route.screen !== 'records') return;
	const entityType: EntityType = entityTypes[(entityTypes.indexOf(route.filter.entityType) + step + entityTypes.length) % entityTypes.length] ?? entityTypes[0];
	dispatch({type: 'route/replaced', route: {screen: 'records', filter: {...route.filter, entityType}}});
};

const bindings: readonly Binding[] = [
	{
		id: 'records.open', keys: ['enter', 'l', 'right'], label: 'open', help: 'Its fields, where each value comes from, and which rule decides.', footer: 10,
		disabledReason: (state: ConsoleState) => (selectedRecord(state) === undefined ? 'There is no record here.' : undefined),
		run: ({state, dispatch}) => {
			const record = selectedRecord(state);
			if (record !== undefined && state.route.screen === 'records') dispatch({type: 'route/opened', route: {screen: 'record', filter: state.route.filter, id: record.id}});
		},
	},
	{
		id: 'records.search', keys: ['/'], label: 'search', help: 'Those whose key or name holds a text, or whose id over there it is; "poam: text" looks among POA&Ms.', footer: 11,
		run: ({state: {route}, dispatch}) => {
			if (route.screen !== 'records') return;
			dispatch({type: 'overlay/opened', overlay: {
				kind: 'prompt', purpose: {kind: 'search'}, title: safe(`Search ${pluralOf(route.filter.entityType)}: key, name or id over there`),
				field: createTextField(route.filter.text ?? ''), problem: undefined, isBusy: false,
			}});
		},
	},
	{id: 'records.next-type', keys: ['tab'], label: 'next type', help: 'Records of the next entity type, by the same text.', footer: 12, run: turn(1)},
	{id: 'records.previous-type', keys: ['shift-tab'], label: 'type before', help: 'Records of the entity type before, by the same text.', run: turn(-1)},
	{id: 'records.proposals', keys: ['P'], label: 'proposed POA&Ms', help: 'POA&Ms that open findings lack, with their evidence; and those whose findings are all fixed.', footer: 13, run: ({dispatch}) => dispatch({type: 'route/opened', route: {screen: 'proposals'}})},
];

export const recordsKeymap: Keymap = {title: 'Records', bindings};
