import {conflictInFront, hasMarksHere, undoableHere} from '../store/selectors.js';
import type {ConsoleState} from '../store/state.js';
import {createTextField} from '../store/text-field.js';
import {parentOf, toRoute, views} from '../store/route.js';
import {viewNames} from '../store/view-names.js';
import type {Binding, Keymap} from './binding.js';
import {confirmUndo} from './confirmations.js';
import {copyBindings} from './copy-bindings.js';

const viewBindings: readonly Binding[] = views.map((view, index) => ({
	id: `view.${view}`,
	keys: [String(index + 1), `g ${viewNames[view].jump}`],
	label: viewNames[view].label,
	help: viewNames[view].help,
	run: ({dispatch}) => dispatch({type: 'route/opened', route: toRoute(view)}),
}));

function whyNoUndo(state: ConsoleState): string | undefined {
	const undoable = undoableHere(state);
	if (undoable === undefined) return 'No verdict was given here that could be undone.';
	const detail = conflictInFront(state);
	return detail !== undefined && undoable.kind === 'one' && undoable.id === detail.conflict.id ? detail.undoRefusal : undefined;
}

/** A notice that stays until it was seen; others go by themselves, and keep nobody from going up. */
const isDismissable = ({notice}: ConsoleState): boolean => notice?.until === Infinity;

/** On every screen. */
export const globalKeymap: Keymap = {
	title: 'Everywhere',
	bindings: [
		...viewBindings,
		{
			id: 'global.up', keys: ['escape'], label: 'up', help: 'To the screen that this one was opened from; it never quits.', footer: 50, disabledReason: state => (parentOf(state.route) === undefined && !isDismissable(state) && !hasMarksHere(state) ? 'This is the top.' : undefined),
			run: ({state, dispatch}) => {
				if (isDismissable(state)) dispatch({type: 'notice/cleared'});
				else if (hasMarksHere(state)) dispatch({type: 'mark/cleared'});
				else dispatch({type: 'route/up'});
			},
		},
		{
			id: 'global.back', keys: ['['], label: 'back', help: 'To the screen before.',
			disabledReason: state => (state.back.length === 0 ? 'There is no screen before this one.' : undefined),
			run: ({dispatch}) => dispatch({type: 'route/back'}),
		},
		{
			id: 'global.forward', keys: [']'], label: 'forward', help: 'To the screen that you came back from.',
			disabledReason: state => (state.forward.length === 0 ? 'You did not come back from a screen.' : undefined),
			run: ({dispatch}) => dispatch({type: 'route/forward'}),
		},
		{
			id: 'global.toggle', keys: ['-'], label: 'last screen', help: 'To and fro between this screen and the last one.',
			disabledReason: state => (state.previous === undefined ? 'There is no screen before this one.' : undefined),
			run: ({dispatch}) => dispatch({type: 'route/toggled'}),
		},
		{
			id: 'global.refresh', keys: ['r'], label: 'refresh', help: 'Read everything again, in today\'s order; after a failure, try again.',
			run: ({state, dispatch}) => dispatch(state.connection.kind === 'failed' ? {type: 'connection/requested'} : {type: 'data/refresh-requested'}),
		},
		{
			id: 'global.palette', keys: [':'], label: 'go to', help: 'Type a command, with completion.', footer: 90,
			run: ({dispatch}) => dispatch({type: 'overlay/opened', overlay: {kind: 'palette', field: createTextField(), cursor: 0, problem: undefined}}),
		},
		{
			id: 'global.help', keys: ['?'], label: 'keys', help: 'All keys of this screen; what can be run from there, and why something is off.', footer: 91,
			run: ({dispatch}) => dispatch({type: 'overlay/opened', overlay: {kind: 'help', field: createTextField(), cursor: 0}}),
		},
		{
			id: 'global.undo', keys: ['u'], label: 'undo', help: 'Take back the verdict on the settled conflict in front, else the last one given here; it waits again.', footer: 15, footerOn: ['causes', 'groups', 'conflicts', 'conflict'], isModifying: true,
			disabledReason: whyNoUndo,
			run: ({state, dispatch}) => {
				const last = undoableHere(state);
				if (last === undefined) return;
				dispatch(last.kind === 'one' ? {type: 'conflict/undo-requested', id: last.id} : {type: 'overlay/opened', overlay: confirmUndo({kind: 'undo', undoable: last})});
			},
		},
		{
			id: 'global.stop-sync', keys: ['ctrl-x'], label: 'stop sync', help: 'Stop the syncs that were started here, after the page in hand.', isModifying: true,
			disabledReason: state => (state.syncs.length === 0 ? 'No sync that was started here is running.' : undefined),
			run: ({dispatch}) => dispatch({type: 'sync/stop-requested'}),
		},
		...copyBindings,
		{id: 'global.redraw', keys: ['ctrl-l'], label: 'redraw', help: 'Draw the whole screen again.', run: ({dispatch}) => dispatch({type: 'terminal/redraw-requested'})},
		{id: 'global.suspend', keys: ['ctrl-z'], label: 'suspend', help: 'Back to the shell; "fg" returns.', run: ({dispatch}) => dispatch({type: 'terminal/suspend-requested'})},
		{
			id: 'global.quit', keys: ['q', 'ctrl-c'], label: 'quit', help: 'Leave; asks first while work that was started here is running, or rules are changed and not saved.', footer: 92,
			run: ({dispatch}) => dispatch({type: 'quit/requested'}),
		},
	],
};
