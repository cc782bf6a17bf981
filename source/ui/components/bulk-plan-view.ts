import {entityDefinitions} from '../../core/entity.js';
import {formatAmount, formatCount} from '../../core/text/format-count.js';
import type {JsonValue} from '../../core/json.js';
import {quoteWord} from '../../core/text/quote-word.js';
import type {SafeText} from '../../core/text/safe-text.js';
import {toCommand} from '../../core/text/to-command.js';
import type {BulkPreview, PreviewedConflict} from '../../operations/preview-conflicts.js';
import type {RuleProposal} from '../../operations/propose-rule.js';
import {tellVerdict} from '../store/bulk-preview.js';
import {type BulkPlan, countSettled} from '../store/bulk.js';
import {fieldName, reasonWord, recordName, recordVerdictToDo, verdictToDo} from '../store/words.js';
import {type Column, createTable} from '../text/columns.js';
import {formatFullValue} from '../text/format.js';
import {emptyLine, type Line, line, type Span, span} from '../text/line.js';
import {joinSafe, noText, safe} from '../text/safe.js';
import {wrap} from '../text/wrap.js';

const gutter = 2;

/** What work over many conflicts would do, to be read before it is confirmed. */
export function bulkPlanLines(plan: BulkPlan, width: number): readonly Line[] {
	switch (plan.kind) {
		case 'verdict': return verdictLines(plan, width);
		case 'record': return recordLines(plan, width);
		case 'rule': return ruleLines(plan, width);
	}
}

const paragraph = (text: SafeText, width: number, tone?: Span['tone']): readonly Line[] => wrap(text, width - 2 * gutter).map(part => line(span(safe('  ')), span(part, tone)));

const table = <Row>(rows: readonly Row[], columns: ReadonlyArray<Column<Row>>, width: number): readonly Line[] => {
	const {heading, spans} = createTable(columns, width - gutter, gutter);
	return rows.length === 0 ? [] : [heading, ...rows.map(row => line(span(safe('  ')), ...spans(row)))];
};

type VerdictPlan = Extract<BulkPlan, {readonly kind: 'verdict'}>;

function verdictLines(plan: VerdictPlan, width: number): readonly Line[] {
	const {preview, verdict} = plan;
	const settled = countSettled(plan);
	const all = settled === preview.count ? noText : safe(`${formatCount(preview.count)} match; `);
	const waits = preview.sample.some(one => one.leaves?.when === 'once pushing is on');
	return [
		...paragraph(joinSafe([all, safe(`${formatCount(settled)} would be settled: ${tellVerdict(verdict)}. ${effects[verdict.kind]}${waits ? ' What they get leaves once pushing is on.' : ''}`)]), width),
		...causeLines(preview.causes, width),
		...preview.refused.flatMap(one => paragraph(safe(`▲ ${formatCount(one.count)} would stay: ${one.reason}`), width, 'waiting')),
		emptyLine,
		...table(preview.sample, sampleColumns(preview.causes.length > 1), width),
		...(settled > preview.sample.length ? [line(span(safe(`  … and ${formatCount(settled - preview.sample.length)} more`), 'dim'))] : []),
	];
}

const effects: Readonly<Record<VerdictPlan['verdict']['kind'], string>> = {
	keep_internal: 'Our values stay, and the other systems get them.',
	keep_external: 'Our records get their values.',
	edit: 'Our records and theirs get it.',
	ignore: 'Both sides stay as they are until either moves.',
};

/** More than one cause is said; one is in the title of where it was asked. */
function causeLines(causes: BulkPreview['causes'], width: number): readonly Line[] {
	return table(causes.length > 1 ? causes : [], [
		{title: safe('COUNT'), width: 7, align: 'right', cell: cause => span(formatCount(cause.count), 'waiting')},
		{title: safe('SYSTEM'), width: 12, priority: 1, cell: cause => span(safe(cause.systemName))},
		{title: safe('FIELD'), width: 20, grow: 1, most: 50, cell: cause => span(fieldName(cause), 'strong')},
		{title: safe('REASON'), width: 14, cell: cause => span(reasonWord(cause.reason))},
	], width);
}

const value = (shown: JsonValue | undefined, tone?: Span['tone']): Span => span(formatFullValue(shown), tone);

const sampleColumns = (isMixed: boolean): ReadonlyArray<Column<PreviewedConflict>> => [
	{title: safe('RECORD'), width: 14, grow: 1, most: 30, cell: ({conflict}) => span(recordName(conflict), 'strong')},
	...(isMixed ? [{title: safe('FIELD'), width: 12, grow: 1, most: 24, priority: 2, cell: ({conflict}: PreviewedConflict) => span(safe(conflict.fieldName ?? '(record)'))}] : []),
	{title: safe('OURS NOW'), width: 14, grow: 1, most: 40, cell: ({before}) => value(before)},
	{title: safe('OURS THEN'), width: 14, grow: 1, most: 40, cell: ({before, after}) => value(after, JSON.stringify(before) === JSON.stringify(after) ? 'dim' : 'changed')},
	{title: safe('THEIRS NOW'), width: 14, grow: 1, most: 40, priority: 3, cell: ({conflict}) => value(conflict.externalValue, 'dim')},
	{title: safe('THEY GET'), width: 14, grow: 1, most: 40, cell: ({leaves}) => (leaves === undefined ? span(safe('nothing'), 'dim') : value(leaves.value, 'changed'))},
];

function recordLines({verdict, preview}: Extract<BulkPlan, {readonly kind: 'record'}>, width: number): readonly Line[] {
	return [
		...paragraph(safe(`${formatAmount(preview.count, 'record is', 'records are')} asked about: ${recordVerdictToDo(verdict)}, wherever that is possible. One after the other; what is not possible stays, and is told.`), width),
		...paragraph(safe('▲ This changes which records belong together, and is not taken back.'), width, 'waiting'),
		...causeLines(preview.causes, width),
		emptyLine,
		...table(preview.sample, [
			{title: safe('RECORD'), width: 16, grow: 1, most: 34, cell: one => span(one.record, 'strong')},
			{title: safe('WHAT HAPPENS'), width: 30, grow: 3, cell: one => span(safe(one.text), one.isRefused ? 'off' : undefined)},
		], width),
		...(preview.count > preview.sample.length ? [line(span(safe(`  … and ${formatCount(preview.count - preview.sample.length)} more`), 'dim'))] : []),
	];
}

function ruleLines({proposal, canApply}: Extract<BulkPlan, {readonly kind: 'rule'}>, width: number): readonly Line[] {
	const {pending, settles, nextSync, asks, past, agreed, wouldAsk, contradicted} = proposal.backTest;
	const item = (count: number, text: string, tone?: Span['tone']): readonly Line[] => (count === 0 ? [] : paragraph(safe(`  ${formatCount(count)} ${text}`), width, tone));
	return [
		...paragraph(safe(proposal.text), width, 'strong'),
		emptyLine,
		...paragraph(safe(`Of ${formatCount(pending)} that wait:`), width),
		...(['keep_internal', 'keep_external', 'ignore'] as const).flatMap(kind => item(settles[kind], `settled at once: ${verdictToDo(kind)}`, 'ok')),
		...item(nextSync, 'closed by the next sync'),
		...asks.flatMap(({why, count}) => item(count, `left to a person: ${why}`, 'waiting')),
		...paragraph(safe(past === 0 ? 'Nobody has decided about this field so far.' : `Of the latest ${formatCount(past)} that people decided:`), width),
		...item(agreed, 'come to the same', 'ok'),
		...item(contradicted, 'come to something else', 'failing'),
		...item(wouldAsk, 'are asked about all the same'),
		...contradictionLines(proposal, width),
		emptyLine,
		...paragraph(safe(canApply ? tellUndo(proposal) : 'An admin puts it in force: parley rules apply, or R here.'), width, 'dim'),
	];
}

type Contradiction = RuleProposal['backTest']['contradictions'][number];

/** Where people decided otherwise: what their decision left on our side, and what the rule would. */
function contradictionLines({backTest: {contradictions, contradicted}}: RuleProposal, width: number): readonly Line[] {
	const columns: ReadonlyArray<Column<Contradiction>> = [
		{title: safe('RECORD'), width: 14, grow: 1, most: 30, cell: one => span(recordName(one.conflict), 'strong')},
		{title: safe('BY'), width: 10, priority: 1, cell: one => span(safe(one.conflict.resolvedBy ?? ''))},
		{title: safe('THEY CHOSE'), width: 16, grow: 1, most: 40, cell: one => value(one.person.internal)},
		{title: safe('THE RULE WOULD'), width: 16, grow: 1, most: 40, cell: one => value(one.rule.internal, 'changed')},
	];
	const left = contradicted - contradictions.length;
	return [...table(contradictions, columns, width), ...(left > 0 && contradictions.length > 0 ? [line(span(safe(`  … and ${formatCount(left)} more`), 'dim'))] : [])];
}

function tellUndo({systemName, entityType, fieldName: field, before}: RuleProposal): string {
	const own = Object.keys(before).length === 0 ? 'null' : JSON.stringify(before);
	return `Afterwards u takes rule and verdicts back. Later: ${toCommand('policies set', systemName, `${entityType} --field ${quoteWord(field)} --rules ${quoteWord(own)}`)}, for ${entityDefinitions[entityType].plural} to come.`;
}

/** The field that all conflicts of a preview are about; undefined where there are several, or none. */
export function fieldOfPlan(plan: BulkPlan): {readonly externalSystemId: number; readonly entityType: BulkPreview['causes'][number]['entityType']; readonly fieldName: string} | undefined {
	if (plan.kind !== 'verdict') return undefined;
	const [first] = plan.preview.causes;
	if (first?.fieldName === undefined) return undefined;
	const isOne = plan.preview.causes.every(cause => cause.externalSystemId === first.externalSystemId && cause.entityType === first.entityType && cause.fieldName === first.fieldName);
	return isOne ? {externalSystemId: first.externalSystemId, entityType: first.entityType, fieldName: first.fieldName} : undefined;
}
