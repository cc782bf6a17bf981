import type {Action, ActionType} from './actions.js';
import type {ConsoleState} from './state.js';

/** What actions of some types do to the state, by type. Pure: time and ids come with the action. */
export type Handlers<T extends ActionType> = {readonly [K in T]: (state: ConsoleState, action: Action<K>) => ConsoleState};
