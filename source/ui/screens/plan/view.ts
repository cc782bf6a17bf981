import {formatAmount, formatCount} from '../../../core/text/format-count.js';
import {type RecordName, toRecordName} from '../../../core/text/record-name.js';
import type {PairPlan, PlanRow, PlanRowKind, PlanTally, SyncPlan} from '../../../core/sync-plan.js';
import type {SafeText} from '../../../core/text/safe-text.js';
import {listLines} from '../../components/list-view.js';
import type {KeyList} from '../../store/key-list.js';
import {planHeadRows, planHeight} from '../../store/layout.js';
import {pluralOf, tellCounts} from '../../store/words.js';
import type {Column} from '../../text/columns.js';
import {formatClock, formatFullValue} from '../../text/format.js';
import {emptyLine, fitSpans, type Line, line, span, spread} from '../../text/line.js';
import {joinSafe, safe} from '../../text/safe.js';
import {truncate, widthOf} from '../../text/width.js';
import type {Tone} from '../../theme/tone.js';
import type {ViewSize} from '../view-size.js';

const kindWords: Readonly<Record<PlanRowKind, {readonly word: string; readonly tone: Tone}>> = {
	created: {word: '+ create', tone: 'ok'}, linked: {word: '= link', tone: 'ok'}, updated: {word: '~ update', tone: 'running'}, conflicting: {word: '▲ ask', tone: 'waiting'},
	rejected: {word: '✖ reject', tone: 'failing'}, missing: {word: '◌ missing', tone: 'waiting'}, noted: {word: '· note', tone: 'dim'},
};
export const kindWord = (kind: PlanRowKind): SafeText => safe(kindWords[kind].word);

/** What a person calls the record, and what else it goes by. */
const nameOf = ({entityType, entityId, externalId, label}: PlanRow): RecordName => toRecordName({entityType, entityId: entityId === '' ? externalId : entityId, entityLabel: label});
export const recordOf = (row: PlanRow): SafeText => safe(nameOf(row).name);
export const alsoOf = (row: PlanRow): SafeText => safe(nameOf(row).also);

/** "poc: Lee → Dana". What becomes of a field, in as many cells as there are. */
function tellRow({changes, questions, owed, kind}: PlanRow): SafeText {
	const told = [
		...changes.filter(({before, after}) => before !== undefined || after !== null).map(({field, before, after}) => `${field}: ${before === undefined ? '' : `${formatFullValue(before)} → `}${formatFullValue(after)}`),
		...questions.map(({field, reason, internal, external}) => `${field ?? 'record'}: ${reason.replaceAll('_', ' ')}${field === undefined ? '' : `, ours ${formatFullValue(internal)}, theirs ${formatFullValue(external)}`}`),
		...(owed.length === 0 ? [] : [`owed to them: ${owed.join(', ')}`]),
	];
	return safe(told.length > 0 ? told.join(' · ') : kind === 'missing' ? 'the other side did not return it' : '');
}

/** What names do not need goes to what would become of the record. */
function columns(rows: readonly PlanRow[]): ReadonlyArray<Column<PlanRow>> {
	const widest = (tell: (row: PlanRow) => SafeText, least: number): number => Math.max(least, ...rows.map(row => widthOf(tell(row))));
	const also = Math.min(40, widest(alsoOf, 11));
	return [
		{title: safe('WOULD'), width: 10, cell: row => span(kindWord(row.kind), kindWords[row.kind].tone)},
		{title: safe('RECORD'), width: 16, grow: 1, most: Math.min(36, widest(recordOf, 16)), cell: row => span(recordOf(row), 'strong')},
		{title: safe('NAME OR KEY'), width: Math.min(28, also), grow: 1, most: also, priority: 1, cell: row => span(alsoOf(row), 'dim')},
		{title: safe('BEFORE → AFTER'), width: 26, grow: 4, cell: row => span(tellRow(row))},
	];
}

/** What a plan would do: the counts, what would stop it, and record by record. */
export function planLines(plan: SyncPlan, list: KeyList<PlanRow>, {width, height, now}: ViewSize): readonly Line[] {
	const head = [stateLine(plan, width), ...plan.pairs.flatMap(pair => pairLines(pair, width))].slice(0, planHeadRows(height, plan));
	const room = planHeight(height, plan);
	const rows = listLines({list, now: now.getTime(), columns: columns(list.rows), width, height: room, ...tellNothing(plan)});
	const selected = list.rows[list.window.cursor];
	return [...head, ...rows, ...Array.from({length: Math.max(0, room + 1 - rows.length)}, () => emptyLine), emptyLine, selected === undefined ? emptyLine : line(span(truncate(safe(` ${recordOf(selected)}  ${tellRow(selected)}`), width), 'dim'))].slice(0, height);
}

/** Of all records none, or none of the kind that is shown alone. */
const tellNothing = ({pairs}: SyncPlan): {readonly empty: SafeText; readonly hint: SafeText} => (pairs.every(({touched}) => touched === 0)
	? {empty: safe('This plan touches no record.'), hint: safe('Both sides stand as they should: there is nothing to apply.')}
	: {empty: safe('This plan touches no such record.'), hint: safe('tab shows the next kind.')});

function stateLine({createdAt, createdBy, appliedAt, appliedBy}: SyncPlan, width: number): Line {
	const state = appliedAt === undefined ? span(safe('◌ nothing is done yet'), 'off') : span(safe(`● applied by ${appliedBy ?? 'somebody'} ${formatClock(appliedAt)} UTC`), 'ok');
	return spread([span(safe(` Made by ${createdBy}, ${formatClock(createdAt)} UTC`), 'dim')], [state, span(safe(' '))], width);
}

const pairLines = ({systemName, entityType, counts, tally, guards, problems, touched}: PairPlan, width: number): readonly Line[] => [
	line(...fitSpans([span(joinSafe([safe(` ${systemName}`), pluralOf(entityType)], safe(' ')), 'strong'), span(safe(` · ${formatAmount(touched, 'record', 'records')} touched · ${tellTally(tally)}`))], width)),
	line(span(truncate(safe(`   ${tellCounts(counts)}`), width), 'dim')),
	...guards.map(guard => line(span(truncate(safe(` ▲ A guard would stop it: ${guard}`), width), 'waiting'))),
	...problems.map(problem => line(span(truncate(safe(` ✖ ${problem}`), width), 'failing'))),
];

export function tellTally({linked, conflictsOpened, conflictsClosed, owed, missing}: PlanTally): SafeText {
	const told = [
		...(linked > 0 ? [`${formatCount(linked)} linked for the first time`] : []), ...(conflictsOpened > 0 ? [formatAmount(conflictsOpened, 'conflict opened', 'conflicts opened')] : []),
		...(conflictsClosed > 0 ? [formatAmount(conflictsClosed, 'conflict closed', 'conflicts closed')] : []), ...(owed > 0 ? [formatAmount(owed, 'field owed', 'fields owed')] : []),
		...(missing > 0 ? [`${formatCount(missing)} not returned`] : []),
	];
	return safe(told.length === 0 ? 'nothing else changes' : told.join(' · '));
}
