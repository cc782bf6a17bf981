import type {Action, ActionType} from './actions.js';
import {bulkHandlers} from './bulk-handlers.js';
import {conflictHandlers} from './conflict-handlers.js';
import {connectionHandlers} from './connection-handlers.js';
import {dataHandlers} from './data-handlers.js';
import {followCursor} from './follow-cursor.js';
import type {Handlers} from './handlers.js';
import {markHandlers} from './mark-handlers.js';
import {planHandlers} from './plan-handlers.js';
import {routeHandlers} from './route-handlers.js';
import {ruleHandlers} from './rule-handlers.js';
import {revealCursor, screenHandlers} from './screen-handlers.js';
import type {ConsoleState} from './state.js';
import {syncHandlers} from './sync-handlers.js';

/** One entry for each type of action: the compiler refuses a missing one. */
const handlers: Handlers<ActionType> = {
	...connectionHandlers, ...dataHandlers, ...screenHandlers, ...routeHandlers,
	...conflictHandlers, ...markHandlers, ...bulkHandlers, ...syncHandlers, ...planHandlers, ...ruleHandlers,
};

/** The state after an action. Pure. */
export function reduce<T extends ActionType>(state: ConsoleState, action: Action<T>): ConsoleState {
	const next = handlers[action.type](state, action);
	return followCursor(next.route === state.route ? next : revealCursor(next));
}
