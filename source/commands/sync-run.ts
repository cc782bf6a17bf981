import {isEntityType} from '../core/entity.js';
import type {Operation} from '../core/operation.js';
import {ownText, toSafeText, type SafeText} from '../core/safe-text.js';
import {exitCodeOf, interruptedExitCode} from '../errors/exit-code.js';
import {tellError} from '../errors/describe-error.js';
import type {SyncOutcome} from '../operations/operations.js';
import type {Command} from './command.js';
import {formatCounts, formatProgress, formatStatus, formatSubject, formatTaken, shortId} from './format-operation.js';
import {entityFlag, systemFlag} from './list-flags.js';
import {isSet, readText} from './read-flags.js';

const failed = 1;

export const syncRun: Command = {
	name: 'sync run',
	usage: '',
	summary: 'Sync now, and show what came of it. Ends with 0 only when every run is complete.',
	flags: {
		system: systemFlag,
		entity: entityFlag,
		full: {type: 'boolean', help: 'Read everything, not only what changed; only then can a missing record be noticed.'},
	},
	examples: ['parley sync run', 'parley sync run --system "Xacta 360" --entity poam --full'],
	run: async ({flags, output, operations, signal}) => {
		const entity = readText(flags, 'entity');
		const system = readText(flags, 'system');
		const outcome = await (await operations()).runSync(
			{
				...(system === undefined ? {} : {systemName: system}),
				...(entity !== undefined && isEntityType(entity) ? {entityType: entity} : {}),
				scope: isSet(flags, 'full') ? 'full' : 'changes',
			},
			{signal, onProgress: operation => output.progress(describeProgress(operation))},
		);
		output.progress(undefined);
		const isJson = isSet(flags, 'json');
		if (isJson) output.json({runs: outcome.runs, ...(outcome.failure === undefined ? {} : {failure: tellError(outcome.failure)})});
		else for (const line of toLines(outcome)) output.line(line);
		if (signal.aborted) return interruptedExitCode;
		if (outcome.failure === undefined) return isComplete(outcome) ? 0 : failed;
		if (isJson) return exitCodeOf(outcome.failure);
		throw outcome.failure;
	},
};

const describeProgress = (operation: Operation): SafeText =>
	ownText`${toSafeText(operation.systemName)} ${formatSubject(operation)}: ${operation.status === 'running' ? formatProgress(operation) : toSafeText(operation.status)}`;

const isComplete = ({runs}: SyncOutcome): boolean =>
	runs.every(({operation, children}) => [operation, ...children].every(({status}) => status === 'completed'));

function toLines({runs}: SyncOutcome): readonly SafeText[] {
	return runs.flatMap(({operation, children}) => (children.length === 0 ? [operation] : children).flatMap(toOperationLines));
}

function toOperationLines(operation: Operation): readonly SafeText[] {
	const {systemName, conflictsOpened, conflictsConverged, problems} = operation;
	const taken = formatTaken(operation);
	const conflicts = [
		...(conflictsOpened > 0 ? [ownText`${conflictsOpened} opened`] : []),
		...(conflictsConverged > 0 ? [ownText`${conflictsConverged} closed by themselves`] : []),
	];
	return [
		ownText`${formatStatus(operation)}  ${toSafeText(systemName)} · ${formatSubject(operation)} · ${shortId(operation.id)}${taken === undefined ? ownText`` : ownText` · ${taken}`}`,
		ownText`  ${formatCounts(operation.counts)}`,
		...(conflicts.length > 0 ? [ownText`  conflicts: ${toSafeText(conflicts.join(', '))}`] : []),
		...problems.map(problem => ownText`  ${toSafeText(problem)}`),
	];
}
