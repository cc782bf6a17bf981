import type {InputEvent} from '../input/input-event.js';
import {safe} from '../text/safe.js';
import type {Action, Dispatch} from '../store/actions.js';
import {noticeFor} from '../store/update.js';
import type {ConsoleState} from '../store/state.js';
import {type Binding, reasonOff, showKey} from './binding.js';
import {hotkeyBindings} from './hotkey-bindings.js';
import {bindingsOf} from './keymaps.js';
import {handleOverlayKey, pasteInto} from './overlay-keymap.js';

type InputTarget = {readonly getState: () => ConsoleState; readonly dispatch: Dispatch};

/** What a key or a paste does now. One key, one meaning: the overlay in front takes it, else the screen, else the console. */
export function dispatchInput(target: InputTarget, event: InputEvent): void {
	const {notice} = target.getState();
	take(target, event);
	// What was said about the last key is not about what is in front now. Drawing anew shows what is there.
	const isAnswered = event.kind === 'paste' || event.key !== 'ctrl-l';
	if (isAnswered && notice?.isOfOneKey && target.getState().notice === notice) target.dispatch({type: 'notice/cleared'});
}

function take({getState, dispatch}: InputTarget, event: InputEvent): void {
	const state = getState();
	const {overlay} = state;
	if (event.kind === 'paste') return dispatch(pasteAction(state, event.text));
	if (event.key === 'ctrl-c') {
		// The second Ctrl-C answers the question that the first one brought up.
		return dispatch(overlay?.kind === 'confirm' && overlay.onConfirm.type === 'quit/confirmed' ? overlay.onConfirm : {type: 'quit/requested'});
	}
	if (event.key === 'ctrl-l' || event.key === 'ctrl-z') {
		return dispatch({type: event.key === 'ctrl-l' ? 'terminal/redraw-requested' : 'terminal/suspend-requested'});
	}
	if (overlay !== undefined) return handleOverlayKey(state, overlay, event, dispatch);
	if (state.prefix !== undefined) dispatch({type: 'prefix/pressed', key: undefined});
	const keys = state.prefix === undefined ? event.key : `${state.prefix} ${event.key}`;
	const bindings = [...bindingsOf(state.route.screen), ...hotkeyBindings(state)];
	const binding = bindings.find(one => one.keys.includes(keys));
	if (binding !== undefined) return runBinding(binding, getState(), dispatch);
	if (bindings.some(one => one.keys.some(key => key.startsWith(`${keys} `)))) return dispatch({type: 'prefix/pressed', key: keys});
	dispatch({type: 'notice/shown', tone: 'dim', text: safe(`"${showKey(keys)}" does nothing here; ? shows the keys.`), forMs: noticeFor.short, isOfOneKey: true});
}

function runBinding(binding: Binding, state: ConsoleState, dispatch: Dispatch): void {
	const reason = reasonOff(binding, state);
	if (reason === undefined) binding.run({state, dispatch});
	else dispatch({type: 'notice/shown', tone: 'dim', text: safe(`${binding.label}: ${reason}`), forMs: noticeFor.short, isOfOneKey: true});
}

function pasteAction({overlay}: ConsoleState, text: string): Action {
	const changed = overlay === undefined ? undefined : pasteInto(overlay, text);
	return changed === undefined
		? {type: 'notice/shown', tone: 'dim', text: safe('A paste runs no commands; it can be typed into a field.'), forMs: noticeFor.short, isOfOneKey: true}
		: {type: 'overlay/changed', overlay: changed};
}
