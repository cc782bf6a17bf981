import type {Operations} from '../../operations/operations.js';
import {formatAmount} from '../text/format.js';
import {joinSafe, safe} from '../text/safe.js';
import type {Action} from '../store/actions.js';
import type {Store} from '../store/create-store.js';
import {toFailure} from '../store/failure.js';
import type {ConsoleState} from '../store/state.js';
import {noticeFor} from '../store/update.js';
import {createConnector} from './connect.js';
import type {EffectContext} from './context.js';
import {createLoader} from './load-visible.js';
import {createSyncRunner} from './run-syncs.js';
import {createSettler} from './settle-conflicts.js';

export type EffectOptions = {
	readonly store: Store<ConsoleState, Action>;
	readonly open: () => Promise<Operations>;
	readonly now: () => Date;
	readonly terminal: {readonly redraw: () => void; readonly suspend: () => Promise<void>};
	readonly quit: () => void;
};

/** Everything outside the store that actions cause. */
export type Effects = {
	/** Stops what runs here and lets go of the database. */
	readonly close: () => Promise<void>;
};

export function createEffects({store, open, now, terminal, quit}: EffectOptions): Effects {
	const connector = createConnector({store, now}, open);
	const context: EffectContext = {store, now, operations: connector.operations};
	const settle = createSettler(context);
	const syncs = createSyncRunner(context);
	let isQuitting = false;
	store.onAction(action => {
		connector.handle(action);
		settle(action);
		syncs.handle(action);
		if (action.type === 'terminal/redraw-requested') terminal.redraw();
		if (action.type === 'terminal/suspend-requested') void terminal.suspend();
		if (action.type === 'audit/verify-requested') void verifyAudit(context);
	});
	store.onSettled(createLoader(context));
	store.onSettled(() => {
		if (isQuitting || !store.getState().isQuitting) return;
		isQuitting = true;
		quit();
	});
	const clock = setInterval(() => store.dispatch({type: 'clock/ticked', now: now().getTime()}), 1000);
	return {
		close: async () => {
			clearInterval(clock);
			await syncs.close();
			await connector.close();
		},
	};
}

async function verifyAudit({store, operations}: EffectContext): Promise<void> {
	const api = operations();
	if (api === undefined) return;
	try {
		const {events, firstBroken} = await api.verifyAudit();
		const amount = formatAmount(events, 'audit event', 'audit events');
		if (firstBroken === undefined) store.dispatch({type: 'notice/shown', tone: 'ok', text: joinSafe([amount, safe('the chain holds')], safe(': ')), forMs: noticeFor.undo});
		else store.dispatch({type: 'notice/shown', tone: 'failing', text: safe(`The chain of audit events is broken at number ${firstBroken}: something before it was changed or removed.`), forMs: noticeFor.untilDismissed});
	} catch (error) {
		store.dispatch({type: 'request/failed', failure: toFailure(error)});
	}
}
