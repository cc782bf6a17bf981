import {isSamePair, type PairRules, type RuleDraft} from './rule-draft.js';
import type {ConsoleState} from './state.js';

/** The draft for the pair whose rules are in front. */
export function draftInFront({route, draft}: Pick<ConsoleState, 'route' | 'draft'>): RuleDraft | undefined {
	return route.screen === 'rule' && draft !== undefined && isSamePair(draft.rules, route.pair) ? draft : undefined;
}

/** The rules in front as they are to be: those of the draft where there is one. */
export const rulesInFront = (state: Pick<ConsoleState, 'route' | 'draft' | 'resources'>): PairRules | undefined =>
	draftInFront(state)?.rules ?? (state.route.screen === 'rule' ? state.resources.rule.data : undefined);
