import {formatAmount} from '../../core/text/format-count.js';
import {joinSafe, safe} from '../text/safe.js';
import {mappingTestText} from './mapping-test-text.js';
import type {Failure} from './failure.js';
import type {Handlers} from './handlers.js';
import {markStale} from './resource.js';
import type {ConsoleState} from './state.js';
import {noticeFor, withNotice, withResource} from './update.js';

const tell = (failure: Failure) => joinSafe([failure.message, failure.nextStep], safe(' '));

/** The prompt that waits for an answer shows what is wrong, and keeps what was typed; elsewhere a notice says it. */
function tellFailure(state: ConsoleState, failure: Failure): ConsoleState {
	const {overlay} = state;
	if (overlay?.kind === 'prompt' && overlay.isBusy) return {...state, overlay: {...overlay, isBusy: false, problem: tell(failure)}};
	return withNotice({...state, overlay: undefined}, 'failing', tell(failure), noticeFor.untilDismissed);
}

/** While the operation answers, the prompt that asked it waits. */
const wait = (state: ConsoleState): ConsoleState =>
	(state.overlay?.kind === 'prompt' ? {...state, overlay: {...state.overlay, isBusy: true, problem: undefined}} : state);

const closed = (state: ConsoleState): ConsoleState => (state.overlay?.kind === 'prompt' && state.overlay.isBusy ? {...state, overlay: undefined} : state);

const fresh = (state: ConsoleState): ConsoleState => withResource(withResource(state, 'rule', markStale), 'rules', markStale);

export const ruleHandlers: Handlers<
	| 'rule/edit-requested' | 'rule/drafted' | 'rule/edit-failed' | 'rule/dropped' | 'rule/editor-requested' | 'rule/save-requested' | 'rule/saved' | 'rule/save-failed'
	| 'rule/try-requested' | 'rule/tried' | 'rule/try-failed' | 'push/requested' | 'push/release-requested'
> = {
	'rule/edit-requested': wait,
	'rule/drafted': (state, {draft}) => {
		const drafted = {...closed(state), draft, refusedRules: undefined};
		if (draft === undefined) return withNotice(drafted, 'dim', safe('Nothing differs from the rules that are in force.'));
		const changes = draft.policyChanges.length + draft.mappingChanges.length;
		return withNotice(drafted, 'ok', safe(`${formatAmount(changes, 'rule differs', 'rules differ')}, nothing is saved yet · t tries it on a record · w saves`), noticeFor.undo);
	},
	'rule/edit-failed': (state, {failure, text}) => tellFailure({...state, refusedRules: text ?? state.refusedRules}, failure),
	'rule/dropped': state => withNotice({...state, overlay: undefined, draft: undefined, refusedRules: undefined}, 'dim', safe('The change is forgotten; the rules are as they were.')),
	'rule/editor-requested': state => state,
	'rule/save-requested': state => ({...state, overlay: undefined}),
	'rule/saved': (state, {text}) => withNotice(fresh({...state, draft: undefined}), 'ok', text, noticeFor.undo),
	// What was saved of it is no part of it any more: the fresh rules show that.
	'rule/save-failed': (state, {failure}) => tellFailure(fresh(state), failure),
	'rule/try-requested': (state, {externalId}) => wait({...state, triedOn: externalId}),
	// Who closed the question does not wait for the answer any more.
	'rule/tried': (state, {test, hasDraft}) => (closed(state) === state ? state : {...state, overlay: {kind: 'text', ...mappingTestText(test, hasDraft), top: 0}}),
	'rule/try-failed': (state, {failure}) => tellFailure(state, failure),
	'push/requested': state => ({...state, overlay: undefined}),
	'push/release-requested': state => ({...state, overlay: undefined}),
};
