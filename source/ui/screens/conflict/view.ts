import type {Change, Conflict} from '../../../core/conflict.js';
import {toRecordName} from '../../../core/text/record-name.js';
import type {RecordVerdictKind} from '../../../core/record-verdict.js';
import type {SafeText} from '../../../core/text/safe-text.js';
import type {ConflictDetail} from '../../../operations/get-conflict.js';
import type {VerdictKind} from '../../store/state.js';
import {closingWord, fieldName, reasonWord, recordName, recordVerdictToDo, verdictToDo} from '../../store/words.js';
import {markDifference} from '../../text/difference.js';
import {formatFullValue, formatMoment, formatSince} from '../../text/format.js';
import {emptyLine, fitSpans, type Line, line, type Span, span, spread} from '../../text/line.js';
import {blanks, joinSafe, noText, safe} from '../../text/safe.js';
import {fit, truncate, widthOf} from '../../text/width.js';
import {wrap} from '../../text/wrap.js';
import type {ViewSize} from '../view-size.js';

/** One decision: what was agreed, what each side says now, and what each verdict would do. */
export function conflictDetailLines(detail: ConflictDetail, {width, height, now}: ViewSize): readonly Line[] {
	const {conflict} = detail;
	const head = [...headLines(detail, width, now), emptyLine, ...sideLines(conflict, width), emptyLine, ...(conflict.status === 'pending' ? verdictLines(detail, width) : closedLines(conflict, width, now, detail.undoRefusal))];
	const why = whyLines(detail, width, height - head.filter(row => row !== emptyLine).length);
	return compact([...head, emptyLine, ...why], height);
}

/** Where rows are few, the blank ones go first. */
function compact(lines: readonly Line[], height: number): readonly Line[] {
	let spare = lines.length - height;
	return lines.filter(row => row !== emptyLine || spare-- <= 0).slice(0, height);
}

const mostFactWidth = 32;

function headLines({conflict, context}: ConflictDetail, width: number, now: Date): readonly Line[] {
	// As wide at "9s" as at "10s": the name before it stays as it is.
	const waits = fit(formatSince(conflict.createdAt, now), 3, 'right');
	const right = [span(joinSafe([noText, reasonWord(conflict.reason), safe('·'), waits, safe('')], safe(' ')))];
	const {name, also} = toRecordName(conflict);
	// What the record is called stands above already.
	const facts = context.map(fact => formatFullValue(fact.value)).filter(value => value !== noText && !value.startsWith(conflict.entityLabel)).map(value => truncate(value, mostFactWidth));
	return [
		spread([span(safe(` ${name}`), 'title'), span(safe(`  ${also}`))], right, width),
		line(...fitSpans([span(safe(` ${conflict.systemName}`)), ...facts.map(fact => span(joinSafe([safe(' · '), fact]), 'dim'))], width - 1)),
	];
}

type Side = {readonly label: SafeText; readonly value: SafeText; readonly spans: readonly Span[]; readonly at: SafeText; readonly by: SafeText};

const labelWidth = 16;
const changedWidth = 13;
const mostLongLines = 4;

function sideLines(conflict: Conflict, width: number): readonly Line[] {
	const ours = formatFullValue(conflict.internalValue);
	const theirs = formatFullValue(conflict.externalValue);
	const base = formatFullValue(conflict.baseValue);
	const when = (change: Change | undefined): SafeText => (change?.at === undefined ? noText : formatMoment(change.at));
	const who = (change: Change | undefined): SafeText => safe(change?.by ?? '');
	const sides: readonly Side[] = [
		{label: safe('last agreed'), value: base, spans: [span(base, 'dim')], at: noText, by: noText},
		{label: safe('ours'), value: ours, spans: markDifference(ours, theirs), at: when(conflict.internalChange), by: who(conflict.internalChange)},
		{label: truncate(safe(conflict.systemName), labelWidth - 4), value: theirs, spans: markDifference(theirs, ours), at: when(conflict.externalChange), by: who(conflict.externalChange)},
	];
	const byWidth = Math.min(24, Math.max(2, ...sides.map(side => widthOf(side.by))));
	const valueWidth = width - labelWidth - changedWidth - byWidth - 3;
	if (sides.some(side => widthOf(side.value) > valueWidth)) return sides.flatMap(side => longSide(side, width));
	const used = Math.max(5, Math.min(valueWidth, Math.max(...sides.map(side => widthOf(side.value))) + 4));
	const heading = line(span(blanks(labelWidth)), span(fit(safe('VALUE'), used), 'heading'), span(safe(' ')), span(fit(safe('CHANGED (UTC)'), changedWidth), 'heading'), span(safe(' BY'), 'heading'));
	return [heading, ...sides.map(side => line(
		span(safe(`   ${fit(side.label, labelWidth - 3)}`)), ...side.spans, span(blanks(used - widthOf(side.value) + 1)), span(fit(side.at, changedWidth)), span(safe(' ')), span(truncate(side.by, byWidth)),
	))];
}

/** A value that is too long for a table: under its label, as far as it fits. */
function longSide(side: Side, width: number): readonly Line[] {
	const facts = joinSafe([side.at, side.by].filter(part => part !== noText), safe(' by '));
	const lines = wrap(side.value, width - 6);
	return [
		line(span(safe('   ')), span(side.label, 'strong'), span(facts === noText ? noText : joinSafe([safe(' · '), facts]), 'dim')),
		...lines.slice(0, mostLongLines).map((text, index) => line(span(safe('     ')), span(text), ...(index === mostLongLines - 1 && lines.length > mostLongLines ? [span(safe('…'), 'key')] : []))),
	];
}

const verdictKeys: ReadonlyArray<readonly [VerdictKind, string]> = [['keep_internal', 'i'], ['keep_external', 'x'], ['edit', 'e'], ['ignore', 'n']];

const recordKeys: Readonly<Record<RecordVerdictKind, string>> = {unlink: 'b', mark_gone: 'd', link: 'm', create: 'c', create_again: 'c'};

const mostOutcomeLines = 2;

/** The keys with the result of each, not the side that it takes. What ends the question over a whole record comes first. */
function verdictLines({outcomes, recordVerdicts}: ConflictDetail, width: number): readonly Line[] {
	return [
		...recordVerdicts.flatMap(choice => outcomeLines(recordKeys[choice.verdict.kind], recordVerdictToDo(choice.verdict.kind), choice, width)),
		// A record has no side that could be kept: only what can be done is shown then.
		...verdictKeys.filter(([kind]) => recordVerdicts.length === 0 || 'text' in outcomes[kind]).flatMap(([kind, key]) => outcomeLines(key, verdictToDo(kind), outcomes[kind], width)),
	];
}

function outcomeLines(key: string, label: SafeText, outcome: ConflictDetail['outcomes'][VerdictKind], width: number): readonly Line[] {
	const isOff = 'refusal' in outcome;
	const tone = isOff ? {tone: 'off'} as const : {};
	return wrap(safe(isOff ? outcome.refusal : outcome.text), width - 21).slice(0, mostOutcomeLines).map((text, index) => (index === 0
		? line(span(safe('   ')), span(safe(key), isOff ? 'off' : 'key'), {text: fit(safe(`  ${label}`), 15), ...tone}, {text, ...tone})
		: line(span(blanks(19)), {text, ...tone})));
}

function closedLines(conflict: Conflict, width: number, now: Date, undoRefusal: string | undefined): readonly Line[] {
	const who = conflict.resolvedBy === undefined ? '' : ` by ${conflict.resolvedBy}`;
	const when = conflict.resolvedAt === undefined ? '' : ` ${formatSince(conflict.resolvedAt, now)} ago`;
	const value = conflict.resolvedValue === undefined ? [] : [line(span(safe('     Our value is now ')), span(truncate(formatFullValue(conflict.resolvedValue), width - 24), 'strong'))];
	return [
		line(span(safe('   ✓ '), 'ok'), span(safe(`Settled${who}${when}: ${closingWord(conflict)}`), 'ok')),
		...value,
		...(undoRefusal === undefined ? [] : wrap(safe(undoRefusal), width - 6).map(text => line(span(safe('     ')), span(text, 'dim')))),
	];
}

/** Why it is here, and what else is known of the record, in the lines that are left. */
function whyLines({conflict, explanation, otherFields}: ConflictDetail, width: number, height: number): readonly Line[] {
	const titled = (title: string, text: SafeText, most: number): readonly Line[] =>
		wrap(text, width - 18).slice(0, most).map((part, index) => line(span(fit(safe(index === 0 ? `   ${title}` : ''), labelWidth), 'heading'), span(part)));
	const notable = otherFields.filter(field => field.state !== 'agreed');
	const agreed = otherFields.length - notable.length;
	const others = [...notable.map(field => `${field.field} ${field.state}`), ...(agreed > 0 ? [`${agreed} agreed`] : [])];
	return [
		...titled('Why here', safe(explanation), 2),
		...(others.length === 0 ? [] : titled('Other fields', safe(others.join(' · ')), 2)),
		...(conflict.assignedTo === undefined ? [] : titled('Assigned', safe(conflict.assignedTo), 1)),
		...(conflict.note === undefined ? [] : titled('Note', safe(conflict.note), 2)),
	].slice(0, Math.max(0, height));
}

export const conflictCrumbs = (conflict: Conflict): readonly SafeText[] => [fieldName(conflict), recordName(conflict)];
