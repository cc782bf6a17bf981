import type {ConflictCause} from '../../core/conflict.js';
import {formatAmount, formatCount} from '../../core/text/format-count.js';
import type {SafeText} from '../../core/text/safe-text.js';
import {joinSafe, safe} from '../text/safe.js';
import {countSettled, type Bulk, type BulkEnd, type BulkJob, type Undoable} from './bulk.js';
import {askAboutPlan, progressOf} from './bulk-preview.js';
import type {Failure} from './failure.js';
import {causeKey} from './filter-predicate.js';
import type {Handlers} from './handlers.js';
import {listHeight} from './layout.js';
import {noMarks} from './marks.js';
import type {ConsoleState} from './state.js';
import {markStale} from './resource.js';
import {noticeFor, withList, withNotice, withoutHint, withResource} from './update.js';
import {moveWindow} from './window.js';
import {recordVerdictDone, verdictDone} from './words.js';

const withBulk = (state: ConsoleState, change: Partial<Bulk>): ConsoleState =>
	state.bulk === undefined ? state : {...state, bulk: {...state.bulk, ...change}};

const withoutBulk = (state: ConsoleState): ConsoleState => ({...state, bulk: undefined, overlay: undefined});

export const bulkHandlers: Handlers<'bulk/requested' | 'bulk/previewed' | 'bulk/confirmed' | 'bulk/progressed' | 'bulk/cancel-requested' | 'bulk/finished'> = {
	'bulk/requested': (state, {job}) => {
		const begun: Bulk = {job, phase: 'reading', plan: undefined, total: 0, done: 0, skipped: 0, startedAt: undefined, isCancelled: false};
		if (job.kind !== 'undo') return {...withoutHint(state), bulk: begun, overlay: {kind: 'progress', title: safe('Looking at the conflicts')}};
		const {undoable} = job;
		return {
			...state, undoable: state.undoable.filter(one => one !== undoable),
			bulk: {...begun, phase: 'running', total: undoable.count, startedAt: state.now}, overlay: progressOf(job),
		};
	},
	'bulk/previewed': (state, {job, plan}) => {
		// Who closed the question meanwhile, or asked another one, is not asked this one.
		if (state.bulk?.job !== job) return state;
		if (plan.kind !== 'rule' && plan.preview.count === 0) return withNotice(withoutBulk(state), 'dim', safe('No conflict is left there.'));
		return {...withBulk(state, {phase: 'asking', plan, total: countSettled(plan)}), overlay: askAboutPlan(plan)};
	},
	'bulk/confirmed': state => (state.bulk === undefined ? state : {...withBulk(state, {phase: 'running', startedAt: state.now}), overlay: progressOf(state.bulk.job)}),
	'bulk/progressed': (state, {total, done, skipped}) => withBulk(state, {total, done, skipped}),
	'bulk/cancel-requested': state => (state.bulk?.phase === 'running' ? withBulk(state, {isCancelled: true}) : withoutBulk(state)),
	'bulk/finished': (state, {job, end, failure}) => {
		if (state.bulk?.job !== job) return state;
		// What could not even be looked at left everything as it is.
		if (state.bulk.phase === 'reading' && failure !== undefined) return withNotice(withoutBulk(state), 'failing', joinSafe([failure.message, failure.nextStep], safe(' ')), noticeFor.untilDismissed);
		const undoable = toUndoable(state, end);
		const undoables = undoable === undefined ? state.undoable : [...state.undoable, undoable];
		const closed: ConsoleState = {...withoutBulk(state), undoable: undoables, marks: noMarks, anchor: undefined, markedCauses: new Map()};
		const isWhole = end.skipped.length === 0 && end.left === 0 && failure === undefined;
		const told = withNotice(settleRows(withResource(closed, 'groups', markStale), end.done, job.kind === 'undo'), isWhole ? 'ok' : failure === undefined ? 'waiting' : 'failing', tellEnd(state.bulk, end, failure, undoable), isWhole ? noticeFor.undo : noticeFor.untilDismissed);
		return isWhole && job.kind !== 'undo' ? toNextCause(told, state.bulk) : told;
	},
};

/** What `u` takes back now: work that was done, or what a stopped undo left. */
function toUndoable({bulk}: ConsoleState, {done, left, requestIds, ruleVersion}: BulkEnd): Undoable | undefined {
	if (bulk === undefined || bulk.job.kind === 'record') return undefined;
	if (bulk.job.kind === 'undo') return left === 0 ? undefined : {...bulk.job.undoable, count: left};
	const rule = bulk.plan?.kind === 'rule' && ruleVersion !== undefined ? bulk.plan.proposal : undefined;
	if (done.length === 0 && rule === undefined) return undefined;
	const verdicts = formatAmount(done.length, 'verdict', 'verdicts');
	return {kind: 'many', requestIds, count: done.length, rule, label: rule === undefined ? verdicts : joinSafe([safe(`the rule for ${rule.fieldName} and`), verdicts], safe(' '))};
}

const mostReasons = 2;

/** "600 conflicts kept theirs · 3 stay: … · 200 not touched · u takes them back". */
function tellEnd({job}: Bulk, {done, skipped, left, requestIds, ruleVersion}: BulkEnd, failure: Failure | undefined, undoable: Undoable | undefined): SafeText {
	const others = skipped.slice(mostReasons).reduce((sum, {ids}) => sum + ids.length, 0);
	const [request] = requestIds;
	const goOn = left > 0 && request !== undefined && job.kind === 'verdict' ? `; parley conflicts resolve-all --request ${request} goes on` : '';
	return joinSafe([
		...(ruleVersion === undefined ? [] : [safe(`The rule is in force (version ${ruleVersion})`)]),
		joinSafe([formatAmount(done.length, 'conflict', 'conflicts'), tellDone(job)], safe(' ')),
		...skipped.slice(0, mostReasons).map(({reason, ids}) => safe(`${formatCount(ids.length)} stay: ${reason}`)),
		...(others === 0 ? [] : [safe(`${formatCount(others)} stay for other reasons`)]),
		...(left === 0 ? [] : [safe(`${formatCount(left)} not touched${goOn}`)]),
		...(failure === undefined ? [] : [joinSafe([failure.message, failure.nextStep], safe(' '))]),
		...(undoable === undefined || job.kind === 'undo' ? [] : [safe(ruleVersion === undefined ? 'u takes them back' : 'u takes both back')]),
	], safe(' · '));
}

function tellDone(job: BulkJob): SafeText {
	switch (job.kind) {
		case 'verdict': return verdictDone(job.verdict.kind);
		case 'record': return recordVerdictDone(job.verdict);
		case 'rule': return safe('settled by it');
		case 'undo': return safe(job.undoable.rule === undefined ? 'taken back' : 'taken back, and the rule with them');
	}
}

function settleRows(state: ConsoleState, ids: readonly number[], isReopened: boolean): ConsoleState {
	return withList(state, 'conflicts', list => {
		const gone = new Set(list.gone);
		const inList = new Set(list.rows.map(row => row.id));
		for (const id of ids) {
			if (isReopened) gone.delete(String(id));
			else if (inList.has(id)) gone.add(String(id));
		}
		return {...list, gone, isStale: true};
	});
}

/** Once all of some causes are settled, the next cause is in front: the one below first, then from the top. */
function toNextCause(state: ConsoleState, {plan}: Bulk): ConsoleState {
	const causes = state.resources.causes.data;
	if (state.route.screen !== 'causes' || causes === undefined || plan === undefined) return state;
	const isOfRule = (cause: ConflictCause): boolean => plan.kind === 'rule' && cause.fieldName === plan.proposal.fieldName && cause.entityType === plan.proposal.entityType;
	const settled = new Set((plan.kind === 'rule' ? causes.filter(isOfRule) : plan.preview.causes).map(causeKey));
	const {cursor} = state.windows.causes;
	const order = [...causes.keys()].map(index => (index + cursor) % causes.length);
	const next = order.find(index => {
		const cause = causes[index];
		return cause !== undefined && cause.count > 0 && !settled.has(causeKey(cause));
	});
	return next === undefined ? state : {...state, windows: {...state.windows, causes: moveWindow(state.windows.causes, {by: next - cursor}, causes.length, listHeight(state))}};
}
