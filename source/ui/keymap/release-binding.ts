import {describePushHold} from '../../core/text/describe-push-hold.js';
import type {PushHold} from '../../core/stores/push-hold-store.js';
import type {ConfirmOverlay} from '../store/overlay.js';
import {isHeld} from '../store/selectors.js';
import {safe} from '../text/safe.js';
import type {Binding} from './binding.js';
import {question} from './confirmations.js';

/** Letting changes leave again after a restore. What was not read in full since is refused by the operation, which names it. */
export const releaseBinding: Binding = {
	id: 'push.release', keys: ['P'], label: 'release hold', help: 'Let changes leave again after the database was found to be a restored one; asks first.', isModifying: true, role: 'admin',
	disabledReason: state => (isHeld(state) ? undefined : 'Pushing is not held.'),
	run: ({state, dispatch}) => {
		const hold = state.resources.health.data?.pushHold;
		if (hold !== undefined) dispatch({type: 'overlay/opened', overlay: confirmRelease(hold, new Date(state.now))});
	},
};

const confirmRelease = (hold: PushHold, now: Date): ConfirmOverlay => ({...question({
	title: safe('Let changes leave again'),
	lines: [
		safe(describePushHold(hold, now).what),
		safe('What waits leaves with the next sync, and is not taken back from there.'),
		safe('Refused until everything was read in full since; what that asks should be looked at first.'),
	],
	confirmLabel: safe('release'),
	onConfirm: {type: 'push/release-requested'},
}), expected: 'release'});
