import type {Operations} from '../../operations/operations.js';
import type {Action} from '../store/actions.js';
import type {Store} from '../store/create-store.js';
import type {ConsoleState} from '../store/state.js';
import {createCanceller} from './cancel-operation.js';
import type {EffectContext} from './context.js';
import {createCopier} from './copy-text.js';
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
import {createAuditVerifier} from './verify-audit.js';

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
	const others = [
		createRuleChanger(context), createDiscarder(context), createCanceller(context), createPoamMaker(context), createReleaser(context),
		createAuditVerifier(context), createProgramRunner(context, programs), createCopier(context, terminal.copy),
	];
	let isQuitting = false;
	store.onAction(action => {
		reconnector.handle(action);
		settle(action);
		bulk.handle(action);
		syncs.handle(action);
		for (const handle of others) handle(action);
		if (action.type === 'terminal/redraw-requested') terminal.redraw();
		if (action.type === 'terminal/suspend-requested') void terminal.suspend();
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
