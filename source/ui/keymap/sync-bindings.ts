import {runningOf, selectedPair, syncRequestHere} from '../store/selectors.js';
import type {ConsoleState} from '../store/state.js';
import {tellSync} from '../store/words.js';
import type {Binding} from './binding.js';
import {confirmFullSync} from './confirmations.js';

function whyNoSync(state: ConsoleState): string | undefined {
	const request = syncRequestHere(state);
	if (request === undefined) return 'No row says what to sync.';
	const pair = state.route.screen === 'health' ? selectedPair(state) : undefined;
	const isRunning = pair !== undefined && runningOf(state, pair) !== undefined;
	const label = tellSync(request);
	return isRunning || state.syncs.some(sync => sync.label === label) ? `${label}: a sync is running already.` : undefined;
}

/** What a sync would do, before anything is written. */
export const planBinding: Binding = {
	id: 'sync.plan', keys: ['p'], label: 'plan', help: 'Find out what a sync of this system and entity type would do, record by record; nothing is written.', footer: 22, isModifying: true,
	disabledReason: whyNoSync,
	run: ({state, dispatch}) => {
		const request = syncRequestHere(state);
		if (request !== undefined) dispatch({type: 'work/requested', work: {kind: 'plan', request: {systemName: request.systemName, entityType: request.entityType, scope: 'changes', selection: undefined}}});
	},
};

/** On every screen whose rows belong to a system. */
export const syncBindings: readonly Binding[] = [
	{
		id: 'sync.changes', keys: ['s'], label: 'sync', help: 'Sync this system and entity type now: what changed since the last run.', footer: 20, isModifying: true,
		disabledReason: whyNoSync,
		run: ({state, dispatch}) => {
			const request = syncRequestHere(state);
			if (request !== undefined) dispatch({type: 'sync/requested', request: {...request, scope: 'changes'}});
		},
	},
	{
		id: 'sync.full', keys: ['S'], label: 'full sync', help: 'Read everything of this system and entity type again; asks first.', footer: 21, isModifying: true,
		disabledReason: whyNoSync,
		run: ({state, dispatch}) => {
			const request = syncRequestHere(state);
			if (request !== undefined) dispatch({type: 'overlay/opened', overlay: confirmFullSync(request)});
		},
	},
];
