import {createContext, useContext} from 'react';
import type {Action} from '../store/actions.js';
import type {Store} from '../store/create-store.js';
import type {ConsoleState} from '../store/state.js';
import type {Theme} from '../theme/theme.js';

export type ConsoleContextValue = {readonly store: Store<ConsoleState, Action>; readonly theme: Theme};

export const ConsoleContext = createContext<ConsoleContextValue | undefined>(undefined);

export function useConsole(): ConsoleContextValue {
	const value = useContext(ConsoleContext);
	if (value === undefined) throw new Error('This component is drawn outside of the console.');
	return value;
}
