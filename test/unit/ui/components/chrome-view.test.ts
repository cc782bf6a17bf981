import {describe, expect, test} from 'vitest';
import {footerLine, headerLine, type HeaderFacts, noticeLines, titleLine} from '../../../../source/ui/components/chrome-view.js';
import {footerOf} from '../../../../source/ui/keymap/keymaps.js';
import {spansWidth} from '../../../../source/ui/text/line.js';
import {plainText} from '../../../support/plain-text.js';
import {noText, safe} from '../../../../source/ui/text/safe.js';

const now = Date.parse('2026-11-21T14:00:00Z');
const facts: HeaderFacts = {
	environmentName: 'PROD', connection: {kind: 'live'}, answeredAt: now - 2000, now, actor: {userId: 1, username: 'sam', role: 'operator'}, isReadOnly: false,
	view: 'health', pendingConflicts: 43, isHeld: false, running: 0,
};
const header = (width: number, part: Partial<HeaderFacts> = {}): string => plainText(headerLine({...facts, ...part}, width));

describe('the header', () => {
	test('names every screen at 80 columns, and what waits', () => {
		expect(header(80)).toBe(' PROD  1 Health 2 Confl 3 Ops 4 Calls 5 Recs 6 Rules 7 Audit     ▲ 43  ● live 2s');
	});
	test('says more on a wide terminal', () => expect(header(130)).toMatch(/7 Audit +sam · operator {2}▲ 43 conflicts {2}● live 2s$/));
	test('keeps what waits and the connection when the screens do not fit', () => expect(header(60)).toMatch(/^ PROD {2}1 Health 2 3 4 5 6 7 +▲ 43 wait {2}● live 2s$/));
	test('says how old the screen is while the database is away, at any width', () => {
		for (const width of [60, 80, 120]) expect(header(width, {connection: {kind: 'lost', since: now - 34_000}})).toContain('✖ stale 34s, reconnecting');
	});
	test('does not call data live that nobody confirmed', () => expect(header(80, {answeredAt: now - 45_000})).toContain('▲ stale 45s'));
	test('says that nothing is sent, at any width', () => {
		expect(header(80, {isHeld: true})).toMatch(/^ PROD {2}1 Health 2 3 4 5 6 7 +✖ nothing is sent {2}▲ 43 wait {2}● live 2s$/);
		expect(header(100, {isHeld: true})).toMatch(/2 Confl 3 Ops .* ✖ nothing is sent {2}▲ 43 wait {2}● live 2s$/);
		expect(header(150, {isHeld: true})).toMatch(/7 Audit +sam · operator {2}✖ nothing is sent {2}▲ 43 conflicts {2}● live 2s$/);
		for (let width = 60; width < 200; width++) {
			expect(header(width, {isHeld: true, isReadOnly: true, running: 3, environmentName: 'PRODUCTION'})).toMatch(/✖ (nothing is sent|held) .*▲ 43/);
			expect(spansWidth(headerLine({...facts, isHeld: true}, width).spans)).toBe(width);
		}
	});
	test('says that nothing can be changed', () => expect(header(130, {isReadOnly: true})).toContain('read-only'));
	test('is exactly as wide as the terminal', () => {
		for (let width = 60; width < 200; width++) expect(spansWidth(headerLine(facts, width).spans)).toBe(width);
	});
});

describe('the title', () => {
	test('carries where one is, and the position at its right end', () => {
		expect(plainText(titleLine([safe('Conflicts'), safe('poam.poc')], safe('3 of 18'), 50))).toBe('── Conflicts › poam.poc ────────────────── 3 of 18');
	});
	test('cuts the names and keeps the position', () => {
		expect(plainText(titleLine([safe('Conflicts'), safe('a long name of a field')], safe('3 of 18'), 30))).toBe('── Conflicts › a long… 3 of 18');
	});
	test('is a rule where there is no position', () => expect(plainText(titleLine([safe('Audit')], noText, 16))).toBe('── Audit ───────'));
});

describe('a notice', () => {
	test('stands in the rule', () => expect(noticeLines({tone: 'ok', text: safe('Noted.')}, 20).map(plainText)).toEqual(['── ✓ Noted. ────────']));
	test('that is too long stands below it, over the width', () => {
		expect(noticeLines({tone: 'failing', text: safe('PostgreSQL refused the connection. Check that it runs.')}, 40).map(plainText)).toEqual([
			'─'.repeat(40), ' ✖ PostgreSQL refused the connection.', '   Check that it runs.',
		]);
	});
});

test('the footer leaves out what does not fit, but never help and quit', () => {
	for (let width = 60; width < 200; width++) {
		const line = footerLine(footerOf('conflicts'), width);
		expect(spansWidth(line.spans)).toBeLessThanOrEqual(width);
		expect(plainText(line)).toMatch(/\? keys {2}q quit$/);
	}
});

test('a verdict is offered to be undone where verdicts are given, not where undo would seem to be about something else', () => {
	const offersUndo = (['causes', 'conflict', 'operations', 'calls', 'records', 'rule'] as const).filter(screen => footerOf(screen).some(({id}) => id === 'global.undo'));
	expect(offersUndo).toEqual(['causes', 'conflict']);
});

test('at 80 columns the causes offer what is used most: rows, both verdicts, a rule, another grouping, and a sync', () => {
	const causes = footerOf('causes').filter(({id}) => id !== 'global.undo'); // Nothing was decided yet.
	expect(plainText(footerLine(causes, 80))).toBe(' ↵ rows  i keep ours…  x keep theirs…  R rule…  b by…  s sync  ? keys  q quit');
});
