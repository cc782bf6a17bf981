import type {SafeText} from '../../../core/text/safe-text.js';
import type {RecordDetail} from '../../../operations/get-record.js';
import {rowLines} from '../../components/list-view.js';
import {recordHeight} from '../../store/layout.js';
import {recordRows, type RecordRow} from '../../store/record-rows.js';
import type {Window} from '../../store/window.js';
import type {Column} from '../../text/columns.js';
import {formatFullValue, formatMoment, formatSince} from '../../text/format.js';
import {syncStatusSign, verdictSign} from '../../text/glyphs.js';
import {emptyLine, type Line, line, type Span, span, spread} from '../../text/line.js';
import {joinSafe, safe} from '../../text/safe.js';
import {truncate, widthOf} from '../../text/width.js';
import type {ViewSize} from '../view-size.js';

/** A record: who knows it, its fields, and why the selected one holds what it holds. */
export function recordLines(detail: RecordDetail, window: Window, {width, height, now}: ViewSize): readonly Line[] {
	const rows = recordRows(detail);
	const shown = recordHeight(height);
	const table = rowLines({rows, window, columns: columns(rows, detail), width, height: shown, isDim: row => row.explained === undefined && row.value === null});
	const selected = rows[window.cursor];
	return [...headLines(detail, width, now), ...table, ...Array.from({length: Math.max(0, shown + 1 - table.length)}, () => emptyLine), emptyLine, ...whyLines(selected, width)].slice(0, height);
}

function headLines({record, links}: RecordDetail, width: number, now: Date): readonly Line[] {
	const facts = [
		links.length === 0 ? safe('linked to no system') : joinSafe(links.map(({systemName, externalId}) => safe(`${systemName} knows it as ${externalId}`)), safe(', ')),
		...(record.updatedAt === undefined ? [] : [safe(`changed ${formatSince(record.updatedAt, now)} ago`)]),
		...(record.operationId === undefined ? [] : [safe(`by run ${record.operationId.slice(0, 8)}`)]),
	];
	return [
		spread([span(safe(` ${record.label === '' ? record.entityId : record.label}`), 'title')], [span(safe(' ')), syncStatusSign(record.syncStatus), span(safe(' '))], width),
		line(span(truncate(safe(` ${joinSafe(facts, safe(' · '))}`), width), 'dim')),
	];
}

const shownValue = (value: RecordRow['value']): Span => (value === null || value === undefined ? span(safe('-'), 'dim') : span(formatFullValue(value)));

function columns(rows: readonly RecordRow[], {links}: RecordDetail): ReadonlyArray<Column<RecordRow>> {
	const widest = Math.min(26, Math.max(10, ...rows.map(({field}) => widthOf(field))));
	return [
		{title: safe('FIELD'), width: Math.min(14, widest), grow: 6, most: widest, cell: row => span(safe(row.field), 'strong')},
		{title: safe('OURS'), width: 10, grow: 3, cell: row => shownValue(row.value)},
		{title: safe('THEIRS'), width: 10, grow: 2, cell: row => (row.explained === undefined ? span(safe('')) : row.explained.verdict?.kind === 'agree' ? span(safe('the same'), 'dim') : shownValue(row.explained.external))},
		...(links.length < 2 ? [] : [{title: safe('WITH'), width: 8, grow: 1, most: 20, priority: 1, cell: (row: RecordRow) => span(safe(row.systemName ?? ''))}]),
		{title: safe('STATE'), width: 18, cell: row => (row.explained === undefined ? span(safe('ours alone'), 'dim') : verdictSign(row.explained.verdict))},
	];
}

/** Where the values come from and which rule decides, in the two lines that are kept for it. */
function whyLines(row: RecordRow | undefined, width: number): readonly Line[] {
	if (row === undefined) return [];
	const {explained} = row;
	if (explained === undefined) return [line(span(safe(` No mapping of a linked system reads or writes ${row.field}.`), 'dim'))];
	const because = explained.verdict === undefined ? safe(' Not compared: the field policy says so.') : safe(` Because ${explained.verdict.rule}.`);
	return [line(span(truncate(because, width))), line(span(truncate(safe(` ${joinSafe(originOf(row), safe(' · '))}`), width), 'dim'))];
}

/** Who moved each side last, as far as it is known. */
function originOf({explained, systemName}: RecordRow): readonly SafeText[] {
	if (explained === undefined) return [];
	const {internalChange, externalChange, conflict} = explained;
	return [
		safe(internalChange === undefined ? `ours as agreed with ${systemName ?? ''}` : `ours by ${internalChange.by}${internalChange.at === undefined ? '' : `, ${formatMoment(internalChange.at)} UTC`}`),
		...(externalChange.at === undefined ? [] : [safe(`their record by ${externalChange.by ?? 'somebody'}, ${formatMoment(externalChange.at)} UTC`)]),
		...(conflict === undefined ? [] : [safe(`conflict ${conflict.id} is ${conflict.status}`)]),
	];
}
