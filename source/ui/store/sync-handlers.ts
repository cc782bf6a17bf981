import type {Operation} from '../../core/operation.js';
import type {SafeText} from '../../core/text/safe-text.js';
import {joinSafe, safe} from '../text/safe.js';
import {toFailure} from './failure.js';
import type {Handlers} from './handlers.js';
import {markStale} from './resource.js';
import {createTextField} from './text-field.js';
import type {ToldOutcome} from './work.js';
import type {ConsoleState, NoticeTone} from './state.js';
import {noticeFor, withList, withNotice, withResource} from './update.js';
import {pluralOf, tellCounts} from './words.js';

/** Rules that somebody changed, or typed in an editor, and did not save. */
const hasDraft = ({draft, refusedRules}: ConsoleState): boolean => draft !== undefined || refusedRules !== undefined;

const isBusy = (state: ConsoleState): boolean => state.syncs.length > 0 || state.bulk?.phase === 'running';

export const syncHandlers: Handlers<
	| 'sync/requested' | 'work/requested' | 'sync/started' | 'sync/looked' | 'sync/progressed' | 'sync/stop-requested' | 'sync/finished' | 'sync/failed'
	| 'operation/cancel-requested' | 'operation/cancelled' | 'audit/verify-requested' | 'quit/requested' | 'quit/confirmed'
> = {
	'sync/requested': state => ({...state, overlay: undefined}),
	'work/requested': state => ({...state, overlay: undefined}),
	'sync/started': (state, {id, label, verb}) =>
		withNotice({...state, syncs: [...state.syncs, {id, label, verb, askedAt: state.route, looked: 0, operations: {}, isStopping: false}]}, 'running', safe(`${label}: ${verb === 'syncing' ? 'sync started' : verb}`)),
	'sync/looked': (state, {id, looked}) => ({...state, syncs: state.syncs.map(sync => (sync.id === id ? {...sync, looked} : sync))}),
	'sync/progressed': (state, {id, operations}) => ({...state, syncs: state.syncs.map(sync => (sync.id === id ? {...sync, operations} : sync))}),
	'sync/stop-requested': state => ({...state, syncs: state.syncs.map(sync => ({...sync, isStopping: true}))}),
	'sync/finished': (state, {id, outcome}) => {
		const label = state.syncs.find(sync => sync.id === id)?.label ?? safe('sync');
		const {tone, text} = tellOutcome(outcome);
		return withNotice({...state, syncs: state.syncs.filter(sync => sync.id !== id)}, tone, joinSafe([label, text], safe(': ')), tone === 'failing' ? noticeFor.untilDismissed : noticeFor.undo);
	},
	'sync/failed': (state, {id, failure}) => {
		const label = state.syncs.find(sync => sync.id === id)?.label ?? safe('sync');
		return withNotice({...state, syncs: state.syncs.filter(sync => sync.id !== id)}, 'failing', safe(`${label}: ${failure.message} ${failure.nextStep}`), noticeFor.untilDismissed);
	},
	'operation/cancel-requested': state => ({...state, overlay: undefined}),
	'operation/cancelled': (state, {cancellation: {kind, operation}}) => {
		const told = withList(withResource(state, 'operation', markStale), 'operations', list => ({...list, rows: list.rows.map(row => (row.id === operation.id ? operation : row))}));
		const run = `${operation.systemName}, run ${operation.id.slice(0, 8)}`;
		switch (kind) {
			case 'asked': return withNotice(told, 'running', safe(`${run}: it stops after the page in hand`), noticeFor.undo);
			case 'dead': return withNotice(told, 'waiting', safe(`${run}: its process was gone, so it is ended; C goes on`), noticeFor.undo);
			case 'over': return withNotice(told, 'dim', safe(`${run}: it had ended already (${operation.status})`), noticeFor.undo);
		}
	},
	'audit/verify-requested': state => withNotice(state, 'running', safe('Checking the chain of audit events'), noticeFor.untilDismissed),
	// Leaving would end what runs in this process, and forget what nobody saved, so it is asked first.
	'quit/requested': state => (isBusy(state) || hasDraft(state) ? {...state, overlay: quitQuestion(state)} : {...state, isQuitting: true}),
	'quit/confirmed': state => withNotice({...state, overlay: undefined, isQuitting: true}, 'running', safe('Stopping after the page in hand…'), noticeFor.untilDismissed),
};

const quitQuestion = (state: ConsoleState): NonNullable<ConsoleState['overlay']> => ({
	kind: 'confirm',
	title: safe(isBusy(state) ? 'Quit while work is running?' : 'Quit without saving the rules?'),
	lines: [
		...(hasDraft(state) ? [safe('Rules that were changed here are not saved: w on their screen saves them.')] : []),
		...(isBusy(state) ? tellWork(state) : []),
	],
	confirmLabel: safe(isBusy(state) ? 'stop and quit' : 'forget and quit'),
	expected: undefined,
	field: createTextField(),
	focus: 'cancel',
	onConfirm: {type: 'quit/confirmed'},
});

const tellWork = (state: ConsoleState): readonly SafeText[] => [
	...state.syncs.map(sync => safe(`${sync.label}: ${sync.verb}`)),
	...(state.bulk?.phase === 'running' ? [safe('Settling conflicts')] : []),
	safe(''),
	safe('It was started here and stops with this console, after the page in hand.'),
	safe('What is done stays done; the next run goes on from there.'),
];

const toneOf = (operations: readonly Operation[]): NoticeTone => {
	if (operations.some(operation => operation.status === 'failed')) return 'failing';
	return operations.every(operation => operation.status === 'completed') ? 'ok' : 'waiting';
};

export function tellOutcome(outcome: ToldOutcome): {readonly tone: NoticeTone; readonly text: SafeText} {
	const isCancelled = outcome.failure !== undefined && outcome.runs.some(({operation: {status}}) => status === 'cancelled');
	if (outcome.failure !== undefined && !isCancelled) {
		const {message, nextStep} = toFailure(outcome.failure);
		return {tone: 'failing', text: joinSafe([message, nextStep], safe(' '))};
	}
	const children = outcome.runs.flatMap(run => run.children);
	if (children.length === 0) return tellNothingDone(outcome);
	const told = children.map(child => {
		const counts = child.status === 'completed' ? tellCounts(child.counts) : safe(`${child.status}${child.problems[0] === undefined ? '' : `, ${child.problems[0]}`}`);
		return children.length === 1 || child.entityType === undefined ? counts : joinSafe([pluralOf(child.entityType), counts], safe(' '));
	});
	return {tone: toneOf(children), text: joinSafe(told, safe('; '))};
}

/** What was to be gone on with, and finished nothing, waits for somebody to begin it again. */
function tellNothingDone({unbegun}: ToldOutcome): {readonly tone: NoticeTone; readonly text: SafeText} {
	if (unbegun === undefined) return {tone: 'ok', text: safe('nothing was due')};
	if (unbegun.length === 0) return {tone: 'ok', text: safe('nothing was interrupted after a page; R runs it again')};
	const plurals = joinSafe(unbegun.map(({entityType}) => pluralOf(entityType)), safe(', '));
	return {tone: 'waiting', text: joinSafe([safe('no page of'), plurals, safe('was finished to go on from; R begins again')], safe(' '))};
}
