import {directionWords} from '../../../core/text/describe-policy.js';
import {formatCount} from '../../../core/text/format-count.js';
import type {SafeText} from '../../../core/text/safe-text.js';
import type {Health, PairHealth} from '../../../core/health.js';
import type {Operation} from '../../../core/operation.js';
import {gutterWidth} from '../../components/list-view.js';
import {healthTop, type TopRow} from '../../store/health-top.js';
import {pairRows} from '../../store/layout.js';
import type {Window} from '../../store/window.js';
import {pluralOf} from '../../store/words.js';
import {type Column, gutterSpans, layOutColumns} from '../../text/columns.js';
import {formatSince, formatUntil} from '../../text/format.js';
import {healthGlyph, healthSign} from '../../text/glyphs.js';
import {emptyLine, type Line, line, type Span, span} from '../../text/line.js';
import {tellProgress} from '../../text/progress.js';
import {blanks, joinSafe, noText, safe} from '../../text/safe.js';
import {fit, truncate} from '../../text/width.js';
import {cutRows, wrap} from '../../text/wrap.js';
import type {ViewSize} from '../view-size.js';
import {latestLines} from './latest-view.js';
import {systemLines} from './systems-view.js';

export type HealthView = {
	readonly health: Health;
	readonly window: Window;
	/** The run of a pair that is under way. */
	readonly runningOf: (pair: PairHealth) => Operation | undefined;
	/** Since when the database is not reached: what is shown is older. */
	readonly lostSince?: Date | undefined;
};

/** How every pair stands, what the systems answer, and the latest runs; first of all, what matters most. */
export function healthLines(view: HealthView, size: ViewSize): readonly Line[] {
	const top = [...pairLines(view, size), ...systemLines(view.health.systems, size)];
	return [...top, ...runLines(view.health, size, top.length)].slice(0, size.height);
}

/** What matters most, in a sentence for a person who was just woken up, and how every pair stands. */
export function pairLines({health, window, runningOf, lostSince}: HealthView, size: ViewSize): readonly Line[] {
	const top = healthTop(health, {...size, lostSince});
	const shown = pairRows(size.height, health.pairs.length, top.length);
	return [...top.map(topLine), ...pairTable(health, window, shown, runningOf, size), ...detailLines(health.pairs[window.cursor], size), emptyLine];
}

/** The latest runs in the rows that `used` leaves. */
export const runLines = (health: Health, size: ViewSize, used: number): readonly Line[] =>
	[emptyLine, ...latestLines(health.recent, {...size, height: size.height - used - 1})].slice(0, Math.max(0, size.height - used));

const topLine = ({tone, isFirst, text, hint = noText}: TopRow): Line =>
	line(span(isFirst ? safe(` ${healthGlyph(tone)} `) : blanks(gutterWidth), tone), span(text, isFirst ? tone : undefined), span(hint, 'dim'));

function pairColumns(now: Date, isHeld: boolean): ReadonlyArray<Column<PairHealth>> {
	const count = (value: number): Span => span(formatCount(value), value > 0 ? 'waiting' : 'dim');
	const since = (at: Date | undefined): SafeText => (at === undefined ? safe('never') : joinSafe([formatSince(at, now), safe('ago')], safe(' ')));
	return [
		{title: safe('SYSTEM'), width: 10, grow: 2, most: 28, cell: pair => span(safe(pair.systemName), 'strong')},
		{title: safe('ENTITY'), width: 15, cell: pair => span(pluralOf(pair.entityType))},
		{title: safe('IN'), width: 7, grow: 1, most: 12, cell: pair => span(pair.direction === 'outbound' ? safe('-') : since(pair.lastInboundAt))},
		{title: safe('OUT'), width: 7, grow: 1, most: 12, priority: 2, cell: pair => outSpan(pair, isHeld, since)},
		{title: safe('NEXT'), width: 5, grow: 1, most: 9, priority: 1, cell: pair => (pair.lateSince === undefined ? span(formatUntil(pair.nextRunAt, now)) : span(safe(`▲${formatSince(pair.lateSince, now)}`), 'waiting'))},
		{title: safe('LAG'), width: 8, priority: 5, cell: pair => (pair.lateSince === undefined ? span(safe(pair.lastInboundAt === undefined ? '-' : 'on time'), 'dim') : span(safe(`${formatSince(pair.lateSince, now)} late`), 'waiting'))},
		{title: safe('CONFL'), width: 5, grow: 1, most: 9, align: 'right', cell: pair => count(pair.pendingConflicts)},
		{title: safe('REJ'), width: 3, grow: 1, most: 9, align: 'right', priority: 3, cell: pair => count(pair.rejected)},
		{title: safe('OUTBOX'), width: 6, grow: 1, most: 9, align: 'right', priority: 4, cell: pair => (pair.direction === 'inbound' ? span(safe('-'), 'dim') : count(pair.outboxDepth))},
		{title: safe('  STATE'), width: 11, cell: pair => {
			const sign = healthSign(pair.state);
			return {...sign, text: joinSafe([blanks(2), sign.text])};
		}},
	];
}

function outSpan(pair: PairHealth, isHeld: boolean, since: (at: Date | undefined) => SafeText): Span {
	if (pair.direction === 'inbound') return span(safe('-'), 'dim');
	if (!pair.isPushEnabled) return span(safe('off'), 'dim');
	return isHeld ? span(safe('held'), 'failing') : span(since(pair.lastOutboundAt));
}

function pairTable(health: Health, window: Window, shown: number, runningOf: HealthView['runningOf'], {width, now}: ViewSize): readonly Line[] {
	const columns = layOutColumns(pairColumns(now, health.pushHold !== undefined), width - gutterWidth);
	const cells = (give: (column: Column<PairHealth>) => Span): readonly Span[] => columns.flatMap((column, index) => {
		const cell = give(column);
		return [...(index === 0 ? [] : [span(blanks(1))]), {...cell, text: fit(cell.text, column.width, column.align)}];
	});
	// A pair under way gives its figures' place to its progress; what it is and its state stay where they are.
	const middle = columns.slice(2, -1).reduce((sum, column) => sum + column.width + 1, -1);
	const rows = health.pairs.slice(window.top, window.top + shown).map((pair, index): Line => {
		const isSelected = window.top + index === window.cursor;
		const operation = runningOf(pair);
		const all = cells(column => column.cell(operation === undefined ? pair : {...pair, state: 'running'}));
		const figures = operation === undefined ? all : [...all.slice(0, 4), span(fit(tellProgress(operation, now, middle), middle), 'running'), ...all.slice(-2)];
		const spans = [...gutterSpans(isSelected), ...figures];
		return isSelected ? {spans, isSelected} : {spans};
	});
	const heading = {spans: [span(blanks(gutterWidth)), ...cells(column => span(column.title, 'heading'))]};
	return [heading, ...rows];
}

const mostDetailRows = 4;

/** More about the selected pair: why it fails or is not whole, in full as far as rows go, or who holds it and which way it goes. */
function detailLines(pair: PairHealth | undefined, {width, now}: ViewSize): readonly Line[] {
	if (pair === undefined) return [emptyLine];
	const cells = width - gutterWidth;
	if (pair.problem !== undefined) {
		const tone = pair.state === 'failing' ? 'failing' : 'waiting';
		return cutRows(wrap(safe(pair.problem), cells), mostDetailRows, cells).map((text, index) =>
			line(index === 0 ? span(joinSafe([safe(' '), healthGlyph(tone), safe(' ')]), tone) : span(blanks(gutterWidth)), span(text, tone)));
	}
	const facts = [
		joinSafe([safe(pair.systemName), pluralOf(pair.entityType)], safe(' ')),
		safe(directionWords[pair.direction]),
		...(pair.direction === 'inbound' || pair.isPushEnabled ? [] : [safe('pushing is off')]),
		...(pair.lateSince === undefined ? [] : [safe(`due ${formatSince(pair.lateSince, now)} ago and not run`)]),
		...(pair.leaseHolder === undefined ? [] : [safe(`held by ${pair.leaseHolder}`)]),
	];
	return [line(span(blanks(gutterWidth)), span(truncate(joinSafe(facts, safe(' · ')), cells), 'dim'))];
}
