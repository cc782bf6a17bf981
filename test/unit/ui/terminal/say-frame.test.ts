import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {sayAll, sayFrame} from '../../../../source/ui/terminal/say-frame.js';

const header = ' DEMO 1 Health 2 Conflicts   ● live 2s';
const list = [
	header,
	'── Conflicts › by cause ───────────── 37 wait',
	'   COUNT  SYSTEM      FIELD',
	'>     12  Xacta 360   poc            9s',
	'       8  Xacta 360   risk_rating    9s',
	'',
	'',
	' ↵ rows  x keep theirs  q quit',
];
const moved = list.with(3, '      12  Xacta 360   poc            9s').with(4, '>      8  Xacta 360   risk_rating    9s');

describe('what is said', () => {
	test('of a new screen is all of it but the header, with the row that is selected', () => {
		expect(sayFrame(undefined, list)).toEqual([
			'Conflicts › by cause, 37 wait', 'COUNT, SYSTEM, FIELD', 'selected: 12, Xacta 360, poc, 9s', '8, Xacta 360, risk_rating, 9s', 'Enter rows, x keep theirs, q quit',
		]);
	});
	test('of a value that is cut runs not into the one beside it', () => {
		expect(sayAll([header, '   POAM-7  PHP < 5.2.4 Mult… 2027-01-17  9s'])).toEqual(['POAM-7, PHP < 5.2.4 Mult, 2027-01-17, 9s']);
	});
	test('of a cursor that moves is the row it came to', () => {
		expect(sayFrame(list, moved)).toEqual(['8, Xacta 360, risk_rating, 9s']);
	});
	test('of a clock, an age, a count or a bar that ticks is nothing', () => {
		const ticked = list.map(line => line.replace('2s', '3s').replaceAll('9s', '1m').replace('37 wait', '36 wait'));
		expect(sayFrame(list, ticked)).toEqual([]);
	});
	test('of what happened is the notice, also while the cursor moves on', () => {
		expect(sayFrame(list, moved.with(6, '✓ POAM-1: our record becomes 7 · u undoes it'))).toEqual(['8, Xacta 360, risk_rating, 9s', '✓ POAM-1: our record becomes 7, u undoes it']);
		expect(sayFrame(list, list.with(6, '✖ The database cannot be reached.'))).toEqual(['failing: The database cannot be reached.']);
	});
	test('of a box over the screen is what stands in it, and nothing when it closes', () => {
		const open = list.with(3, '> ┌── Go to ───────┐   9s').with(4, '   │ :op            │ ing 9s').with(5, '   └────────────────┘');
		expect(sayFrame(list, open)).toEqual(['Go to', ':op']);
		expect(sayFrame(open, list)).toEqual([]);
	});
});

test('nothing is said twice, and what is said can be read out', () => {
	fc.assert(fc.property(fc.array(fc.string({unit: 'grapheme'}), {minLength: 3}), frame => {
		expect(sayFrame(frame, frame)).toEqual([]);
		for (const saying of sayAll(frame)) expect(saying).toMatch(/[\p{L}\p{N}]/u);
	}));
});
