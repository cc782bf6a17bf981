import {formatCount} from '../../core/text/format-count.js';
import type {SafeText} from '../../core/text/safe-text.js';
import {formatSpan} from '../../core/text/format-age.js';
import {healthGlyph} from '../text/glyphs.js';
import {type Line, type Span, span, spansWidth, spread} from '../text/line.js';
import {joinSafe, noText, repeatSafe, safe} from '../text/safe.js';
import {widthOf} from '../text/width.js';
import {wrap} from '../text/wrap.js';
import {showKey} from '../keymap/binding.js';
import type {FooterItem} from '../keymap/overlay-footer.js';
import {viewNames} from '../store/view-names.js';
import {type ViewName, views} from '../store/route.js';
import type {ConsoleState, Notice} from '../store/state.js';

const space = safe(' ');

export type HeaderFacts = Pick<ConsoleState, 'environmentName' | 'connection' | 'answeredAt' | 'now' | 'actor' | 'isReadOnly'> & {
	readonly view: ViewName;
	readonly pendingConflicts: number | undefined;
	/** Nothing may leave, by any pair. */
	readonly isHeld: boolean;
	readonly running: number;
};

/** Who, where, which screens there are, what waits, and how fresh all of it is. What changes stands at the right. */
export function headerLine(facts: HeaderFacts, width: number): Line {
	const badge = span(safe(` ${facts.environmentName === '' ? 'parley' : facts.environmentName} `), 'environment');
	const rights = rightVariants(facts);
	for (const naming of ['label', 'short', undefined] as const) {
		const left = [badge, span(space), ...tabSpans(facts.view, naming)];
		// What waits, and that nothing is sent, in so many words, is worth more than the names of screens.
		const possible = naming === undefined ? rights : rights.slice(0, facts.isHeld ? -4 : -3);
		const right = possible.find(variant => spansWidth(left) + spansWidth(variant) < width);
		if (right !== undefined) return spread(left, right, width);
	}
	return spread([badge], rights.at(-1) ?? [], width);
}

const tabSpans = (current: ViewName, naming: 'label' | 'short' | undefined): readonly Span[] => views.flatMap((view, index) => {
	const label = safe(naming !== undefined ? `${index + 1} ${viewNames[view][naming]}` : view === current ? `${index + 1} ${viewNames[view].label}` : String(index + 1));
	return [...(index === 0 ? [] : [span(space)]), span(label, view === current ? 'tab' : 'dim')];
});

/** The right end of the header, from all that can be said to the least. */
function rightVariants(facts: HeaderFacts): ReadonlyArray<readonly Span[]> {
	const {pendingConflicts, actor, isHeld, isReadOnly, running} = facts;
	const who = actor === undefined ? [] : [span(safe(`${actor.username} · ${isReadOnly ? 'read-only' : actor.role}  `), 'dim')];
	const lock = isReadOnly ? [span(safe('read-only  '), 'waiting')] : [];
	const run = running === 0 ? [] : [span(safe(`${healthGlyph('running')} ${running} running  `), 'running')];
	const waits = (text: string): readonly Span[] => (pendingConflicts === undefined || pendingConflicts === 0 ? [] : [span(safe(`▲ ${formatCount(pendingConflicts)}${text}  `), 'waiting')]);
	const held = (text: string): readonly Span[] => (isHeld ? [span(safe(`${healthGlyph('failing')} ${text}  `), 'failing')] : []);
	const fresh = [freshnessSpan(facts)];
	return [
		[...who, ...run, ...held('nothing is sent'), ...waits(pendingConflicts === 1 ? ' conflict' : ' conflicts'), ...fresh],
		[...lock, ...run, ...held('nothing is sent'), ...waits(' wait'), ...fresh],
		[...lock, ...held('nothing is sent'), ...waits(' wait'), ...fresh],
		[...lock, ...held('held'), ...waits(''), ...fresh],
		[...held('held'), ...waits(''), ...fresh],
		[...held('held'), ...fresh],
		fresh,
	];
}

/** Data older than this was not confirmed by a heartbeat: it is stale, whatever the connection says. */
const staleAfterMs = 30_000;

function freshnessSpan({connection, answeredAt, now}: HeaderFacts): Span {
	const age = answeredAt === undefined ? undefined : Math.max(0, now - answeredAt);
	switch (connection.kind) {
		case 'connecting': return span(safe('◌ connecting'), 'running');
		case 'failed': return span(safe('✖ no database'), 'failing');
		case 'lost': return span(safe(`✖ stale ${formatSpan(now - connection.since)}, reconnecting`), 'failing');
		case 'live':
			if (age === undefined) return span(safe('◌ reading'), 'running');
			return age > staleAfterMs ? span(safe(`▲ stale ${formatSpan(age)}`), 'waiting') : span(safe(`● live ${formatSpan(age)}`), 'ok');
	}
}

const ruleGlyph = safe('─');

/** A rule that carries the screen's title at its left and where the cursor is at its right. */
export const titleLine = (crumbs: readonly SafeText[], position: SafeText, width: number): Line => spread(
	[span(safe('── '), 'rule'), ...crumbs.flatMap((crumb, index) => [...(index === 0 ? [] : [span(safe(' › '), 'dim')]), span(crumb, index === crumbs.length - 1 ? 'title' : undefined)]), span(space)],
	position === noText ? [] : [span(joinSafe([space, position]), 'strong')],
	width,
	cells => span(repeatSafe(ruleGlyph, cells), 'rule'),
);

const noticeGlyphs: Readonly<Record<Notice['tone'], string>> = {ok: '✓', waiting: '▲', failing: '✖', running: '◆', dim: '·'};

/** At most this many lines of a notice; the rest of a longer one is cut. */
const mostNoticeLines = 5;

/**
 * The rule above the footer. It carries what just happened, so that nothing moves when something does; what does not
 * fit it stands below it, over the last rows of the screen.
 */
export function noticeLines(notice: Pick<Notice, 'tone' | 'text'> | undefined, width: number): readonly Line[] {
	if (notice === undefined) return [{spans: [span(repeatSafe(ruleGlyph, width), 'rule')]}];
	const tone = notice.tone === 'dim' ? undefined : notice.tone;
	const glyph = span(safe(`${noticeGlyphs[notice.tone]} `), notice.tone);
	const rest = width - widthOf(notice.text) - 6;
	if (rest >= 0) return [{spans: [span(safe('── '), 'rule'), glyph, span(notice.text, tone), span(joinSafe([space, repeatSafe(ruleGlyph, rest)]), 'rule')]}];
	const lines = wrap(notice.text, width - 4).slice(0, mostNoticeLines);
	return [
		{spans: [span(repeatSafe(ruleGlyph, width), 'rule')]},
		...lines.map((text, index) => ({spans: [span(space), index === 0 ? glyph : span(safe('  ')), span(text, tone)]})),
	];
}

/** As many keys as fit, in their order; help and quit always do. */
export function footerLine(bindings: readonly FooterItem[], width: number): Line {
	const items = bindings.map(binding => ({isKept: (binding.footer ?? 0) >= 91, spans: [span(safe(showKey(binding.keys[0] ?? '')), 'key'), span(safe(` ${binding.label}`))]}));
	const gap = span(safe('  '));
	const widthOfItem = (item: (typeof items)[number]): number => spansWidth(item.spans) + 2;
	let left = width - 1 - items.filter(item => item.isKept).reduce((sum, item) => sum + widthOfItem(item), 0);
	const chosen = items.filter(item => {
		if (item.isKept) return true;
		const fits = widthOfItem(item) <= left;
		left = fits ? left - widthOfItem(item) : 0;
		return fits;
	});
	return {spans: [span(space), ...chosen.flatMap((item, index) => (index === 0 ? item.spans : [gap, ...item.spans]))]};
}
