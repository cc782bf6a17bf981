import {formatAmount} from '../../core/text/format-count.js';
import type {Operations} from '../../operations/operations.js';
import {joinSafe, safe} from '../text/safe.js';
import type {Action} from '../store/actions.js';
import type {Store} from '../store/create-store.js';
import {toFailure} from '../store/failure.js';
import type {ConsoleState} from '../store/state.js';
import {noticeFor} from '../store/update.js';
import {createCanceller} from './cancel-operation.js';
import type {EffectContext} from './context.js';
import {createPoamMaker} from './create-poams.js';
import {createLoader} from './load-visible.js';
import {createReconnector} from './reconnect.js';
import {createReleaser} from './release-pushing.js';
import {createBulkRunner} from './run-bulk.js';
import {createRuleChanger} from './change-rules.js';
import {createDiscarder} from './discard-rejected.js';
import {createProgramRunner, type Programs} from './run-programs.js';
import {createWorkRunner} from './run-work.js';
import {createSettler} from './settle-conflicts.js';

export type EffectOptions = {
	readonly store: Store<ConsoleState, Action>;
	readonly open: () => Promise<Operations>;
	readonly now: () => Date;
	readonly terminal: {readonly redraw: () => void; readonly suspend: () => Promise<void>; readonly copy: (text: string) => boolean};
	readonly programs: Programs;
	readonly quit: () => void;
};

/** Everything outside the store that actions cause. */
export type Effects = {
	/** Stops what runs here and lets go of the database. */
	readonly close: () => Promise<void>;
};

export function createEffects({store, open, now, terminal, programs, quit}: EffectOptions): Effects {
	const reconnector = createReconnector({store, now}, open);
	const context: EffectContext = {store, now, operations: reconnector.operations};
	const settle = createSettler(context);
	const bulk = createBulkRunner(context);
	const syncs = createWorkRunner(context);
	const others = [createRuleChanger(context), createDiscarder(context), createCanceller(context), createPoamMaker(context), createReleaser(context), createProgramRunner(context, programs)];
	const copy = (what: string, text: string): void => {
		const isCopied = terminal.copy(text);
		store.dispatch({
			type: 'notice/shown', tone: isCopied ? 'ok' : 'failing', forMs: noticeFor.undo,
			text: safe(isCopied ? `${what}: given to your terminal for its clipboard` : `${what} is too long for a terminal's clipboard; a command with --json prints it.`),
		});
	};
	let isQuitting = false;
	store.onAction(action => {
		reconnector.handle(action);
		settle(action);
		bulk.handle(action);
		syncs.handle(action);
		for (const handle of others) handle(action);
		if (action.type === 'terminal/redraw-requested') terminal.redraw();
		if (action.type === 'terminal/suspend-requested') void terminal.suspend();
		if (action.type === 'clipboard/copy-requested') copy(action.what, action.text);
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
			await Promise.all([bulk.close(), syncs.close()]);
			await reconnector.close();
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
