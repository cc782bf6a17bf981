import {describeFirstAdmin} from '../../core/text/describe-first-admin.js';
import {hasRole, nameRole, type Role} from '../../core/actor.js';
import type {Dispatch} from '../store/actions.js';
import type {ScreenName} from '../store/route.js';
import type {ConsoleState} from '../store/state.js';

export type BindingContext = {readonly state: ConsoleState; readonly dispatch: Dispatch};

/** One thing that a key does. Footer, help, docs/keymap.md and the dispatcher all read it. */
export type Binding = {
	/** Names it for ever: "conflicts.keep-ours". */
	readonly id: string;
	/** Any of these; two keys one after the other stand with a blank between them: "g h". */
	readonly keys: readonly string[];
	/** A few words for the footer. */
	readonly label: string;
	/** One sentence for the help. */
	readonly help: string;
	/** Its place in the footer, lowest first; without it, it is not there. */
	readonly footer?: number;
	/** The screens whose footer offers it, where it works on all. */
	readonly footerOn?: readonly ScreenName[];
	/** It changes something: gone in a read-only console. */
	readonly isModifying?: boolean;
	/** The least role that may modify so; an operator where it is not said. */
	readonly role?: Role;
	/** Why it can do nothing now; undefined when it can. */
	readonly disabledReason?: (state: ConsoleState) => string | undefined;
	readonly run: (context: BindingContext) => void;
};

export type Keymap = {readonly title: string; readonly bindings: readonly Binding[]};

/** Why a binding is off, from what holds for all of its kind to its own reason. */
export function reasonOff(binding: Binding, state: ConsoleState): string | undefined {
	if (binding.isModifying === true) {
		if (state.isReadOnly) return 'This console is read-only.';
		// The operation refuses it too; here it is said before it is asked.
		const needed = binding.role ?? 'operator';
		if (state.actor !== undefined && !hasRole(state.actor, needed)) {
			const refusal = `${state.actor.username} is ${nameRole(state.actor.role)}: ${nameRole(needed)} has to do it.`;
			return state.actor.isAdminMissing === true ? `${refusal} ${describeFirstAdmin(state.actor)}` : refusal;
		}
		if (state.connection.kind !== 'live') return 'The database is not reached; nothing can be changed.';
	}
	return binding.disabledReason?.(state);
}

const shownKeys: Readonly<Record<string, string>> = {enter: '↵', escape: 'esc', up: '↑', down: '↓', left: '←', right: '→', pageup: 'PgUp', pagedown: 'PgDn', home: 'Home', end: 'End'};

/** A key as the screen and the documents name it: "↵", "ctrl-l", "g h". */
export const showKey = (key: string): string => key.split(' ').map(part => shownKeys[part] ?? part).join(' ');
