import {entityDefinitions} from '../entity.js';
import type {Health, HealthState, PairHealth} from '../health.js';
import {formatSpan} from './format-age.js';
import {formatAmount, formatCount} from './format-count.js';

/** `text` is one sentence, in parts that " · " divides, the worst first; `state` says how it is meant, and which sign it gets. */
export type Headline = {readonly state: HealthState; readonly text: string};

/** What somebody has to hear who was just woken up, in one sentence. Nothing is called in step while anything that is known of is not. */
export function describeHealth(health: Health): Headline {
	const {pairs, pendingConflicts, isDatabaseReadOnly = false} = health;
	const failing = pairs.filter(({state}) => state === 'failing');
	const waiting = tellWaiting(health);
	if (failing.length > 0) return toHeadline('failing', [`failing: ${failing.map(pair => tellFailing(pair, health.at)).join(', ')}`, ...waiting]);
	if (waiting.length > 0) {
		const isOnlyConflicts = waiting.length === 1 && pendingConflicts > 0;
		return toHeadline(isDatabaseReadOnly ? 'failing' : 'waiting', isOnlyConflicts ? [...waiting, tellOwed(pairs) ?? 'everything else is in step'] : waiting);
	}
	if (pairs.length === 0) return toHeadline('off', ['no sync is set up']);
	if (pairs.every(({state}) => state === 'off')) return toHeadline('off', ['no system is switched on', 'parley systems edit, then parley systems enable']);
	const first = pairs.filter(pair => isNeverSynced(pair) && pair.running !== undefined);
	if (first.length > 0) return toHeadline('running', [`${tellPairs(first)} ${first.length === 1 ? 'is' : 'are'} synced for the first time`]);
	const owed = tellOwed(pairs);
	return toHeadline('ok', owed === undefined ? ['everything is in step'] : ['everything that came in is in step', owed]);
}

const toHeadline = (state: HealthState, facts: readonly string[]): Headline => {
	const text = facts.join(' · ');
	return {state, text: `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`};
};

/** What is not in step though nothing fails, or besides what does. */
function tellWaiting({pairs, pendingConflicts, isDatabaseReadOnly = false, pushHold, longTransactions = []}: Health): readonly string[] {
	const calm = pairs.filter(({state}) => state !== 'failing');
	const lacking = (shortfall: PairHealth['shortfalls'][number]) => calm.filter(({shortfalls}) => shortfalls.includes(shortfall));
	const [stopped, partial, late] = [lacking('full_pass'), lacking('partial_run'), pairs.filter(({lateSince}) => lateSince !== undefined)];
	const never = calm.filter(pair => isNeverSynced(pair) && pair.running === undefined);
	const places = pairs.filter(pair => pair.pendingConflicts > 0).length;
	const rejected = pairs.reduce((sum, pair) => sum + pair.rejected, 0);
	return [
		...(isDatabaseReadOnly ? ['nothing can be changed'] : []),
		...(pushHold === undefined ? [] : ['nothing is sent']),
		...(longTransactions.length === 0 ? [] : [formatAmount(longTransactions.length, 'transaction is open for long', 'transactions are open for long')]),
		...(stopped.length === 0 ? [] : [`the last full ${stopped.length === 1 ? 'pass' : 'passes'} of ${tellPairs(stopped)} failed`]),
		...(partial.length === 0 ? [] : [`the last ${partial.length === 1 ? 'run' : 'runs'} of ${tellPairs(partial)} ${partial.length === 1 ? 'was' : 'were'} partial`]),
		...(pendingConflicts === 0 ? [] : [`${formatAmount(pendingConflicts, 'conflict waits', 'conflicts wait')} for a person${places > 1 ? ` in ${places} places` : ''}`]),
		...(rejected === 0 ? [] : [formatAmount(rejected, 'record was rejected', 'records were rejected')]),
		...(late.length === 0 ? [] : [formatAmount(late.length, 'sync is overdue', 'syncs are overdue')]),
		...(never.length === 0 ? [] : [`${tellPairs(never)} ${never.length === 1 ? 'was' : 'were'} never synced`]),
	];
}

/** No trouble: where pushing is off, that is how it is meant, and where it is on, the next run sends them. */
function tellOwed(pairs: readonly PairHealth[]): string | undefined {
	const owed = pairs.reduce((sum, {outboxDepth}) => sum + outboxDepth, 0);
	return owed === 0 ? undefined : `${formatAmount(owed, 'change of ours is', 'changes of ours are')} not sent`;
}

/** Switched on, and nothing ever went through to its end. What failed or was partial is told as that. */
const isNeverSynced = ({state, direction, lastInboundAt, lastOutboundAt, shortfalls}: PairHealth): boolean =>
	state !== 'off' && state !== 'failing' && shortfalls.length === 0 && (direction === 'outbound' ? lastOutboundAt : lastInboundAt) === undefined;

const mostNamed = 2;
const tellPair = ({systemName, entityType}: PairHealth): string => `${systemName} ${entityDefinitions[entityType].plural}`;
const tellPairs = (pairs: readonly PairHealth[]): string => (pairs.length <= mostNamed ? pairs.map(tellPair).join(' and ') : `${formatCount(pairs.length)} syncs`);
const tellFailing = (pair: PairHealth, at: Date): string => `${tellPair(pair)}${pair.failingSince === undefined ? '' : ` for ${formatSpan(at.getTime() - pair.failingSince.getTime())}`}`;
