import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import type {JsonValue} from '../../../source/core/json.js';
import {conflictStrategies, syncDirections} from '../../../source/core/policy.js';
import {compareField} from '../../../source/sync/decide/compare.js';

const page = readFileSync(new URL('../../../docs/sync-rules.md', import.meta.url), 'utf8');

/** The rows of every table of the page that has the six columns of a case. */
const cases = page.split('\n').map(line => line.split('|').map(cell => cell.trim()).slice(1, -1)).filter(cells => cells.length === 6 && syncDirections.some(direction => direction === cells[3]));

const toValue = (text: string | undefined): JsonValue | undefined => (text === '(absent)' ? undefined : text === 'null' ? null : text);

describe('docs/sync-rules.md', () => {
	test('has the cases in it', () => expect(cases.length).toBeGreaterThan(20));

	test.each(cases)('base %s, ours %s, theirs %s, %s, %s: %s', (base, ours, theirs, directionText, strategyText, expected) => {
		const direction = syncDirections.find(known => known === directionText) ?? 'bidirectional';
		const strategy = conflictStrategies.find(known => known === strategyText) ?? 'manual';
		const verdict = compareField({field: 'poc', kind: 'text', direction, strategy, policy: {}}, {base: toValue(base), internal: toValue(ours) ?? null, external: toValue(theirs), record: {}});
		expect(verdict.kind === 'conflict' ? `conflict ${verdict.reason}` : verdict.kind).toBe(expected);
	});
});
