import type {StateBefore} from '../../core/stores/conflict-store.js';
import type {InternalEdit} from '../../core/stores/internal-edit-store.js';

/** What a verdict keeps of the field that it found, so that undo can put it back to the letter. */
export const toStateBefore = ({internal, base, theirs}: Omit<StateBefore, 'edit'>, edit: InternalEdit | undefined): StateBefore => ({
	internal, base, theirs, edit: edit && {before: edit.before, changedAt: edit.changedAt, changedBy: edit.changedBy, isDecided: edit.isDecided},
});

/** The same of a verdict that moves nothing: what our side held is all there is to know. */
export const toUntouchedBefore = (internal: StateBefore['internal']): StateBefore => ({internal, base: undefined, theirs: undefined, edit: undefined});
