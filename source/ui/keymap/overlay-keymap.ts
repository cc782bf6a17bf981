import type {InputEvent} from '../input/input-event.js';
import {safe} from '../text/safe.js';
import {graphemesOf} from '../text/width.js';
import {wrap} from '../text/wrap.js';
import {bulkPlanLines, fieldOfPlan} from '../components/bulk-plan-view.js';
import type {Action, Dispatch} from '../store/actions.js';
import {bodyHeight, overlayTextHeight, overlayTextWidth, bulkPlanHeight} from '../store/layout.js';
import type {ConfirmOverlay, Overlay, PreviewOverlay, Question} from '../store/overlay.js';
import type {ConsoleState} from '../store/state.js';
import {createTextField, editText, insertText, type TextField} from '../store/text-field.js';
import {reasonOff} from './binding.js';
import {findHelp} from './help.js';
import {findCommands} from './palette.js';
import {submitPrompt} from './submit-prompt.js';

type KeyEvent = Extract<InputEvent, {readonly kind: 'key'}>;
type Context<O extends Overlay = Overlay> = {readonly state: ConsoleState; readonly dispatch: Dispatch; readonly overlay: O; readonly event: KeyEvent};
type OverlayOf<K extends Overlay['kind']> = Extract<Overlay, {readonly kind: K}>;

const close: Action = {type: 'overlay/closed'};

/** An overlay takes every key. Escape always closes it; the editing keys work in its field. */
export function handleOverlayKey(state: ConsoleState, overlay: Overlay, event: KeyEvent, dispatch: Dispatch): void {
	if (event.key === 'escape') {
		dispatch(overlay.kind === 'progress' ? {type: 'bulk/cancel-requested'} : close);
		return;
	}
	switch (overlay.kind) {
		case 'palette': return handlePalette({state, dispatch, overlay, event});
		case 'help': return handleHelp({state, dispatch, overlay, event});
		case 'prompt': return handlePrompt({state, dispatch, overlay, event});
		case 'confirm': return handleQuestion({state, dispatch, overlay, event});
		case 'preview': return handlePreview({state, dispatch, overlay, event});
		case 'choice': return handleChoice({state, dispatch, overlay, event});
		case 'text': return handleText({state, dispatch, overlay, event});
		case 'progress': return undefined;
	}
}

/** A paste goes into the field of an overlay, and nowhere else. */
export function pasteInto(overlay: Overlay, text: string): Overlay | undefined {
	if (!('field' in overlay)) return undefined;
	return {...overlay, field: insertText(overlay.field, text), ...('cursor' in overlay ? {cursor: 0} : {})};
}

const cursorSteps: Readonly<Record<string, number>> = {down: 1, up: -1, 'ctrl-n': 1, 'ctrl-p': -1, pagedown: 10, pageup: -10};

function moveCursor(cursor: number, key: string, count: number): number | undefined {
	const step = cursorSteps[key];
	return step === undefined ? undefined : Math.max(0, Math.min(cursor + step, count - 1));
}

function handlePalette({state, dispatch, overlay, event}: Context<OverlayOf<'palette'>>): void {
	const commands = findCommands(state, overlay.field.value);
	const chosen = commands[overlay.cursor];
	const cursor = moveCursor(overlay.cursor, event.key, commands.length);
	if (cursor !== undefined) return dispatch({type: 'overlay/changed', overlay: {...overlay, cursor, problem: undefined}});
	if (event.key === 'tab' && chosen !== undefined) {
		return dispatch({type: 'overlay/changed', overlay: {...overlay, field: createTextField(chosen.text), cursor: 0}});
	}
	if (event.key === 'enter') {
		if (chosen === undefined) return dispatch({type: 'overlay/changed', overlay: {...overlay, problem: safe(`There is no command "${overlay.field.value}".`)}});
		if (chosen.reasonOff !== undefined) return dispatch({type: 'overlay/changed', overlay: {...overlay, problem: chosen.reasonOff}});
		dispatch(close);
		return chosen.run({state: {...state, overlay: undefined}, dispatch});
	}
	const field = editText(overlay.field, event.key, event.text);
	if (field !== undefined) dispatch({type: 'overlay/changed', overlay: {...overlay, field, cursor: 0, problem: undefined}});
}

function handleHelp({state, dispatch, overlay, event}: Context<OverlayOf<'help'>>): void {
	const entries = findHelp(state, overlay.field.value);
	const cursor = moveCursor(overlay.cursor, event.key, entries.length);
	if (cursor !== undefined) return dispatch({type: 'overlay/changed', overlay: {...overlay, cursor}});
	if (event.key === 'enter') {
		const binding = entries[overlay.cursor]?.binding;
		if (binding === undefined || reasonOff(binding, state) !== undefined) return;
		dispatch(close);
		return binding.run({state: {...state, overlay: undefined}, dispatch});
	}
	const field = editText(overlay.field, event.key, event.text);
	if (field !== undefined) dispatch({type: 'overlay/changed', overlay: {...overlay, field, cursor: 0}});
}

function handlePrompt({state, dispatch, overlay, event}: Context<OverlayOf<'prompt'>>): void {
	if (overlay.isBusy) return;
	if (event.key === 'enter') {
		const submitted = submitPrompt(overlay.purpose, overlay.field.value, state);
		return dispatch('problem' in submitted ? {type: 'overlay/changed', overlay: {...overlay, problem: submitted.problem, field: placeCursor(overlay.field, submitted.at)}} : submitted);
	}
	const field = editText(overlay.field, event.key, event.text);
	if (field !== undefined) dispatch({type: 'overlay/changed', overlay: {...overlay, field, problem: undefined}});
}

/** The cursor stands where the text is wrong. */
const placeCursor = (field: TextField, at: number | undefined): TextField =>
	at === undefined ? field : {...field, cursor: graphemesOf(field.value.slice(0, field.value.length - field.value.trimStart().length + at)).length};

type Asking = ConfirmOverlay | PreviewOverlay;

const isConfirmable = (overlay: Asking): boolean => overlay.confirmLabel !== undefined && (overlay.expected === undefined || overlay.field.value.replaceAll(/[ ,]/g, '') === overlay.expected);

function handleQuestion({dispatch, overlay, event}: Context<Asking>): void {
	const change = (part: Partial<Question>): void => dispatch({type: 'overlay/changed', overlay: {...overlay, ...part}});
	switch (event.key) {
		case 'tab': case 'shift-tab': return change({focus: overlay.focus === 'cancel' ? 'confirm' : 'cancel'});
		case 'left': case 'up': return change({focus: 'cancel'});
		case 'right': case 'down': return change({focus: 'confirm'});
		case 'enter':
			// An Enter that came along with other keys was typed before the question was read.
			if (event.isTypedAhead) return;
			if (overlay.focus === 'cancel') return dispatch(close);
			if (isConfirmable(overlay)) dispatch(overlay.onConfirm);
			return;
		default: {
			const field = overlay.expected === undefined ? undefined : editText(overlay.field, event.key, event.text);
			// Who typed the whole count has read it: Enter is then about what was typed.
			if (field !== undefined) change({field, focus: isConfirmable({...overlay, field}) ? 'confirm' : 'cancel'});
		}
	}
}

/** What scrolls a plan; all else answers its question. */
function handlePreview({state, dispatch, overlay, event}: Context<PreviewOverlay>): void {
	const {plan} = state.bulk ?? {};
	const height = bulkPlanHeight(bodyHeight(state));
	const step = {down: 1, up: -1, pagedown: height, pageup: -height}[event.key];
	if (step !== undefined && plan !== undefined) {
		const last = Math.max(0, bulkPlanLines(plan, state.terminal.columns).length - height);
		return dispatch({type: 'overlay/changed', overlay: {...overlay, top: Math.max(0, Math.min(overlay.top + step, last))}});
	}
	const field = plan === undefined ? undefined : fieldOfPlan(plan);
	if (event.key === 'R' && plan?.kind === 'verdict' && plan.verdict.kind !== 'edit' && field !== undefined) {
		return dispatch({type: 'bulk/requested', job: {kind: 'rule', of: field, verdict: plan.verdict.kind}});
	}
	if (overlay.confirmLabel === undefined && event.key === 'enter' && !event.isTypedAhead) return dispatch(close);
	handleQuestion({state, dispatch, overlay, event});
}

function handleChoice({dispatch, overlay, event}: Context<OverlayOf<'choice'>>): void {
	const chosen = overlay.options.find(({key}) => key === event.key);
	if (chosen !== undefined) dispatch(chosen.action);
}

const textSteps = (height: number): Readonly<Record<string, number>> => ({
	j: 1, down: 1, k: -1, up: -1, space: height, pagedown: height, pageup: -height, 'ctrl-d': Math.ceil(height / 2), 'ctrl-u': -Math.ceil(height / 2),
	g: -Infinity, home: -Infinity, G: Infinity, end: Infinity,
});

function handleText({state, dispatch, overlay, event}: Context<OverlayOf<'text'>>): void {
	if (event.key === 'q' || event.key === 'enter' || event.key === 'w') return dispatch(close);
	if (event.key === 'v') return dispatch({type: 'pager/requested', title: overlay.title, text: overlay.text});
	const height = overlayTextHeight(bodyHeight(state));
	const step = textSteps(height)[event.key];
	if (step === undefined) return;
	const last = Math.max(0, wrap(overlay.text, overlayTextWidth(state.terminal.columns)).length - height);
	dispatch({type: 'overlay/changed', overlay: {...overlay, top: Math.max(0, Math.min(overlay.top + step, last))}});
}
