import {describeHealth} from '../core/text/describe-health.js';
import {describePushHold} from '../core/text/describe-push-hold.js';
import {describeWaitingPlans} from '../core/text/describe-waiting-plans.js';
import {entityDefinitions} from '../core/entity.js';
import {formatAge, formatSpan} from '../core/text/format-age.js';
import {formatAmount, formatCount} from '../core/text/format-count.js';
import type {Health, PairHealth, Shortfall} from '../core/health.js';
import {describeLongTransaction} from '../core/long-transaction.js';
import {readOnlyDatabase} from '../core/text/read-only-database.js';
import type {PushHold} from '../core/stores/push-hold-store.js';
import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import type {Command} from './command.js';
import {formatProgress} from './print/format-operation.js';
import {formatTable} from './print/format-table.js';
import {isSet} from './input/read-flags.js';
import {healthSigns} from './print/state-sign.js';
import {wrapLine} from './print/wrap-line.js';

const failing = 1;
const waiting = 5;

export const status: Command = {
	name: 'status',
	usage: '',
	summary: 'Show how every sync is doing, and what waits for a person.',
	flags: {check: {type: 'boolean', help: 'For monitoring: end with 1 when something fails, with 5 when a person is waited for.'}},
	examples: ['parley status', 'parley status --json', 'parley status --check || notify-on-call'],
	run: async ({flags, output, operations}) => {
		const health = await (await operations()).getHealth();
		if (isSet(flags, 'json')) output.json(health);
		else for (const line of toLines(health, output.width)) output.line(line);
		if (!isSet(flags, 'check')) return 0;
		if (health.state === 'failing') return failing;
		return health.state === 'waiting' || health.pushHold !== undefined ? waiting : 0;
	},
};

function toLines(health: Health, width: number | undefined): readonly SafeText[] {
	const {pairs, systems, pendingConflicts, isDaemonAlive, isDatabaseReadOnly = false, pushHold, waitingPlans, longTransactions = [], at} = health;
	const wrapAll = (lines: readonly SafeText[]): readonly SafeText[] => lines.flatMap(line => wrapLine(line, width));
	const alerts = wrapAll([
		...(isDatabaseReadOnly ? [ownText`✖ ${toSafeText(readOnlyDatabase.what)}`, ownText`  Next: ${toSafeText(readOnlyDatabase.nextStep)}`] : []),
		...(pushHold === undefined ? [] : describeHold(pushHold, at)),
		...longTransactions.map(long => toSafeText(describeLongTransaction(long))),
	]);
	if (pairs.length === 0) return [...alerts, ...wrapAll([ownText`No policies: nothing is synced. "parley db seed" puts the default ones in.`])];
	const {state, text} = describeHealth(health);
	return [
		...alerts,
		...wrapAll([ownText`${healthSigns[state]} ${toSafeText(text)}`]),
		...formatTable({
			// What went wrong is as long as it likes, so it stands last: through a pipe no row is filled up to its length.
			columns: [{header: '', minWidth: 12}, {header: ''}, {header: ''}, {header: '', minWidth: 16}, {header: '', minWidth: 16, isWrapped: true}],
			rows: pairs.map(pair => [
				toSafeText(pair.systemName), toSafeText(entityDefinitions[pair.entityType].plural), healthSigns[pair.state], describeTimes(pair, at), describeState(pair, {at, width, pausedUntil: systems.find(system => system.externalSystemId === pair.externalSystemId)?.limiter.pausedUntil}),
			]),
			hasHeader: false, width,
		}),
		...wrapAll([
			...(width === undefined ? [] : [...tellPauses(systems, at), ...tellProblems(pairs)]),
			...(pendingConflicts > 0 ? [ownText`What waits for a person: parley conflicts list`] : []),
			...(waitingPlans === undefined ? [] : [ownText`${toSafeText(describeWaitingPlans(waitingPlans, at))}: parley plans list`]),
			...(pairs.every(pair => pair.state === 'off') ? [ownText`Set how to get in (parley systems edit NAME --set OPTION), then: parley systems enable NAME`] : []),
			...(isDaemonAlive ? [] : [ownText`No daemon runs, so nothing is synced by schedule: parley daemon`]),
		]),
	];
}

const tellPauses = (systems: Health['systems'], at: Date): readonly SafeText[] =>
	systems.flatMap(({systemName, limiter: {pausedUntil}}) => (pausedUntil !== undefined && pausedUntil > at ? [ownText`▲ ${describePause(systemName, pausedUntil, at)}`] : []));

/** Why a pair fails, or is not whole: a row has no room for it. */
const tellProblems = (pairs: Health['pairs']): readonly SafeText[] => pairs.flatMap(({systemName, entityType, state, problem}) =>
	(problem === undefined || state === 'off' ? [] : [ownText`${healthSigns[state === 'failing' ? 'failing' : 'waiting']} ${toSafeText(systemName)} ${toSafeText(entityDefinitions[entityType].plural)}: ${toSafeText(problem)}`]));

function describeHold(hold: PushHold, at: Date): readonly SafeText[] {
	const {what, why, nextStep} = describePushHold(hold, at);
	return [ownText`✖ ${toSafeText(what)}`, ownText`  ${toSafeText(why)}`, ownText`  Next: ${toSafeText(nextStep)}`];
}

type StatePlace = {
	readonly at: Date;
	/** The system asked to be left alone until then. */
	readonly pausedUntil: Date | undefined;
	readonly width: number | undefined;
};

const describePause = (systemName: string, until: Date, at: Date): SafeText => ownText`${toSafeText(systemName)} asked to pause, it goes on ${toSafeText(formatAge(until, at))}`;

const shortfallWords: Readonly<Record<Shortfall, SafeText>> = {partial_run: ownText`partial`, full_pass: ownText`full pass failed`};

/** On a terminal, why a pair fails or is not whole stands below the table: a row has no room for it. */
function describeState(pair: PairHealth, {at, pausedUntil, width}: StatePlace): SafeText {
	const isPaused = width === undefined && pausedUntil !== undefined && pausedUntil > at;
	const pause = isPaused ? ownText`; ${describePause(pair.systemName, pausedUntil, at)}` : ownText``;
	const since = pair.failingSince === undefined ? ownText`failing` : ownText`failing for ${toSafeText(formatSpan(at.getTime() - pair.failingSince.getTime()))}`;
	if (pair.running !== undefined) return ownText`running${pair.state === 'failing' ? ownText` again, ${since}` : ownText``}, ${formatProgress(pair.running)}${pause}`;
	if (pair.state === 'failing') {
		const reason = width === undefined && pair.problem !== undefined ? ownText`: ${toSafeText(pair.problem)}` : ownText``;
		return ownText`${since}${pause}${reason}`;
	}
	const facts = [
		...(pair.pendingConflicts > 0 ? [formatAmount(pair.pendingConflicts, 'conflict', 'conflicts')] : []),
		...(pair.rejected > 0 ? [ownText`${formatCount(pair.rejected)} rejected`] : []),
		...(pair.outboxDepth > 0 ? [ownText`${formatCount(pair.outboxDepth)} to send${pair.isPushEnabled ? ownText`` : ownText` (pushing is off)`}`] : []),
		...(width === undefined && pair.problem !== undefined ? [toSafeText(pair.problem)] : pair.shortfalls.map(shortfall => shortfallWords[shortfall])),
	];
	return toSafeText(facts.length > 0 ? facts.join(', ') : pair.state);
}

function describeTimes({lastInboundAt, nextRunAt}: PairHealth, now: Date): SafeText {
	const last = lastInboundAt === undefined ? 'never synced' : `synced ${formatAge(lastInboundAt, now)}`;
	return toSafeText(nextRunAt === undefined ? last : `${last}, next ${formatAge(nextRunAt, now)}`);
}
