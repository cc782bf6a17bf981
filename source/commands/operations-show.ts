import {formatCount} from '../core/text/format-count.js';
import type {Operation} from '../core/operation.js';
import {formatAge} from '../core/text/format-age.js';
import {describePart} from '../core/text/describe-part.js';
import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import type {OperationDetail} from '../operations/get-operation.js';
import {toCallLines} from './calls-list.js';
import type {Command} from './command.js';
import {formatCounts, formatPartial, formatProgress, formatStatus, formatSubject, formatTaken, shortId, sumCounts} from './print/format-operation.js';
import {isSet, readArgument} from './input/read-flags.js';
import {wrapLine} from './print/wrap-line.js';

export const operationsShow: Command = {
	name: 'operations show',
	usage: '<id>',
	summary: 'Show one sync run: its counts, its parts, its problems and newest calls. The first letters of an id are enough.',
	flags: {},
	examples: ['parley operations show 7f3a'],
	run: async ({args, flags, output, operations}) => {
		const id = readArgument(args, 'id of the operation');
		const detail = await (await operations()).getOperation(id);
		if (isSet(flags, 'json')) output.json(detail);
		else for (const line of toLines(detail, output.width, new Date())) output.line(line);
	},
};

function toLines({operation, children, calls}: OperationDetail, width: number | undefined, now: Date): readonly SafeText[] {
	const counts = sumCounts(operation, children);
	const callCount = [operation, ...children].reduce((sum, {calls: own}) => sum + own, 0);
	return [
		ownText`Sync ${shortId(operation.id)} · ${toSafeText(operation.systemName)} · ${formatSubject(operation)} · ${toSafeText(operation.part === undefined ? operation.scope : describePart(operation.part))} · by ${toSafeText(operation.startedBy)} · ${toSafeText(formatAge(operation.startedAt, now))}`,
		// The problems of the whole are those of its parts, which follow.
		...toOwnLines({...operation, counts, problems: children.length === 0 ? operation.problems : []}, width),
		ownText`  calls ${formatCount(callCount)}`,
		...children.flatMap(child => [
			ownText``,
			ownText`${formatSubject(child)} · ${shortId(child.id)}`,
			...toOwnLines(child, width),
		]),
		...(calls.length === 0 ? [] : [ownText``, ...toCallLines(calls, width)]),
	];
}

function toOwnLines(operation: Operation, width: number | undefined): readonly SafeText[] {
	const taken = formatTaken(operation);
	const {conflictsOpened, conflictsConverged, problems} = operation;
	return [
		ownText`  ${formatStatus(operation)}${taken === undefined ? ownText`, ${formatProgress(operation)}` : ownText` in ${taken}`}`,
		ownText`  ${formatCounts(operation.counts)}`,
		...(conflictsOpened + conflictsConverged === 0 ? [] : [ownText`  conflicts: ${formatCount(conflictsOpened)} opened, ${formatCount(conflictsConverged)} closed by themselves`]),
		...[...problems.map(problem => ownText`  ${toSafeText(problem)}`), ...formatPartial(operation)].flatMap(line => wrapLine(line, width)),
	];
}
