import type {Action} from '../../source/ui/store/actions.js';
import type {InputEvent} from '../../source/ui/input/input-event.js';
import {dispatchInput} from '../../source/ui/keymap/dispatch-input.js';
import {createStore, type Store} from '../../source/ui/store/create-store.js';
import {reduce} from '../../source/ui/store/reducer.js';
import {type ConsoleState, createState} from '../../source/ui/store/state.js';
import {toTarget} from '../../source/ui/store/route.js';
import {memoryHealth} from './memory-operations/memory-health.js';
import {createMemoryWorld, type MemoryWorld} from './memory-operations/memory-world.js';

export type StateHarness = Store<ConsoleState, Action> & {
	readonly world: MemoryWorld;
	/** Every action that was dispatched since the last call. */
	readonly takeActions: () => readonly Action[];
	readonly press: (...keys: readonly string[]) => void;
	readonly input: (event: InputEvent) => void;
};

/** Text that a key of this name writes, as the decoder tells it. */
const textOf = (key: string): string | undefined => (key === 'space' ? ' ' : [...key].length === 1 ? key : undefined);

/** The store without effects, on Health with everything read: what keys and answers do to the state. */
export function createConsoleState(initial: Partial<ConsoleState> = {}): StateHarness {
	const world = createMemoryWorld(() => new Date('2026-11-21T14:00:00Z'));
	const now = world.now().getTime();
	const state = createState({environmentName: 'test', version: '0.0.0', isReadOnly: false, terminal: {columns: 80, rows: 24}, now});
	const store = createStore<ConsoleState, Action>(reduce, {...state, ...initial});
	let actions: Action[] = [];
	store.onAction(action => actions.push(action));
	store.dispatch({type: 'connection/opened', actor: {userId: 1, username: 'sam', role: 'operator'}, isReadOnly: false});
	answerResource(store, {name: 'health', data: memoryHealth(world)});
	const input = (event: InputEvent): void => dispatchInput(store, event);
	return {
		...store, world, input,
		takeActions: () => {
			const taken = actions;
			actions = [];
			return taken;
		},
		press: (...keys) => {
			for (const key of keys) input({kind: 'key', key, text: textOf(key), isTypedAhead: false});
		},
	};
}

type ResourceLoaded = Extract<Action, {readonly type: 'resource/loaded'}>;
type ListLoaded = Extract<Action, {readonly type: 'list/loaded'}>;

/** Asks for a resource and gives the answer, as the effect would. */
export function answerResource(store: Store<ConsoleState, Action>, answer: ResourceLoaded['answer']): void {
	const {epoch, resources, now} = store.getState();
	const request = {epoch, target: resources[answer.name].target};
	store.dispatch({type: 'resource/load-started', name: answer.name, request});
	store.dispatch({type: 'resource/loaded', request, answer, at: now});
}

/** The first page of a list. */
export function answerList(store: Store<ConsoleState, Action>, answer: ListLoaded['answer']): void {
	const {epoch, lists, now} = store.getState();
	const request = {epoch, target: lists[answer.list].target, part: 'first', after: undefined, limit: 100} as const;
	store.dispatch({type: 'list/load-started', list: answer.list, request});
	store.dispatch({type: 'list/loaded', request, answer, at: now});
}

/** Opens the conflicts of the first cause of the world, with their rows read. */
export function openConflicts(harness: StateHarness): void {
	const filter = {status: 'pending', externalSystemId: 2, entityType: 'poam', fieldName: 'scheduled_completion', reason: 'both_changed'} as const;
	harness.press('2');
	harness.dispatch({type: 'route/opened', route: {screen: 'conflicts', filter}});
	const rows = harness.world.conflicts.filter(conflict => conflict.fieldName === filter.fieldName);
	answerList(harness, {list: 'conflicts', page: {rows, next: undefined}});
	if (harness.getState().lists.conflicts.target !== toTarget(filter)) throw new Error('The list shows something else.');
}
