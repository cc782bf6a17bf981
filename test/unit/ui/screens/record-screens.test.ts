import {describe, expect, test} from 'vitest';
import {recordLines} from '../../../../source/ui/screens/record/view.js';
import {planLines} from '../../../../source/ui/screens/plan/view.js';
import {planListLines} from '../../../../source/ui/screens/plans/view.js';
import {emptyList} from '../../../../source/ui/store/key-list.js';
import {recordRows} from '../../../../source/ui/store/record-rows.js';
import {firstWindow} from '../../../../source/ui/store/window.js';
import {spansWidth} from '../../../../source/ui/text/line.js';
import {noTally, type PlanRow, type SyncPlan} from '../../../../source/core/sync-plan.js';
import {countsOf} from '../../../support/memory-operations/sample-activity.js';
import {samplePlanRows} from '../../../support/memory-operations/memory-plans.js';
import {sampleDetail, sampleRecords} from '../../../support/memory-operations/sample-records.js';
import {plainText} from '../../../support/plain-text.js';

const now = new Date('2026-11-21T14:00:00Z');
const poams = sampleRecords(now).filter(({entityType}) => entityType === 'poam');
const [linked, alone] = [poams[2], poams[8]];
if (linked === undefined || alone === undefined) throw new Error('The samples have too few POA&Ms.');
const detail = sampleDetail(linked, now);

describe('a record', () => {
	test('shows what systems are asked about first, then what is ours alone, empty fields last', () => {
		const rows = recordRows(detail);
		expect(rows.slice(0, 3).map(({field, systemName}) => [field, systemName])).toEqual([['status', 'Xacta 360'], ['scheduled_completion', 'Xacta 360'], ['poc', 'Xacta 360']]);
		expect(rows.slice(3).every(({explained}) => explained === undefined)).toBe(true);
		expect(new Set(rows.map(({field}) => field)).size).toBe(rows.length);
	});

	test('says why the selected field holds what it holds, and who moved it', () => {
		const lines = recordLines(detail, {cursor: 1, top: 0}, {width: 120, height: 20, now}).map(plainText);
		expect(lines).toContain(' Because both sides changed, and the strategy is manual.');
		expect(lines.at(-1)).toBe(' ours by app_rasdash (SQL), 21 Nov 12:30 UTC · their record by m.reyes, 21 Nov 12:30 UTC · conflict 1 is pending');
	});

	test('that is linked to nothing says so', () => {
		const lines = recordLines(sampleDetail(alone, now), firstWindow, {width: 80, height: 20, now}).map(plainText);
		expect(lines[1]).toContain('linked to no system');
		expect(lines.some(line => line.includes('ours alone'))).toBe(true);
	});

	test.each([60, 80, 160])('keeps the state in sight at %i cells, within its rows', width => {
		for (const height of [11, 20, 46]) {
			const lines = recordLines(detail, {cursor: 1, top: 0}, {width, height, now});
			expect(lines.length).toBeLessThanOrEqual(height);
			for (const line of lines) expect(spansWidth(line.spans)).toBeLessThanOrEqual(width);
			expect(lines.map(plainText).some(line => line.includes('▲ a person decides'))).toBe(true);
		}
	});
});

describe('a plan', () => {
	const plan: SyncPlan = {
		id: '7f3a0000-0000-4000-8000-000000000001', request: {systemName: 'Xacta 360', entityType: 'poam', scope: 'full', selection: undefined}, createdAt: now, createdBy: 'sam',
		appliedAt: undefined, appliedBy: undefined, operationId: undefined,
		pairs: [{
			externalSystemId: 2, systemName: 'Xacta 360', entityType: 'poam', counts: countsOf({unchanged: 40, updated: 20}), tally: {...noTally, conflictsOpened: 1, missing: 2}, digest: 'd',
			problems: ['A chunk is missing.'], guards: ['40 % of the records vanished.'], touched: 23,
		}],
	};
	const rows = samplePlanRows();
	const list = {...emptyList<PlanRow>(), rows, pages: [{after: undefined, count: rows.length}]};

	test('says what it would do, what would stop it, and each field before and after', () => {
		const lines = planLines(plan, list, {width: 160, height: 20, now}).map(plainText);
		expect(lines[0]).toMatch(/^ Made by sam, 14:00:00 UTC +◌ nothing is done yet$/);
		expect(lines[1]).toBe(' Xacta 360 poams · 23 records touched · 1 conflict opened · 2 not returned');
		expect(lines[3]).toBe(' ▲ A guard would stop it: 40 % of the records vanished.');
		expect(lines[4]).toBe(' ✖ A chunk is missing.');
		expect(lines.find(line => line.includes('~ update'))).toMatch(/POAM-2026-0002 .*poc: Lee Ortiz → Dana Whitfield · status: Draft → Ongoing/);
	});

	test.each([60, 80, 160])('fits %i cells, and keeps rows in sight however many pairs it has', width => {
		const wide = {...plan, pairs: Array.from({length: 9}, () => plan.pairs[0]).filter(pair => pair !== undefined)};
		for (const height of [11, 20, 46]) {
			const lines = planLines(wide, list, {width, height, now});
			expect(lines.length).toBeLessThanOrEqual(height);
			for (const line of lines) expect(spansWidth(line.spans)).toBeLessThanOrEqual(width);
			expect(lines.some(line => plainText(line).startsWith('>'))).toBe(true);
		}
	});

	test('stands in the list with who applied it, or that nobody did', () => {
		const lines = planListLines([plan, {...plan, appliedAt: now, appliedBy: 'kim'}], firstWindow, {width: 80, height: 20, now}).map(plainText);
		expect(lines[1]).toMatch(/^> +7f3a0000 Xacta 360 poams .* 23 +1 .*◌ not applied/);
		expect(lines[2]).toMatch(/● by kim/);
	});
});
