import {describe, expect, test} from 'vitest';
import type {Conflict} from '../../../../source/core/conflict.js';
import type {BulkPreview} from '../../../../source/operations/preview-conflicts.js';
import {isOpen} from '../../../../source/ui/store/conflict-handlers.js';
import type {BulkEnd, BulkJob, BulkPlan} from '../../../../source/ui/store/bulk.js';
import {safe} from '../../../../source/ui/text/safe.js';
import {answerResource, createConsoleState, openConflicts, type StateHarness} from '../../../support/console-state.js';

const rows = (harness: StateHarness): readonly Conflict[] => harness.getState().lists.conflicts.rows;

const job: BulkJob = {kind: 'verdict', verdict: {kind: 'keep_external'}, selection: {predicate: {kind: 'field', field: 'poc'}}};
const preview = (count: number, refused = 0): BulkPreview => ({
	count, refused: refused === 0 ? [] : [{reason: 'It is only read.', count: refused}], causes: [], sample: [], selection: {ids: [], versions: []},
});
const planOf = (count: number, refused = 0): BulkPlan => ({kind: 'verdict', verdict: {kind: 'keep_external'}, preview: preview(count, refused)});

function ask(plan: BulkPlan, asked: BulkJob = job): StateHarness {
	const harness = createConsoleState();
	openConflicts(harness);
	harness.dispatch({type: 'bulk/requested', job: asked});
	harness.dispatch({type: 'bulk/previewed', job: asked, plan});
	harness.takeActions();
	return harness;
}

describe('the question about a verdict over many', () => {
	test('opens on Cancel, and names how many would be settled', () => {
		expect(ask(planOf(20, 2)).getState().overlay).toMatchObject({kind: 'preview', title: 'keep theirs: 20 conflicts', focus: 'cancel', confirmLabel: 'keep theirs 18', expected: undefined});
	});

	test('above a hundred, the count has to be typed before Enter does it', () => {
		const harness = ask(planOf(150));
		harness.press('tab', 'enter');
		expect(harness.takeActions().map(action => action.type)).toEqual(['overlay/changed']);
		harness.press('1', '5', '0', 'enter');
		expect(harness.takeActions().at(-1)).toEqual({type: 'bulk/confirmed'});
	});

	test('takes no Enter that was typed before it was read', () => {
		const harness = ask(planOf(3));
		harness.press('tab');
		harness.takeActions();
		harness.input({kind: 'key', key: 'enter', text: undefined, isTypedAhead: true});
		expect(harness.takeActions()).toEqual([]);
	});

	test('can only be closed where it is refused for all', () => {
		const harness = ask(planOf(5, 5));
		expect(harness.getState().overlay).toMatchObject({confirmLabel: undefined});
		harness.press('tab', 'enter');
		expect(harness.takeActions().map(action => action.type)).not.toContain('bulk/confirmed');
		expect(harness.getState()).toMatchObject({overlay: undefined, bulk: undefined});
	});

	test('is forgotten with Escape, and nothing is settled', () => {
		const harness = ask(planOf(3));
		harness.press('escape');
		expect(harness.getState()).toMatchObject({bulk: undefined, overlay: undefined});
	});

	test('is not asked when it comes after it was cancelled, or after another one', () => {
		const harness = createConsoleState();
		harness.dispatch({type: 'bulk/requested', job});
		harness.press('escape');
		harness.dispatch({type: 'bulk/previewed', job, plan: planOf(3)});
		expect(harness.getState().overlay).toBeUndefined();
	});

	test('becomes one about a rule with R', () => {
		const cause = {externalSystemId: 2, systemName: 'Xacta 360', entityType: 'poam', fieldName: 'poc', reason: 'drift', count: 3, oldestAt: new Date(0)} as const;
		const harness = ask({kind: 'verdict', verdict: {kind: 'keep_external'}, preview: {...preview(3), causes: [cause]}});
		harness.press('R');
		expect(harness.takeActions()).toEqual([{type: 'bulk/requested', job: {kind: 'rule', of: {externalSystemId: 2, entityType: 'poam', fieldName: 'poc'}, verdict: 'keep_external'}}]);
	});
});

describe('a verdict over many that ended', () => {
	const end = (part: Partial<BulkEnd>): BulkEnd => ({done: [], skipped: [], left: 0, requestIds: ['r-1'], ...part});

	test('tells what was done and what was not, and can be taken back', () => {
		const harness = ask(planOf(18));
		harness.dispatch({type: 'bulk/confirmed'});
		harness.dispatch({type: 'bulk/finished', job, end: end({done: [1, 2, 3], skipped: [{reason: 'It moved.', ids: [4]}], left: 14}), failure: undefined});
		expect(harness.getState().notice?.text).toBe('3 conflicts kept theirs · 1 stay: It moved. · 14 not touched; parley conflicts resolve-all --request r-1 goes on · u takes them back');
		expect(rows(harness).filter(row => isOpen(harness.getState(), row))).toHaveLength(15);
		harness.press('u');
		expect(harness.getState().overlay).toMatchObject({kind: 'confirm', title: 'Take back 3 verdicts'});
		harness.takeActions();
		harness.press('tab', 'enter');
		expect(harness.takeActions().at(-1)).toMatchObject({type: 'bulk/requested', job: {kind: 'undo', undoable: {requestIds: ['r-1'], count: 3}}});
		expect(harness.getState()).toMatchObject({undoable: [], bulk: {phase: 'running'}});
	});

	test('leaves an undo that was stopped to be gone on with', () => {
		const harness = ask(planOf(3));
		const undo: BulkJob = {kind: 'undo', undoable: {kind: 'many', requestIds: ['r-1'], count: 3, label: safe('3 verdicts'), rule: undefined}};
		harness.dispatch({type: 'bulk/requested', job: undo});
		harness.dispatch({type: 'bulk/finished', job: undo, end: end({done: [1], left: 2}), failure: undefined});
		expect(harness.getState().undoable).toMatchObject([{kind: 'many', count: 2, requestIds: ['r-1']}]);
	});

	test('puts the next cause in front', () => {
		const cause = (fieldName: string, count: number) => ({externalSystemId: 2, systemName: 'Xacta 360', entityType: 'poam', fieldName, reason: 'drift', count, oldestAt: new Date(0)} as const);
		const harness = createConsoleState();
		harness.press('2');
		answerResource(harness, {name: 'causes', data: [cause('poc', 9), cause('status', 7), cause('impact', 3)]});
		harness.press('space', 'space', 'x');
		const asked = harness.getState().bulk?.job;
		if (asked === undefined) throw new Error('Nothing was asked for.');
		expect(asked).toMatchObject({kind: 'verdict', selection: {predicate: {kind: 'any'}}});
		harness.dispatch({type: 'bulk/previewed', job: asked, plan: {kind: 'verdict', verdict: {kind: 'keep_external'}, preview: {...preview(16), causes: [cause('poc', 9), cause('status', 7)]}}});
		harness.press('up');
		harness.dispatch({type: 'bulk/confirmed'});
		harness.dispatch({type: 'bulk/finished', job: asked, end: end({done: [1]}), failure: undefined});
		expect(harness.getState().windows.causes.cursor).toBe(2);
		expect(harness.getState().markedCauses.size).toBe(0);
	});
});

describe('marks', () => {
	const marked = (harness: StateHarness) => {
		harness.takeActions();
		harness.press('x');
		const [action] = harness.takeActions();
		return action?.type === 'bulk/requested' && action.job.kind === 'verdict' ? action.job.selection : undefined;
	};

	test('space marks the row and goes down; v marks a range', () => {
		const harness = createConsoleState();
		openConflicts(harness);
		harness.press('space', 'j', 'v', 'j', 'j', 'v');
		const ids = [0, 2, 3, 4].map(index => rows(harness)[index]?.id);
		expect(marked(harness)).toEqual({predicate: {kind: 'ids', ids}, rows: {ids, versions: [1, 1, 1, 1]}});
	});

	test('a range that is still open is marked as far as the cursor goes, up or down', () => {
		const harness = createConsoleState();
		openConflicts(harness);
		harness.press('j', 'j', 'v', 'k');
		expect(marked(harness)?.rows?.ids).toEqual([1, 2].map(index => rows(harness)[index]?.id));
		// The question that shows them is closed first.
		harness.press('escape', 'j', 'j');
		expect(marked(harness)?.rows?.ids).toEqual([2, 3].map(index => rows(harness)[index]?.id));
	});

	test('Escape drops a range that is still open, then what was marked, and only then goes up', () => {
		const harness = createConsoleState();
		openConflicts(harness);
		harness.press('space', 'v', 'j', 'escape');
		expect(marked(harness)?.rows?.ids).toEqual([rows(harness)[0]?.id]);
		harness.press('escape', 'escape');
		expect(harness.getState()).toMatchObject({route: {screen: 'conflicts'}, notice: undefined});
		expect(marked(harness)).toBeUndefined();
		harness.press('escape');
		expect(harness.getState().route.screen).toBe('causes');
	});

	test('ctrl-a marks all that the filter finds, and space takes one out again', () => {
		const harness = createConsoleState();
		openConflicts(harness);
		harness.press('ctrl-a', 'space');
		expect(marked(harness)?.predicate).toEqual({kind: 'all', of: [
			{kind: 'all', of: [{kind: 'system', externalSystemId: 2}, {kind: 'entity', entityType: 'poam'}, {kind: 'field', field: 'scheduled_completion'}, {kind: 'reason', reason: 'both_changed'}]},
			{kind: 'not', of: {kind: 'ids', ids: [rows(harness)[0]?.id]}},
		]});
	});

	test('a comma marks all with the same pair of values', () => {
		const harness = createConsoleState();
		openConflicts(harness);
		harness.press(',');
		expect(JSON.stringify(marked(harness)?.predicate)).toContain('{"kind":"value","side":"external","is":{"match":"is","value":"2026-12-15"}}');
		harness.press('escape', 'escape', 'escape');
		harness.press('j');
		expect(marked(harness)).toBeUndefined();
	});

	test('one value can be typed for all of them', () => {
		const harness = createConsoleState();
		openConflicts(harness);
		harness.press('space', 'space', 'e', 'ctrl-u', ...'2027-01-15');
		harness.takeActions();
		harness.press('enter');
		expect(harness.takeActions()).toMatchObject([{type: 'bulk/requested', job: {verdict: {kind: 'edit', value: '2027-01-15'}, selection: {rows: {versions: [1, 1]}}}}]);
	});
});

test('what could not be looked at is told as it failed, and nothing of counts', () => {
	const harness = createConsoleState();
	harness.dispatch({type: 'bulk/requested', job});
	harness.dispatch({type: 'bulk/finished', job, end: {done: [], skipped: [], left: 0, requestIds: []}, failure: {code: 'VALUE_INVALID', message: safe('"x" is no date.'), nextStep: safe('Type one.'), isRetryable: false}});
	expect(harness.getState()).toMatchObject({bulk: undefined, overlay: undefined, notice: {tone: 'failing', text: '"x" is no date. Type one.'}});
});

test('work that runs stays in sight when a question over it is closed', () => {
	const harness = ask(planOf(3));
	harness.dispatch({type: 'bulk/confirmed'});
	harness.press('ctrl-c');
	expect(harness.getState().overlay).toMatchObject({kind: 'confirm', title: 'Quit while work is running?'});
	harness.press('escape');
	expect(harness.getState()).toMatchObject({overlay: {kind: 'progress', title: 'Settling'}, bulk: {phase: 'running', isCancelled: false}});
});
