/** Holds the state. Actions are taken in one by one, in order; what they cause is told when all of them are. */
export type Store<State, Action> = {
	readonly getState: () => State;
	readonly dispatch: (action: Action) => void;
	/** Told when the state has changed. */
	readonly subscribe: (listener: () => void) => () => void;
	/** Called with each action after the state has taken it in. */
	readonly onAction: (effect: (action: Action) => void) => void;
	/** Called when no action is left, until it dispatches none itself. */
	readonly onSettled: (effect: () => void) => void;
};

export function createStore<State, Action>(reduce: (state: State, action: Action) => State, initial: State): Store<State, Action> {
	let state = initial;
	let isDraining = false;
	const queue: Action[] = [];
	const listeners = new Set<() => void>();
	const actionEffects: Array<(action: Action) => void> = [];
	const settledEffects: Array<() => void> = [];
	const drain = (): void => {
		while (queue.length > 0) {
			const before = state;
			for (let action = queue.shift(); action !== undefined; action = queue.shift()) {
				state = reduce(state, action);
				for (const effect of actionEffects) effect(action);
			}
			if (state !== before) for (const listener of listeners) listener();
			for (const effect of settledEffects) effect();
		}
	};
	return {
		getState: () => state,
		dispatch: action => {
			queue.push(action);
			if (isDraining) return; // Dispatched by an effect: it waits its turn.
			isDraining = true;
			try {
				drain();
			} finally {
				isDraining = false;
			}
		},
		subscribe: listener => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		onAction: effect => {
			actionEffects.push(effect);
		},
		onSettled: effect => {
			settledEffects.push(effect);
		},
	};
}
