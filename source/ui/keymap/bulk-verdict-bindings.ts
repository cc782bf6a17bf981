import type {BulkSelection} from '../store/bulk.js';
import type {ConsoleState} from '../store/state.js';
import type {Binding} from './binding.js';

export type BulkVerdictKeys = {
	/** Begins the ids of the bindings. */
	readonly screen: 'causes' | 'groups';
	/** As the help calls those that a verdict is about: "this group". */
	readonly what: string;
	/** Places in the footer, of keeping ours, keeping theirs and ignoring. */
	readonly footer: readonly [number, number, number];
	readonly disabledReason: NonNullable<Binding['disabledReason']>;
	readonly select: (state: ConsoleState) => BulkSelection | undefined;
};

/** One key a verdict over all conflicts that a row stands for; a preview comes first. */
export function bulkVerdictBindings({screen, what, footer: [ours, theirs, neither], disabledReason, select}: BulkVerdictKeys): readonly Binding[] {
	const all = `in all conflicts of ${what}; shows them first.`;
	const verdict = (kind: 'keep_internal' | 'keep_external' | 'ignore', binding: Pick<Binding, 'id' | 'keys' | 'label' | 'help' | 'footer'>): Binding => ({
		...binding, isModifying: true, disabledReason,
		run: ({state, dispatch}) => {
			const selection = select(state);
			if (selection !== undefined) dispatch({type: 'bulk/requested', job: {kind: 'verdict', verdict: {kind}, selection}});
		},
	});
	return [
		verdict('keep_internal', {id: `${screen}.keep-ours`, keys: ['i'], label: 'keep ours…', help: `Keep our value ${all}`, footer: ours}),
		verdict('keep_external', {id: `${screen}.keep-theirs`, keys: ['x'], label: 'keep theirs…', help: `Take the external value ${all}`, footer: theirs}),
		verdict('ignore', {id: `${screen}.ignore`, keys: ['n'], label: 'ignore…', help: `Leave both sides as they are ${all}`, footer: neither}),
	];
}
