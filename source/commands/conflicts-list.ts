import {groupKeys, type ConflictGroup, type GroupKey} from '../core/conflict-group.js';
import {conflictReasons, type Conflict, type ConflictCause, type ConflictReason} from '../core/conflict.js';
import {formatAge, formatSpan} from '../core/text/format-age.js';
import {formatCount} from '../core/text/format-count.js';
import {formatValue} from '../core/text/format-value.js';
import type {NamedSystem} from '../core/predicate/predicate-conditions.js';
import {printConflictPredicate} from '../core/predicate/print-conflict-predicate.js';
import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import type {Command} from './command.js';
import {conflictFilterFlags, readConflictFilter} from './input/conflict-filter.js';
import {formatTable} from './print/format-table.js';
import {pageFlags, readAfter, readLimit} from './input/list-flags.js';
import {printPage} from './print/print-page.js';
import {isSet, readChoice} from './input/read-flags.js';

export const conflictsList: Command = {
	name: 'conflicts list',
	usage: '',
	summary: 'List conflicts, oldest first; counted by cause with --causes, or by what they have in common with --by.',
	flags: {
		...conflictFilterFlags, causes: {type: 'boolean', help: 'Count pending conflicts by system, entity type, field and reason.'},
		by: {type: 'string', placeholder: 'KEY', choices: groupKeys, help: 'Count pending conflicts by one thing that they have in common.'}, ...pageFlags,
	},
	examples: ['parley conflicts list --causes', 'parley conflicts list --by assignee', 'parley conflicts list --system "Xacta 360" --field scheduled_completion'],
	run: async input => {
		const {flags, output, operations} = input;
		const bound = await operations();
		const filter = await readConflictFilter(flags, bound);
		const isJson = isSet(flags, 'json');
		const {width} = output;
		if (isSet(flags, 'causes')) {
			const causes = await bound.listConflictCauses(filter);
			if (isJson) output.json({causes});
			else for (const line of toCauseLines(causes, width, new Date())) output.line(line);
			return;
		}
		const by = readChoice(flags, 'by', groupKeys);
		if (by !== undefined) {
			const groups = await bound.listConflictGroups({filter, by});
			const namedSystems = (await bound.listSystems()).map(({id, systemName}) => ({externalSystemId: id, systemName}));
			if (isJson) output.json({groups});
			else for (const line of toGroupLines(groups, {namedSystems, width, now: new Date()})) output.line(line);
			return;
		}
		const page = await bound.listConflicts(filter, readAfter(flags), readLimit(flags));
		printPage(page, {command: conflictsList, input, toLines: toRowLines, whenEmpty: ownText`No conflicts match.`});
	},
};

/** A reason as a person says it. */
export const formatReason = (reason: ConflictReason): SafeText =>
	toSafeText(reason === 'initial_mismatch' ? 'first contact' : reason === 'vanished' ? 'missing outside' : reason.replaceAll('_', ' '));

const formatField = (fieldName: string | undefined): SafeText => toSafeText(fieldName ?? '(record)');

function toCauseLines(causes: readonly ConflictCause[], width: number | undefined, now: Date): readonly SafeText[] {
	if (causes.length === 0) return [ownText`No conflicts are pending.`];
	return formatTable({
		columns: [{header: 'COUNT', align: 'right'}, {header: 'SYSTEM', minWidth: 10}, {header: 'ENTITY'}, {header: 'FIELD', minWidth: 10}, {header: 'REASON', minWidth: 10}, {header: 'OLDEST', align: 'right'}],
		rows: causes.map(cause => [
			formatCount(cause.count), toSafeText(cause.systemName), toSafeText(cause.entityType), formatField(cause.fieldName),
			formatReason(cause.reason), toSafeText(formatSpan(now.getTime() - cause.oldestAt.getTime())),
		]),
		width,
	});
}

type GroupTable = {readonly namedSystems: readonly NamedSystem[]; readonly width: number | undefined; readonly now: Date};

/** With each group the words that --where takes for it. */
function toGroupLines(groups: readonly ConflictGroup[], {namedSystems, width, now}: GroupTable): readonly SafeText[] {
	if (groups.length === 0) return [ownText`No conflicts are pending.`];
	return formatTable({
		columns: [{header: 'COUNT', align: 'right'}, {header: 'GROUP', minWidth: 12}, {header: 'WHERE', minWidth: 12}, {header: 'OLDEST', align: 'right'}],
		rows: groups.map(group => [
			formatCount(group.count), tellGroup(group), toSafeText(printConflictPredicate(group.predicate, namedSystems)), toSafeText(formatSpan(now.getTime() - group.oldestAt.getTime())),
		]),
		width,
	});
}

const noValue: Readonly<Record<GroupKey, SafeText>> = {
	field: ownText`(record)`, system: ownText`-`, entity: ownText`-`, reason: ownText`-`, assignee: ownText`(nobody)`, severity: ownText`(not said)`, age: ownText`-`,
};

function tellGroup({by, value}: ConflictGroup): SafeText {
	if (value === null) return noValue[by];
	const reason = by === 'reason' ? conflictReasons.find(one => one === value) : undefined;
	return reason === undefined ? toSafeText(value) : formatReason(reason);
}

const toRowLines = (conflicts: readonly Conflict[], width: number | undefined, now: Date): readonly SafeText[] => formatTable({
	columns: [
		{header: 'ID', align: 'right'}, {header: 'SYSTEM', minWidth: 8}, {header: 'RECORD', minWidth: 12}, {header: 'FIELD', minWidth: 10}, {header: 'OURS', minWidth: 8},
		{header: 'THEIRS', minWidth: 8}, {header: 'REASON', minWidth: 8}, {header: 'SINCE', align: 'right'},
	],
	rows: conflicts.map(conflict => [
		toSafeText(String(conflict.id)), toSafeText(conflict.systemName), toSafeText(conflict.entityId), formatField(conflict.fieldName),
		toSafeText(formatValue(conflict.internalValue)), toSafeText(formatValue(conflict.externalValue)), formatReason(conflict.reason),
		toSafeText(conflict.status === 'pending' ? formatSpan(now.getTime() - conflict.createdAt.getTime()) : formatAge(conflict.resolvedAt ?? conflict.updatedAt, now)),
	]),
	width,
});
