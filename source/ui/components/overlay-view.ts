import {formatCount} from '../../core/text/format-count.js';
import type {SafeText} from '../../core/text/safe-text.js';
import {showKey} from '../keymap/binding.js';
import type {HelpEntry} from '../keymap/help.js';
import type {ChoiceOverlay, ConfirmOverlay, Overlay, PromptPurpose, Question} from '../store/overlay.js';
import type {Bulk} from '../store/bulk.js';
import type {TextField} from '../store/text-field.js';
import {formatCountdown} from '../text/format.js';
import {emptyLine, fitSpans, type Line, line, type Span, span, spansWidth} from '../text/line.js';
import {progressBar} from '../text/progress-bar.js';
import {blanks, joinSafe, noText, repeatSafe, safe} from '../text/safe.js';
import {fit, graphemesOf, truncate, widthOf} from '../text/width.js';
import {wrap} from '../text/wrap.js';

/** A text field on `width` cells, with its cursor; what does not fit is to the left of it. */
export function fieldSpans(field: TextField, width: number): readonly Span[] {
	const graphemes = graphemesOf(field.value);
	let start = 0;
	const before = (from: number): SafeText => safe(graphemes.slice(from, field.cursor).join(''));
	while (widthOf(before(start)) > width - 2) start++;
	const under = safe(graphemes[field.cursor] ?? ' ');
	const rest = Math.max(0, width - widthOf(before(start)) - widthOf(under));
	return [span(before(start), 'field'), span(under, 'cursor'), span(fit(safe(graphemes.slice(field.cursor + 1).join('')), rest), 'field')];
}

/** A frame of `width` cells around lines; every cell in it is drawn, so that it covers what lies below. */
export function framed(title: SafeText, lines: readonly Line[], width: number): readonly Line[] {
	const inner = width - 4;
	const heading = truncate(title, inner - 2);
	const rule = safe('─');
	return [
		line(span(safe('┌─ '), 'rule'), span(heading, 'title'), span(joinSafe([safe(' '), repeatSafe(rule, width - 5 - widthOf(heading)), safe('┐')]), 'rule')),
		...lines.map(row => {
			const spans = fitSpans(row.spans, inner);
			return line(span(safe('│ '), 'rule'), ...spans, span(blanks(inner - spansWidth(spans))), span(safe(' │'), 'rule'));
		}),
		line(span(joinSafe([safe('└'), repeatSafe(rule, width - 2), safe('┘')]), 'rule')),
	];
}

export function promptLines(overlay: Extract<Overlay, {readonly kind: 'prompt'}>, width: number): readonly Line[] {
	const problem = overlay.problem === undefined ? [] : wrap(overlay.problem, width - 4).map(text => line(span(text, 'failing')));
	const examples = overlay.purpose.kind === 'filter' ? [line(span(filterExamples, 'dim'))] : [];
	const hint = overlay.isBusy ? '◆ a moment…' : `↵ ${entered[overlay.purpose.kind]}  esc close`;
	return framed(overlay.title, [line(...fieldSpans(overlay.field, width - 4)), ...problem, ...examples, line(span(safe(hint), 'dim'))], width);
}

const filterExamples = safe('field:poc theirs:~x older:3h severity:high+ or not ( )');

/** What Enter does with what was typed. */
const entered: Readonly<Record<PromptPurpose['kind'], string>> = {
	filter: 'show', edit: 'settle it', 'edit-many': 'show what it would do', link: 'link', search: 'search', rule: 'judge it; nothing is saved yet',
	try: 'try; nothing is written', discard: 'put it aside', note: 'save', assign: 'assign',
};

/** What has to be typed, and the buttons. */
export function questionLines({expected, field, focus, confirmLabel}: Question): {readonly typed: readonly Line[]; readonly buttons: Line} {
	const button = (label: SafeText, isFocused: boolean): Span => (isFocused ? span(safe(`>[ ${label} ]<`), 'cursor') : span(safe(` [ ${label} ] `)));
	return {
		typed: expected === undefined ? [] : [line(span(safe(`Type ${expected} to go on: `), 'waiting'), ...fieldSpans(field, 12))],
		buttons: confirmLabel === undefined
			? line(button(safe('Close'), true))
			: line(button(safe('Cancel'), focus === 'cancel'), span(safe('  ')), button(confirmLabel, focus === 'confirm'), span(safe('   tab chooses, ↵ does it'), 'dim')),
	};
}

export function confirmLines(overlay: ConfirmOverlay, width: number, height: number): readonly Line[] {
	const {typed: field, buttons} = questionLines(overlay);
	const typed = field.length === 0 ? [] : [emptyLine, ...field];
	const body = overlay.lines.flatMap(text => (text === noText ? [emptyLine] : wrap(text, width - 4).map(part => line(span(part)))));
	const most = Math.max(1, height - 5 - typed.length);
	return framed(overlay.title, [
		...body.slice(0, most),
		...typed,
		emptyLine,
		buttons,
	], width);
}

export const choiceLines = ({title, options, hint}: ChoiceOverlay, width: number): readonly Line[] => framed(title, [
	...options.map(({key, text}) => line(span(safe(key), 'key'), span(joinSafe([safe('  '), text])))),
	line(span(joinSafe([hint, safe('esc close')], safe(hint === noText ? '' : '  ')), 'dim')),
], width);

export function progressLines(title: SafeText, bulk: Bulk | undefined, now: number, width: number): readonly Line[] {
	const inner = width - 4;
	if (bulk === undefined || bulk.phase !== 'running') return framed(title, [line(span(safe('◆ a moment…'), 'running')), line(span(safe('esc cancels'), 'dim'))], width);
	const finished = bulk.done + bulk.skipped;
	return framed(title, [
		line(span(progressBar(finished / Math.max(1, bulk.total), inner), 'running')),
		line(span(safe(`${formatCount(finished)} of ${formatCount(bulk.total)}${bulk.skipped > 0 ? ` · ${formatCount(bulk.skipped)} stay` : ''}${tellRate(bulk, now)}`))),
		line(span(safe(bulk.isCancelled ? 'stopping…' : 'esc stops; what is done stays done'), 'dim')),
	], width);
}

/** Below this, a rate says more about the start than about the work. */
const leastElapsedMs = 1000;

function tellRate({done, skipped, total, startedAt}: Bulk, now: number): string {
	const elapsed = startedAt === undefined ? 0 : now - startedAt;
	const finished = done + skipped;
	if (elapsed < leastElapsedMs || finished === 0) return '';
	return ` · ${formatCount((finished * 1000) / elapsed)}/s · ${formatCountdown((elapsed / finished) * Math.max(0, total - finished))} left`;
}

/** All keys, a line each, grouped; the cursor can run one. */
export function helpLines(entries: readonly HelpEntry[], overlay: Extract<Overlay, {readonly kind: 'help'}>, width: number, height: number): readonly Line[] {
	const rows = entries.flatMap((entry, index): ReadonlyArray<{readonly index: number | undefined; readonly line: Line}> => {
		const isFirst = entries[index - 1]?.group !== entry.group;
		return [...(isFirst ? [{index: undefined, line: line(span(safe(` ${entry.group}`), 'heading'))}] : []), {index, line: helpLine(entry, index === overlay.cursor, width)}];
	});
	const room = Math.max(1, height - 2 - helpTextRows);
	const chosen = entries[overlay.cursor];
	const selected = rows.findIndex(row => row.index === overlay.cursor);
	const top = Math.max(0, Math.min(selected - Math.floor(room / 2), rows.length - room));
	return [
		line(span(safe(' Find: '), 'key'), ...fieldSpans(overlay.field, Math.min(40, width - 40)), span(safe('  ↑↓ choose  ↵ run it  esc close'), 'dim')),
		...(rows.length === 0 ? [line(span(safe(' No key matches.'), 'dim'))] : rows.slice(top, top + room).map(row => row.line)),
		...Array.from({length: Math.max(0, room - Math.max(1, rows.length))}, () => emptyLine),
		...(chosen === undefined ? [] : wrap(safe(tellBinding(chosen)), width - 2).slice(0, helpTextRows).map(text => line(span(safe(' ')), span(text, chosen.reasonOff === undefined ? undefined : 'waiting')))),
	];
}

/** Below the keys: what the chosen one does, in full, where its row has no room for it. */
const helpTextRows = 3;

const tellBinding = ({binding, reasonOff}: HelpEntry): string => (reasonOff === undefined ? binding.help : `${binding.help} Off: ${reasonOff}`);

function helpLine(entry: HelpEntry, isSelected: boolean, width: number): Line {
	const {binding} = entry;
	const keys = binding.keys.map(showKey).join('  ');
	const isOff = entry.reasonOff !== undefined;
	const spans = [
		span(safe(isSelected ? '> ' : '  ')), span(fit(safe(keys), 14), isOff ? 'off' : 'key'), span(safe(' ')), span(fit(safe(binding.label), 14), isOff ? 'off' : 'strong'), span(safe(' ')),
		span(truncate(safe(tellBinding(entry)), width - 32), isOff ? 'off' : undefined),
	];
	return isSelected ? {spans, isSelected} : {spans};
}
