import {describe, expect, test} from 'vitest';
import {safe} from '../../../../source/ui/text/safe.js';
import {answerResource, createConsoleState, openConflicts} from '../../../support/console-state.js';

describe('keys', () => {
	test('a held key moves as many rows', () => {
		const harness = createConsoleState();
		harness.press('j', 'j', 'j');
		expect(harness.getState().windows.health.cursor).toBe(3);
	});

	test('g and a letter jump; any other key after g is forgotten with it', () => {
		const harness = createConsoleState();
		harness.press('g', 'o');
		expect(harness.getState().route.screen).toBe('operations');
		harness.press('g', 'x', '1');
		expect(harness.getState().route.screen).toBe('health');
		expect(harness.getState().prefix).toBeUndefined();
	});

	test('Escape goes up and never quits', () => {
		const harness = createConsoleState();
		openConflicts(harness);
		harness.press('escape', 'escape', 'escape', 'escape');
		expect(harness.getState().route).toEqual({screen: 'causes', filter: {}});
		expect(harness.getState().isQuitting).toBe(false);
	});

	test('a key that is off says why', () => {
		const harness = createConsoleState();
		harness.press('u');
		expect(harness.getState().notice?.text).toBe('undo: No verdict was given here that could be undone.');
	});

	test('a key without a meaning says so, and does nothing else', () => {
		const harness = createConsoleState();
		harness.takeActions();
		harness.press('Z', 'alt-j', 'ctrl-g');
		expect(new Set(harness.takeActions().map(action => action.type))).toEqual(new Set(['notice/shown']));
		expect(harness.getState().notice?.text).toBe('"ctrl-g" does nothing here; ? shows the keys.');
	});

	test('why a key did nothing is forgotten with the next one', () => {
		const harness = createConsoleState();
		harness.press('u', '2');
		expect(harness.getState().route.screen).toBe('causes');
		expect(harness.getState().notice).toBeUndefined();
	});

	test('what was done stays to be read, and keeps nobody from going up', () => {
		const harness = createConsoleState();
		openConflicts(harness);
		harness.dispatch({type: 'notice/shown', tone: 'ok', text: safe('Done.'), forMs: 30_000});
		harness.press('escape');
		expect(harness.getState().route.screen).toBe('causes');
		expect(harness.getState().notice?.text).toBe('Done.');
	});

	test('what failed stays until Escape was pressed, which then does only that', () => {
		const harness = createConsoleState();
		openConflicts(harness);
		harness.dispatch({type: 'notice/shown', tone: 'failing', text: safe('It failed.'), forMs: Infinity});
		harness.press('j', 'escape');
		expect(harness.getState().route.screen).toBe('conflicts');
		expect(harness.getState().notice).toBeUndefined();
	});

	test('history goes back and forward, and - goes to and fro', () => {
		const harness = createConsoleState();
		const screen = (): string => harness.getState().route.screen;
		harness.press('3', '4', '[');
		expect(screen()).toBe('operations');
		harness.press(']');
		expect(screen()).toBe('calls');
		harness.press('-');
		expect(screen()).toBe('operations');
		harness.press('-');
		expect(screen()).toBe('calls');
	});

	test('- after going back or forward returns to where one came from, and again, and leaves the history as it is', () => {
		const harness = createConsoleState();
		const screen = (): string => harness.getState().route.screen;
		harness.press('3', '4', '7', '[');
		for (const expected of ['audit', 'calls', 'audit', 'calls']) {
			harness.press('-');
			expect(screen()).toBe(expected);
		}
		harness.press('[', '[', ']');
		expect(screen()).toBe('operations');
		for (const expected of ['health', 'operations', 'health']) {
			harness.press('-');
			expect(screen()).toBe(expected);
		}
		harness.press(']', ']', ']');
		expect(screen()).toBe('audit');
	});

	test('- is off before a second screen was seen, and says so', () => {
		const harness = createConsoleState();
		harness.press('-');
		expect(harness.getState().route.screen).toBe('health');
		expect(harness.getState().notice?.text).toContain('There is no screen before this one.');
	});
});

describe('pastes', () => {
	test('outside of a field they run nothing', () => {
		const harness = createConsoleState();
		harness.takeActions();
		harness.input({kind: 'paste', text: 'q\r2i'});
		expect(harness.takeActions().map(action => action.type)).toEqual(['notice/shown']);
		expect(harness.getState().route.screen).toBe('health');
	});

	test('in a field they are text, and submit nothing', () => {
		const harness = createConsoleState();
		harness.press(':');
		harness.input({kind: 'paste', text: 'audit\r\n'});
		expect(harness.getState().overlay).toMatchObject({kind: 'palette', field: {value: 'audit '}});
		expect(harness.getState().route.screen).toBe('health');
	});
});

describe('a read-only console', () => {
	test('refuses every key that modifies, and says so', () => {
		const harness = createConsoleState({isReadOnly: true});
		openConflicts(harness);
		harness.takeActions();
		harness.press('i', 'x', 'n', 'e', 's', 'a', 't');
		expect(harness.takeActions().map(action => action.type)).toEqual(Array.from({length: 7}, () => 'notice/shown'));
		expect(harness.getState().notice?.text).toBe('note: This console is read-only.');
	});
});

test('a viewer is told that an operator has to do it, and is not offered it', () => {
	const harness = createConsoleState();
	harness.dispatch({type: 'connection/opened', actor: {userId: 7, username: 'kim', role: 'viewer'}, isReadOnly: false});
	openConflicts(harness);
	harness.press('x');
	expect(harness.getState().notice?.text).toBe('keep theirs: kim is a viewer: an operator has to do it.');
});

test('a viewer is told how the first admin is made where there is none to ask', () => {
	const harness = createConsoleState();
	harness.dispatch({type: 'connection/opened', actor: {userId: undefined, username: 'kim', role: 'viewer', isAdminMissing: true}, isReadOnly: false});
	openConflicts(harness);
	harness.press('x');
	expect(harness.getState().notice?.text).toMatch(/an operator has to do it\. Nobody is an admin yet\. .* insert into users \(username, role, status\) values \('kim', 'admin', 'active'\)$/);
});

describe('questions', () => {
	const ask = () => {
		const harness = createConsoleState();
		harness.press('S');
		harness.takeActions();
		return harness;
	};

	test('open on Cancel, so that Enter does nothing', () => {
		const harness = ask();
		harness.press('enter');
		expect(harness.getState().overlay).toBeUndefined();
		expect(harness.takeActions().map(action => action.type)).toEqual(['overlay/closed']);
	});

	test('do what they ask when the other button is chosen', () => {
		const harness = ask();
		harness.press('tab', 'enter');
		expect(harness.takeActions().at(-1)).toEqual({type: 'sync/requested', request: {systemName: 'Tenable.io', entityType: 'asset', scope: 'full'}});
	});

	test('take no Enter that was typed before they were read', () => {
		const harness = ask();
		harness.press('tab');
		harness.takeActions();
		harness.input({kind: 'key', key: 'enter', text: undefined, isTypedAhead: true});
		expect(harness.takeActions()).toEqual([]);
	});

	test('quitting asks while a sync that was started here runs; a second Ctrl-C answers', () => {
		const harness = createConsoleState();
		harness.dispatch({type: 'sync/started', id: 1, label: safe('Xacta 360'), verb: safe('syncing')});
		harness.press('q');
		expect(harness.getState().isQuitting).toBe(false);
		expect(harness.getState().overlay).toMatchObject({kind: 'confirm', focus: 'cancel'});
		harness.press('ctrl-c');
		expect(harness.getState().isQuitting).toBe(true);
	});
});

test('quitting asks before it forgets rules that were changed and not saved', () => {
	const harness = createConsoleState({refusedRules: '{'});
	harness.press('q');
	expect(harness.getState().isQuitting).toBe(false);
	expect(harness.getState().overlay).toMatchObject({kind: 'confirm', focus: 'cancel', title: 'Quit without saving the rules?', confirmLabel: 'forget and quit'});
	harness.press('tab', 'enter');
	expect(harness.getState().isQuitting).toBe(true);
});

describe('the palette', () => {
	test('finds a command by words in any order, and runs it', () => {
		const harness = createConsoleState();
		harness.press(':', ...'poams', 'space', ...'sync');
		harness.takeActions();
		harness.press('enter');
		expect(harness.takeActions().at(-1)).toEqual({type: 'sync/requested', request: {systemName: 'Xacta 360', entityType: 'poam', scope: 'changes'}});
	});

	test('opens the conflicts of a filter that is typed behind their name, and says where a wrong one is', () => {
		const harness = createConsoleState();
		harness.press(':', ...'conflicts', 'space', ...'field:poc', 'space', ...'older:3h', 'enter');
		expect(harness.getState().route).toEqual({screen: 'conflicts', filter: {status: 'pending', fieldName: 'poc', where: {kind: 'age', than: 'older', ms: 10_800_000}}});
		harness.press(':', ...'conflicts', 'space', ...'fild:poc', 'enter');
		expect(harness.getState().overlay).toMatchObject({kind: 'palette'});
		expect(JSON.stringify(harness.getState().overlay)).toContain('Did you mean');
	});

	test('says so when there is no such command', () => {
		const harness = createConsoleState();
		harness.press(':', 'z', 'z', 'enter');
		expect(harness.getState().overlay).toMatchObject({problem: 'There is no command "zz".'});
	});
});

describe('the help', () => {
	test('runs the key that is chosen', () => {
		const harness = createConsoleState();
		harness.press('?', ...'Audit', 'enter');
		expect(harness.getState().route.screen).toBe('audit');
	});

	test('does not run one that is off', () => {
		const harness = createConsoleState();
		harness.press('?', ...'undo', 'enter');
		expect(harness.getState().overlay?.kind).toBe('help');
	});
});

test('one that was refused by the operation says why before it is asked', () => {
	const harness = createConsoleState();
	openConflicts(harness);
	harness.press('enter');
	const [conflict] = harness.getState().lists.conflicts.rows;
	if (conflict === undefined) throw new Error('There is no conflict.');
	answerResource(harness, {name: 'conflict', data: {
		conflict, recordVerdicts: [], explanation: '', otherFields: [], context: [], undoRefusal: undefined,
		outcomes: {keep_internal: {text: ''}, keep_external: {text: ''}, edit: {refusal: 'The field is read-only.'}, ignore: {text: ''}},
	}});
	harness.press('e');
	expect(harness.getState().overlay).toBeUndefined();
	expect(harness.getState().notice?.text).toBe('edit: The field is read-only.');
});
