import {describe, expect, test} from 'vitest';
import type {Conflict} from '../../../../source/core/conflict.js';
import type {Operation} from '../../../../source/core/operation.js';
import {AppError} from '../../../../source/errors/app-error.js';
import {isOpen} from '../../../../source/ui/store/conflict-handlers.js';
import {safe} from '../../../../source/ui/text/safe.js';
import {countsOf, toOperation} from '../../../support/memory-operations/sample-activity.js';
import {memoryHealth} from '../../../support/memory-operations/memory-health.js';
import {answerResource, createConsoleState, openConflicts, type StateHarness} from '../../../support/console-state.js';

const settled = (conflict: Conflict): Conflict => ({...conflict, status: 'resolved', resolutionAction: 'keep_external', version: conflict.version + 1});
const rows = (harness: StateHarness): readonly Conflict[] => harness.getState().lists.conflicts.rows;
const rowAt = (harness: StateHarness, index: number): Conflict => {
	const row = rows(harness)[index];
	if (row === undefined) throw new Error(`There is no row ${index}.`);
	return row;
};
const idInFront = (harness: StateHarness): number | undefined => {
	const {route} = harness.getState();
	return route.screen === 'conflict' ? route.id : undefined;
};

describe('answers', () => {
	test('of an earlier epoch are dropped', () => {
		const harness = createConsoleState();
		const {epoch} = harness.getState();
		const late = {epoch, target: ''};
		harness.dispatch({type: 'resource/load-started', name: 'health', request: late});
		harness.dispatch({type: 'data/refresh-requested'});
		const before = harness.getState();
		harness.dispatch({type: 'resource/loaded', request: late, answer: {name: 'health', data: {...memoryHealth(harness.world), pendingConflicts: 999}}, at: 0});
		expect(harness.getState()).toBe(before);
	});

	test('about a conflict that is no longer in front are dropped', () => {
		const harness = createConsoleState();
		openConflicts(harness);
		harness.press('enter');
		const request = {epoch: harness.getState().epoch, target: String(rowAt(harness, 0).id)};
		harness.dispatch({type: 'resource/load-started', name: 'conflict', request});
		harness.press('j');
		harness.dispatch({type: 'resource/loaded', request, at: 0, answer: {name: 'conflict', data: {
			conflict: rowAt(harness, 0), recordVerdicts: [], explanation: '', otherFields: [], context: [], undoRefusal: undefined,
			outcomes: {keep_internal: {text: ''}, keep_external: {text: ''}, edit: {text: ''}, ignore: {text: ''}},
		}}});
		expect(harness.getState().resources.conflict.data).toBeUndefined();
		expect(harness.getState().resources.conflict.target).toBe(String(rowAt(harness, 1).id));
	});

	test('that did not come leave what was there, and say why', () => {
		const harness = createConsoleState();
		const request = {epoch: harness.getState().epoch, target: ''};
		harness.dispatch({type: 'resource/load-started', name: 'health', request});
		harness.dispatch({type: 'resource/failed', name: 'health', request, failure: {code: 'DATABASE_UNREACHABLE', message: safe('The database could not be reached.'), nextStep: safe('Start it.'), isRetryable: true}});
		const {data, failure} = harness.getState().resources.health;
		expect(data?.pendingConflicts).toBe(43);
		expect(failure?.code).toBe('DATABASE_UNREACHABLE');
	});
});

describe('a verdict', () => {
	const openFirst = (): StateHarness => {
		const harness = createConsoleState();
		openConflicts(harness);
		harness.press('enter');
		return harness;
	};

	test('brings the next conflict in front and says what happened', () => {
		const harness = openFirst();
		const first = rowAt(harness, 0);
		harness.dispatch({type: 'conflict/verdict-requested', id: first.id, version: first.version, verdict: {kind: 'keep_external'}});
		harness.dispatch({type: 'conflict/settled', resolution: {kind: 'settled', conflict: settled(first), text: 'our record becomes 2026-12-15'}});
		expect(idInFront(harness)).toBe(rowAt(harness, 1).id);
		expect(harness.getState().notice?.text).toBe('POAM-2026-0001: our record becomes 2026-12-15 · u undoes it');
		expect(harness.getState().lists.conflicts.window.cursor).toBe(1);
	});

	test('that was stale stays in front, told as such, and nothing can be undone', () => {
		const harness = openFirst();
		const first = rowAt(harness, 0);
		harness.dispatch({type: 'conflict/settled', resolution: {kind: 'stale', conflict: {...first, version: 2, externalValue: '2027-01-01'}, text: 'The values moved.'}});
		expect(idInFront(harness)).toBe(first.id);
		expect(harness.getState().notice).toMatchObject({tone: 'waiting', text: 'POAM-2026-0001: nothing was changed. The values moved.'});
		expect(harness.getState().undoable).toEqual([]);
		expect(harness.getState().resources.conflict.isStale).toBe(true);
	});

	test('is not sent twice while the first is under way', () => {
		const harness = openFirst();
		const conflict = rowAt(harness, 0);
		answerResource(harness, {name: 'conflict', data: {
			conflict, recordVerdicts: [], explanation: '', otherFields: [], context: [], undoRefusal: undefined,
			outcomes: {keep_internal: {text: ''}, keep_external: {text: ''}, edit: {text: ''}, ignore: {text: ''}},
		}});
		harness.takeActions();
		harness.press('x', 'x');
		expect(harness.takeActions().map(action => action.type)).toEqual(['conflict/verdict-requested', 'notice/shown']);
	});

	test('carries the version that was seen', () => {
		const harness = createConsoleState();
		openConflicts(harness);
		harness.takeActions();
		harness.press('i');
		expect(harness.takeActions()).toEqual([{type: 'conflict/verdict-requested', id: rowAt(harness, 0).id, version: 1, verdict: {kind: 'keep_internal'}}]);
	});

	test('on the last one leads back to the causes', () => {
		const harness = openFirst();
		for (const row of rows(harness)) harness.dispatch({type: 'conflict/settled', resolution: {kind: 'settled', conflict: settled(row), text: ''}});
		expect(harness.getState().route).toEqual({screen: 'causes', filter: {}});
	});

	test('taken back brings its conflict in front again', () => {
		const harness = openFirst();
		const first = rowAt(harness, 0);
		harness.dispatch({type: 'conflict/settled', resolution: {kind: 'settled', conflict: settled(first), text: ''}});
		harness.takeActions();
		harness.press('u');
		expect(harness.takeActions()).toEqual([{type: 'conflict/undo-requested', id: first.id}]);
		harness.dispatch({type: 'conflict/reopened', resolution: {kind: 'settled', conflict: {...first, version: 3}, text: 'waits again'}});
		expect(idInFront(harness)).toBe(first.id);
		expect(isOpen(harness.getState(), rowAt(harness, 0))).toBe(true);
		expect(harness.getState().undoable).toEqual([]);
	});
});

describe('a sync that was started here', () => {
	const finish = (failure: unknown, counts: Partial<Operation['counts']>): StateHarness => {
		const harness = createConsoleState();
		harness.dispatch({type: 'sync/started', id: 1, label: safe('Xacta 360 poams'), verb: safe('syncing')});
		const child = toOperation(1, {entityType: 'poam', counts: countsOf(counts)}, harness.world.now());
		harness.dispatch({type: 'sync/finished', id: 1, outcome: {runs: [{operation: child, children: [child]}], failure}});
		return harness;
	};

	test('tells its counts when it is done', () => {
		const {notice, syncs} = finish(undefined, {unchanged: 43, conflicting: 2}).getState();
		expect(notice).toMatchObject({tone: 'ok', text: 'Xacta 360 poams: 45 read: 2 conflicting, 43 unchanged'});
		expect(syncs).toEqual([]);
	});

	test.each([
		[{}, 'ok', 'nothing was due'],
		[{unbegun: []}, 'ok', 'nothing was interrupted after a page; R runs it again'],
		[{unbegun: [{systemName: 'Xacta 360', entityType: 'poam', plural: 'poams', scope: 'full', operationId: 'x', status: 'abandoned', direction: 'inbound', command: ''}] as const}, 'waiting', 'no page of poams was finished to go on from; R begins again'],
	])('tells what there was to go on with when nothing was run: %j', (resumed, tone, text) => {
		const harness = createConsoleState();
		harness.dispatch({type: 'sync/started', id: 1, label: safe('Xacta 360'), verb: safe('going on')});
		harness.dispatch({type: 'sync/finished', id: 1, outcome: {runs: [], failure: undefined, ...resumed}});
		expect(harness.getState().notice).toMatchObject({tone, text: `Xacta 360: ${text}`});
	});

	test('tells why it failed and what to do, until that is dismissed', () => {
		const error = new AppError({code: 'EXTERNAL_AUTHENTICATION_FAILED', message: 'Xacta 360 refused the login.', nextStep: 'Set the password again.'});
		const harness = finish(error, {});
		expect(harness.getState().notice).toMatchObject({tone: 'failing', text: 'Xacta 360 poams: Xacta 360 refused the login. Set the password again.'});
		harness.dispatch({type: 'clock/ticked', now: harness.getState().now + 3_600_000});
		expect(harness.getState().notice).toBeDefined();
		harness.press('escape');
		expect(harness.getState().notice).toBeUndefined();
	});
});

describe('a hint', () => {
	const hinted = () => {
		const harness = createConsoleState();
		openConflicts(harness);
		harness.press('ctrl-a');
		expect(harness.getState().notice).toMatchObject({tone: 'dim', text: expect.stringContaining('All that are listed are marked')});
		return harness;
	};

	test.each([['another screen', '3'], ['a question', '/'], ['a verdict over what is marked', 'x']])('goes when %s comes in front', (_, key) => {
		const harness = hinted();
		harness.press(key);
		expect(harness.getState().notice).toBeUndefined();
	});

	test('is not what was done, which stays to be read on the next screen', () => {
		const harness = hinted();
		harness.dispatch({type: 'notice/shown', tone: 'ok', text: safe('12 conflicts kept theirs'), forMs: 30_000});
		harness.press('3');
		expect(harness.getState().notice?.text).toBe('12 conflicts kept theirs');
	});
});

describe('causes', () => {
	const cause = (field: string, count: number) => ({externalSystemId: 2, systemName: 'Xacta 360', entityType: 'poam', fieldName: field, reason: 'both_changed', count, oldestAt: new Date(0)} as const);
	const shown = (harness: StateHarness) => harness.getState().resources.causes.data?.map(one => `${one.fieldName} ${one.count}`);

	test('keep their order while they are looked at, and new ones come last', () => {
		const harness = createConsoleState();
		harness.press('2');
		answerResource(harness, {name: 'causes', data: [cause('poc', 9), cause('status', 7)]});
		harness.dispatch({type: 'data/changed', topics: new Set(['conflicts'])});
		answerResource(harness, {name: 'causes', data: [cause('impact', 30), cause('status', 8)]});
		expect(shown(harness)).toEqual(['poc 0', 'status 8', 'impact 30']);
	});

	test('are put in order by a refresh', () => {
		const harness = createConsoleState();
		harness.press('2');
		answerResource(harness, {name: 'causes', data: [cause('poc', 9), cause('status', 7)]});
		harness.press('r');
		answerResource(harness, {name: 'causes', data: [cause('impact', 30), cause('status', 8)]});
		expect(shown(harness)).toEqual(['impact 30', 'status 8']);
	});
});

describe('the connection', () => {
	test('when it is back, everything is read again', () => {
		const harness = createConsoleState();
		harness.dispatch({type: 'connection/lost', at: 0});
		expect(harness.getState().connection.kind).toBe('lost');
		const {epoch} = harness.getState();
		harness.dispatch({type: 'connection/live'});
		expect(harness.getState().epoch).toBe(epoch + 1);
		expect(harness.getState().resources.health.isStale).toBe(true);
		expect(harness.getState().resources.health.data).toBeDefined();
	});

	test('while it is lost, nothing can be changed', () => {
		const harness = createConsoleState();
		openConflicts(harness);
		harness.dispatch({type: 'connection/lost', at: 0});
		harness.press('x');
		expect(harness.getState().notice?.text).toBe('keep theirs: The database is not reached; nothing can be changed.');
	});

	test('a change elsewhere makes only what shows it stale', () => {
		const harness = createConsoleState();
		harness.dispatch({type: 'data/changed', topics: new Set(['calls'])});
		expect(harness.getState().resources.health.isStale).toBe(true);
		harness.press('2');
		answerResource(harness, {name: 'health', data: memoryHealth(harness.world)});
		harness.dispatch({type: 'data/changed', topics: new Set(['calls'])});
		expect(harness.getState().resources.health.isStale).toBe(false);
	});
});

describe('a hold on pushing', () => {
	const pushHold = {noticedAt: new Date('2026-11-21T11:00:00Z'), noticedBy: 'jump-01', evidence: 'It does not know a mark.'};
	const answer = (harness: StateHarness, part: Partial<ReturnType<typeof memoryHealth>>): void =>
		answerResource(harness, {name: 'health', data: {...memoryHealth(harness.world), ...part}});

	test('is told on whatever screen is in front, until somebody dismisses it, and so is its release', () => {
		const harness = createConsoleState();
		openConflicts(harness);
		answer(harness, {pushHold});
		expect(harness.getState().notice).toMatchObject({tone: 'failing', until: Infinity, text: expect.stringContaining('Nothing is sent any more')});
		harness.press('escape');
		answer(harness, {pushHold});
		expect(harness.getState().notice).toBeUndefined();
		answer(harness, {});
		expect(harness.getState().notice).toMatchObject({tone: 'ok', text: expect.stringContaining('the hold was released')});
	});

	test('leaves the selected pair on the screen, whose rows it takes', () => {
		const harness = createConsoleState({terminal: {columns: 80, rows: 15}});
		const pairs = Array.from({length: 9}, (_, index) => ({...memoryHealth(harness.world).pairs[0], externalSystemId: index})) as ReturnType<typeof memoryHealth>['pairs'];
		answer(harness, {pairs});
		harness.press('j', 'j', 'j', 'j');
		answer(harness, {pairs, pushHold});
		const {cursor, top} = harness.getState().windows.health;
		expect(cursor).toBe(4);
		expect(cursor - top).toBeLessThan(3);
	});
});
