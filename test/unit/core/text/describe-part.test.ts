import {expect, test} from 'vitest';
import {describePart, toPartCommand} from '../../../../source/core/text/describe-part.js';

const ids = (count: number) => ({kind: 'ids', externalIds: Array.from({length: count}, (_, index) => `P-${index}`)} as const);

test.each([
	[{kind: 'since', at: new Date('2026-11-30T14:00:59Z')}, 'what changed since 2026-11-30 14:00 UTC', 'parley sync resume --system "Xacta 360" --entity poam'],
	[ids(1), '1 record by id (P-0)', 'parley sync resume --system "Xacta 360" --entity poam'],
	[ids(7), '7 records by id (P-0, P-1, P-2, P-3, P-4, …)', 'parley sync resume --system "Xacta 360" --entity poam'],
	[{kind: 'rejected'}, 'rejected records', 'parley rejected replay --all --system "Xacta 360" --entity poam'],
] as const)('%j', (part, text, command) => {
	expect(describePart(part)).toBe(text);
	expect(toPartCommand('Xacta 360', 'poam', part)).toBe(command);
});
