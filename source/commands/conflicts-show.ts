import type {Change, Conflict, Verdict} from '../core/conflict.js';
import {formatAge, formatSpan} from '../core/text/format-age.js';
import {formatValue} from '../core/text/format-value.js';
import type {JsonValue} from '../core/json.js';
import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import type {RecordChoice} from '../operations/verdicts/describe-record-verdicts.js';
import type {ConflictDetail} from '../operations/get-conflict.js';
import type {Command} from './command.js';
import {formatReason} from './conflicts-list.js';
import {formatTable} from './print/format-table.js';
import {isSet, readId} from './input/read-flags.js';

export const conflictsShow: Command = {
	name: 'conflicts show',
	usage: '<id>',
	summary: 'Show one conflict: the three values, who moved them, and what each verdict would do.',
	flags: {},
	examples: ['parley conflicts show 15'],
	run: async ({args, flags, output, operations}) => {
		const id = readId(args);
		const detail = await (await operations()).getConflict(id);
		const {width} = output;
		if (isSet(flags, 'json')) output.json(detail);
		else for (const line of [...toLines(detail, width, new Date()), ...toRecordVerdicts(detail.recordVerdicts, width)]) output.line(line);
	},
};

const verdictFlags: Readonly<Record<Verdict['kind'], SafeText>> = {
	keep_internal: ownText`--keep internal`, keep_external: ownText`--keep external`, edit: ownText`--value TEXT`, ignore: ownText`--ignore`,
};

function toLines(detail: ConflictDetail, width: number | undefined, now: Date): readonly SafeText[] {
	const {conflict, explanation, undoRefusal, context, otherFields} = detail;
	const others = otherFields.map(({field, state}) => `${field} ${state}`);
	return [
		toTitle(conflict, now),
		...(conflict.entityLabel === '' ? [] : [ownText`"${toSafeText(conflict.entityLabel)}"`]),
		...context.map(({name, value}) => ownText`${toSafeText(name)}: ${toSafeText(formatValue(value))}`),
		ownText``,
		...toValueTable(conflict, width, now),
		ownText``,
		...(conflict.status === 'pending' ? toOutcomeTable(detail, width) : [toSettledLine(conflict, undoRefusal, now)]),
		ownText``,
		ownText`Why here: ${toSafeText(explanation)}`,
		...(conflict.assignedTo === undefined ? [] : [ownText`Assigned to ${toSafeText(conflict.assignedTo)}`]),
		...(conflict.note === undefined ? [] : [ownText`Note: ${toSafeText(conflict.note)}`]),
		...(others.length === 0 ? [] : [ownText`Also on this record: ${toSafeText(others.join(' · '))}`]),
	];
}

function toTitle({id, entityId, fieldName, systemName, reason, createdAt, version}: Conflict, now: Date): SafeText {
	const parts = [`#${id}`, entityId, fieldName ?? '(record)', systemName, formatReason(reason), formatSpan(now.getTime() - createdAt.getTime()), `version ${version}`];
	return toSafeText(parts.join(' · '));
}

function toValueTable(conflict: Conflict, width: number | undefined, now: Date): readonly SafeText[] {
	const row = (who: string, value: JsonValue | undefined, change: Change | undefined): readonly SafeText[] => [
		toSafeText(`  ${who}`), toSafeText(formatValue(value)), toSafeText(change?.at === undefined ? '' : formatAge(change.at, now)), toSafeText(change?.by ?? ''),
	];
	return formatTable({
		columns: [{header: ''}, {header: 'VALUE', minWidth: 20}, {header: 'CHANGED'}, {header: 'BY', minWidth: 8}],
		rows: [
			row('last agreed', conflict.baseValue, undefined),
			row('ours', conflict.internalValue, conflict.internalChange),
			row(conflict.systemName, conflict.externalValue, conflict.externalChange),
		],
		width,
	});
}

/** What can be typed after `parley conflicts resolve <id>`, and what it would do; or why it cannot be done. */
const toOutcomeTable = ({outcomes}: ConflictDetail, width: number | undefined): readonly SafeText[] => formatTable({
	columns: [{header: ''}, {header: '', minWidth: 20}],
	rows: (['keep_internal', 'keep_external', 'edit', 'ignore'] as const).map(kind => {
		const outcome = outcomes[kind];
		return [ownText`  ${verdictFlags[kind]}`, 'text' in outcome ? toSafeText(outcome.text) : ownText`not possible: ${toSafeText(outcome.refusal)}`];
	}),
	hasHeader: false, width,
});

function toSettledLine({status, resolutionAction, resolvedBy, resolvedAt, resolvedValue}: Conflict, undoRefusal: string | undefined, now: Date): SafeText {
	const who = resolvedBy ?? 'Parley';
	const when = resolvedAt === undefined ? '' : ` ${formatAge(resolvedAt, now)}`;
	const undo = undoRefusal === undefined ? 'It can be undone.' : `It cannot be undone: ${undoRefusal}`;
	return toSafeText(`${status} by ${who}${when} (${(resolutionAction ?? status).replaceAll('_', ' ')}): ours is ${formatValue(resolvedValue)}. ${undo}`);
}

const recordFlags = (verdict: RecordChoice['verdict']): SafeText => {
	switch (verdict.kind) {
		case 'unlink':
			return ownText`--unlink`;
		case 'mark_gone':
			return ownText`--gone`;
		case 'create_again':
			return ownText`--create-again`;
		case 'link':
			return toSafeText(`--link ${verdict.internalId}`);
		case 'create':
			return ownText`--create`;
	}
};

/** What can be typed after `parley conflicts settle <id>`. */
function toRecordVerdicts(choices: readonly RecordChoice[], width: number | undefined): readonly SafeText[] {
	if (choices.length === 0) return [];
	const rows = choices.map(choice => [ownText`  ${recordFlags(choice.verdict)}`, 'text' in choice ? toSafeText(choice.text) : ownText`not possible: ${toSafeText(choice.refusal)}`]);
	return [ownText``, ownText`Of the record as a whole (parley conflicts settle):`, ...formatTable({columns: [{header: ''}, {header: '', minWidth: 20}], rows, hasHeader: false, width})];
}
