import {expect, test} from 'vitest';
import {detailLines} from '../../../../source/ui/screens/operation/view.js';
import {toOperation} from '../../../support/memory-operations/sample-activity.js';
import {plainText} from '../../../support/plain-text.js';

const now = new Date('2026-11-21T14:00:00Z');
const problem = 'Chunk 7 of 9 could not be read.';
const whole = toOperation(1, {status: 'partial', entityType: undefined, direction: undefined, problems: [problem]}, now);
const part = toOperation(2, {status: 'partial', entityType: 'poam', direction: 'inbound', systemName: 'Xacta 360', scope: 'full', parentId: whole.id, problems: [problem]}, now);

test('a partial run says below its problems what became of it, and what to do', () => {
	const told = detailLines({operation: whole, children: [part], calls: []}, {cursor: 0, top: 0}, {width: 80, height: 12, now}).map(plainText).join(' ').replaceAll(/ +/g, ' ');
	expect(told).toContain(`✖ ${problem} This was left out; the rest came in, and nothing counts as gone because of it. To ask for it again: parley sync run --system "Xacta 360" --entity poam --full`);
	expect(told.match(/To ask for it again/g)).toHaveLength(1);
});
