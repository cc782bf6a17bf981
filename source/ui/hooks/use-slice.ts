import {useRef, useSyncExternalStore} from 'react';
import type {ConsoleState} from '../store/state.js';
import {useConsole} from './console-context.js';

/** A part of the state. The component is drawn again only when that part is another one, member by member. */
export function useSlice<T>(select: (state: ConsoleState) => T): T {
	const {store} = useConsole();
	const last = useRef<{readonly value: T} | undefined>(undefined);
	return useSyncExternalStore(store.subscribe, () => {
		const value = select(store.getState());
		if (last.current === undefined || !isSame(last.current.value, value)) last.current = {value};
		return last.current.value;
	});
}

function isSame(left: unknown, right: unknown): boolean {
	if (Object.is(left, right)) return true;
	if (!isPlain(left) || !isPlain(right)) return false;
	const keys = Object.keys(left);
	return keys.length === Object.keys(right).length && keys.every(key => Object.is(left[key], right[key]));
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
