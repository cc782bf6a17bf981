import {describe, expect, test} from 'vitest';
import type {Route} from '../../../../source/ui/store/route.js';
import {createConsoleState, type StateHarness} from '../../../support/console-state.js';

const poam = {entityType: 'poam'} as const;
const run: Route = {screen: 'operation', id: 'run'};
const record: Route = {screen: 'record', filter: poam, id: 7};
const conflictsOfRecord: Route = {screen: 'conflicts', filter: {...poam, text: 'POAM-7'}};
const runsOfSystem: Route = {screen: 'operations', filter: {externalSystemId: 2}};
const callsOfSystem: Route = {screen: 'calls', filter: {externalSystemId: 2}};
const failedCalls: Route = {screen: 'calls', filter: {externalSystemId: 2, onlyErrors: true}};

const open = (harness: StateHarness, ...routes: readonly Route[]): void => {
	for (const route of routes) harness.dispatch({type: 'route/opened', route});
};

describe('Escape goes to the screen that this one was opened from:', () => {
	test.each([
		['the runs of a system, to health', [runsOfSystem], {screen: 'health'}],
		['a run, to the same runs of a system', [runsOfSystem, run], runsOfSystem],
		['a part of a run, to the run', [run, {screen: 'operation', id: 'part'}], run],
		['the conflicts of a record, to the record', [{screen: 'records', filter: poam}, record, conflictsOfRecord], record],
		['the rules of a record, to the record', [record, {screen: 'rule', pair: {systemName: 'Xacta 360', entityType: 'poam'}}], record],
		['a search of records, to all records', [{screen: 'records', filter: {...poam, text: '42'}}], {screen: 'records', filter: poam}],
	] as const)('%s', (_, routes: readonly Route[], above: Route) => {
		const harness = createConsoleState();
		open(harness, ...routes);
		harness.press('escape');
		expect(harness.getState().route).toEqual(above);
	});

	test('from a numbered screen nowhere, whatever was looked at before', () => {
		const harness = createConsoleState();
		open(harness, runsOfSystem, run);
		harness.press('6', 'escape');
		expect(harness.getState().route).toEqual({screen: 'rules'});
		expect(harness.getState().notice?.text).toBe('up: This is the top.');
	});

	test('step by step to the first, and ] comes back', () => {
		const harness = createConsoleState();
		open(harness, runsOfSystem, run);
		harness.press('escape', 'escape', 'escape', 'escape');
		expect(harness.getState().route).toEqual({screen: 'health'});
		harness.press(']', ']');
		expect(harness.getState().route).toEqual(run);
	});

	test('where nothing is known of that, to what lies above by itself, and not to and fro', () => {
		const harness = createConsoleState({route: {screen: 'conflict', filter: poam, id: 1}});
		harness.press('escape');
		expect(harness.getState().route).toEqual({screen: 'conflicts', filter: poam});
		harness.press('escape', 'escape');
		expect(harness.getState().route).toEqual({screen: 'causes', filter: {}});
	});
});

test('calls that failed are a step of their own, which e and Escape take back alike', () => {
	const harness = createConsoleState();
	open(harness, callsOfSystem);
	for (const back of ['e', 'escape']) {
		harness.press('e');
		expect(harness.getState().route).toEqual(failedCalls);
		harness.press(back);
		expect(harness.getState().route).toEqual(callsOfSystem);
	}
	harness.press('escape');
	expect(harness.getState().route).toEqual({screen: 'health'});
});
