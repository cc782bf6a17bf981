import {formatAmount, formatCount} from '../../../core/text/format-count.js';
import type {PoamOmissions} from '../../../core/poam-proposal.js';
import type {PoamProposals} from '../../../operations/propose-poams.js';
import {rowLines} from '../../components/list-view.js';
import {proposalHeight} from '../../store/layout.js';
import {proposalRows, type ProposalRow} from '../../store/proposal-rows.js';
import type {Window} from '../../store/window.js';
import type {Column} from '../../text/columns.js';
import {formatFullValue, formatSince} from '../../text/format.js';
import {emptyLine, type Line, line, type Span, span} from '../../text/line.js';
import {safe} from '../../text/safe.js';
import {truncate} from '../../text/width.js';
import {wrap} from '../../text/wrap.js';
import type {Tone} from '../../theme/tone.js';
import type {ViewSize} from '../view-size.js';
import {severityWord} from './severity-word.js';

const ofMissing = (cell: (proposal: Extract<ProposalRow, {readonly kind: 'missing'}>['proposal']) => Span) => (row: ProposalRow): Span => (row.kind === 'missing' ? cell(row.proposal) : span(safe(''), 'dim'));

function stateCell(row: ProposalRow): Span {
	if (row.kind === 'done') return span(safe(row.closing.action === 'close' ? '● to close' : '● unneeded'), 'ok');
	if (row.proposal.refusals.length > 0) return span(safe('✖ cannot'), 'failing');
	return row.proposal.refusedBefore === undefined ? span(safe('+ missing'), 'waiting') : span(safe('▲ refused'), 'waiting');
}

const severityTones: readonly (Tone | undefined)[] = ['dim', 'dim', undefined, 'waiting', 'failing'];

const columns = (now: Date): ReadonlyArray<Column<ProposalRow>> => [
	{title: safe('STATE'), width: 10, cell: stateCell},
	{title: safe('SYSTEM'), width: 8, grow: 1, most: 16, cell: row => span(safe(row.kind === 'missing' ? row.proposal.systemId : row.closing.systemId))},
	{title: safe('SEVERITY'), width: 8, priority: 1, cell: ofMissing(({severity}) => span(severityWord(severity), severityTones[severity]))},
	{title: safe('WEAKNESS'), width: 18, grow: 4, cell: row => span(safe(row.kind === 'missing' ? row.proposal.pluginName : `${row.closing.poamId}: ${row.closing.weakness}`), 'strong')},
	{title: safe('CONTROL'), width: 8, priority: 3, cell: ofMissing(({fields}) => span(formatFullValue(fields['security_control'])))},
	{title: safe('HOSTS'), width: 5, align: 'right', priority: 2, cell: ofMissing(({hosts}) => span(formatCount(hosts.length)))},
	{title: safe('DUE'), width: 10, cell: ofMissing(({fields}) => span(formatFullValue(fields['scheduled_completion'])))},
	{title: safe('FOUND'), width: 6, align: 'right', priority: 4, cell: ofMissing(({firstFound}) => span(formatSince(firstFound, now)))},
];

const omissions: Readonly<Record<keyof PoamOmissions, string>> = {
	planned: 'have a plan', tooEarly: 'too young', notSeen: 'not seen lately', belowTerms: 'not severe enough', unknownSystem: 'of a system unknown there',
};

function tellLeaving({isPushEnabled, isPushHeld}: Pick<PoamProposals, 'isPushEnabled' | 'isPushHeld'>): string {
	if (isPushHeld) return 'What is made waits here: pushing is held (see Health, 1).';
	return isPushEnabled ? 'What is made leaves with the next run.' : 'What is made waits here: pushing of POA&Ms is off.';
}

/** Where they would be made, what became of the other open weaknesses, and whether anything leaves. */
function headLines({systemName, omitted, ...leaving}: PoamProposals, width: number): readonly Line[] {
	const left = (Object.keys(omissions) as (keyof PoamOmissions)[]).filter(name => omitted[name] > 0).map(name => `${formatCount(omitted[name])} ${omissions[name]}`);
	return [
		line(span(truncate(safe(` For ${systemName}. ${tellLeaving(leaving)}`), width), leaving.isPushEnabled && !leaving.isPushHeld ? undefined : 'waiting')),
		line(span(truncate(safe(left.length === 0 ? '' : ` Others: ${left.join(', ')}.`), width), 'dim')),
	];
}

const detailRows = 4;

function tellSelected(row: ProposalRow | undefined): string {
	if (row === undefined) return '';
	if (row.kind === 'done') return `${row.closing.poamId}: all ${formatCount(row.closing.fixedFindings)} findings are fixed. ${row.closing.weakness}`;
	const {hosts, firstFound, refusals, refusedBefore, fields} = row.proposal;
	return [
		...refusals.map(refusal => `▲ Cannot be made so: ${refusal}`), ...(refusedBefore === undefined ? [] : [`▲ Refused before: ${refusedBefore}`]),
		`Evidence: ${formatAmount(hosts.length, 'host', 'hosts')}, first found ${firstFound.toISOString().slice(0, 10)}.`, String(fields['weakness_description'] ?? '').replaceAll('\n', ' '),
	].join(' ');
}

/** Every POA&M that is missing, with its evidence, and those that are done with. */
export function proposalLines(data: PoamProposals, window: Window, {width, height, now}: ViewSize): readonly Line[] {
	const rows = proposalRows(data);
	const room = proposalHeight(height);
	const shown = rows.length === 0 ? [emptyLine, line(span(safe(' ● Every open finding that should have a POA&M has one.'), 'ok'))] : rowLines({rows, window, columns: columns(now), width, height: room, isDim: row => row.kind === 'done'});
	const detail = wrap(safe(tellSelected(rows[window.cursor])), width - 2).slice(0, detailRows).map(text => line(span(safe(' ')), span(text, 'dim')));
	return [...headLines(data, width), ...shown, ...Array.from({length: Math.max(0, room + 1 - shown.length)}, () => emptyLine), emptyLine, ...detail].slice(0, height);
}
