import type {Operations} from '../../operations/operations.js';
import type {Action} from '../store/actions.js';
import type {Store} from '../store/create-store.js';
import type {ConsoleState} from '../store/state.js';

/** What effects work with: they ask the operations, and tell the store what came of it. */
export type EffectContext = {
	readonly store: Store<ConsoleState, Action>;
	/** Undefined until the database was reached. */
	readonly operations: () => Operations | undefined;
	readonly now: () => Date;
};

/** An effect for actions of some types; it never throws, it dispatches failures. */
export type Effect = (action: Action) => void;
