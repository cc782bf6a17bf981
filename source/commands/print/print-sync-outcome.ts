import {formatAge} from '../../core/text/format-age.js';
import {formatCount} from '../../core/text/format-count.js';
import type {CallWait} from '../../core/connector.js';
import type {Operation} from '../../core/operation.js';
import {ownText, toSafeText, type SafeText} from '../../core/text/safe-text.js';
import {exitCodeOf, interruptedExitCode} from '../../errors/exit-code.js';
import {tellError} from '../../errors/describe-error.js';
import type {SyncOutcome} from '../../operations/run-sync.js';
import type {CommandOutput} from '../command.js';
import {formatCounts, formatProgress, formatPartial, formatStatus, formatSubject, formatTaken, shortId} from './format-operation.js';
import {wrapLine} from './wrap-line.js';

const failed = 1;

export type Printing = {readonly isJson: boolean; readonly output: CommandOutput; readonly signal: AbortSignal};

/** Shows what came of runs, and gives the exit code: 0 only when every run is complete. */
export function printSyncOutcome(outcome: SyncOutcome, {isJson, output, signal}: Printing): number {
	if (isJson) output.json({...outcome, failure: outcome.failure === undefined ? undefined : tellError(outcome.failure)});
	else for (const line of toLines(outcome).flatMap(text => wrapLine(text, output.width))) output.line(line);
	if (signal.aborted) return interruptedExitCode;
	if (outcome.failure === undefined) return isComplete(outcome) ? 0 : failed;
	if (isJson) return exitCodeOf(outcome.failure);
	throw outcome.failure;
}

/** Shows how runs come along: in a line that the next one replaces, and, off a terminal, a line for each wait, so that nobody takes it for dead. */
export function createProgressDisplay(output: CommandOutput): (operation: Operation) => void {
	let told: {readonly id: string; readonly until: Date} | undefined;
	return operation => {
		const {id, waiting} = operation;
		const text = describeProgress(operation, new Date());
		output.progress(text);
		if (waiting === undefined) return;
		// A rate limit makes one wait after the other, and each says when it ends by a clock that is read anew.
		if (told?.id === id && waiting.until.getTime() - told.until.getTime() < 60_000) return;
		told = {id, until: waiting.until};
		output.notice(text);
	};
}

export const describeProgress = (operation: Operation, now: Date): SafeText =>
	ownText`${toSafeText(operation.systemName)} ${formatSubject(operation)}: ${operation.status === 'running' ? describeStep(operation, now) : toSafeText(operation.status)}`;

const describeStep = (operation: Operation, now: Date): SafeText => (operation.waiting === undefined ? formatProgress(operation) : describeWait(operation.waiting, now));

/** "waits until 14:03:20 UTC, in 12m: it asked to pause"; with its day when that is another one. */
function describeWait({until, reason}: CallWait, now: Date): SafeText {
	const [day, time] = until.toISOString().slice(0, 19).split('T');
	const isToday = day === now.toISOString().slice(0, 10);
	return toSafeText(`waits until ${isToday ? '' : `${day} `}${time} UTC, ${formatAge(until, now)}: ${reason}`);
}

const isComplete = ({runs}: SyncOutcome): boolean =>
	runs.every(({operation, children}) => [operation, ...children].every(({status}) => status === 'completed'));

function toLines({runs}: SyncOutcome): readonly SafeText[] {
	return runs.flatMap(({operation, children}) => (children.length === 0 ? [operation] : children).flatMap(toOperationLines));
}

/** One finished operation: its end, its counts, its problems. */
export function toOperationLines(operation: Operation): readonly SafeText[] {
	const {systemName, conflictsOpened, conflictsConverged, problems} = operation;
	const taken = formatTaken(operation);
	const conflicts = [
		...(conflictsOpened > 0 ? [ownText`${formatCount(conflictsOpened)} opened`] : []),
		...(conflictsConverged > 0 ? [ownText`${formatCount(conflictsConverged)} closed by themselves`] : []),
	];
	return [
		ownText`${formatStatus(operation)}  ${toSafeText(systemName)} · ${formatSubject(operation)} · ${shortId(operation.id)}${taken === undefined ? ownText`` : ownText` · ${taken}`}`,
		ownText`  ${formatCounts(operation.counts)}`,
		...(conflicts.length > 0 ? [ownText`  conflicts: ${toSafeText(conflicts.join(', '))}`] : []),
		...problems.map(problem => ownText`  ${toSafeText(problem)}`),
		...formatPartial(operation),
	];
}
