import {readFile, writeFile} from 'node:fs/promises';
import {expect, test} from 'vitest';
import {startConsole, type HarnessOptions, type TestConsole} from '../../support/console-harness.js';

/** On the rules of Xacta 360 poams, as an admin. */
async function openRules(options: HarnessOptions = {}): Promise<TestConsole> {
	const ui = startConsole({role: 'admin', ...options});
	await ui.waitForScreen('live');
	ui.press('g', 'p');
	await ui.waitForScreen(/Xacta 360 +poams +both ways +a person/);
	ui.press('G', 'enter');
	await ui.waitForScreen('Rules › Xacta 360 › poams');
	await ui.waitForScreen(/> +direction +bidirectional/);
	return ui;
}

const poamPolicy = (ui: TestConsole) => ui.world.policies.find(({systemName, entityType}) => systemName === 'Xacta 360' && entityType === 'poam')?.policy;
const poamMapping = (ui: TestConsole, field: string) => ui.world.mappings.find(({systemName, entityType}) => systemName === 'Xacta 360' && entityType === 'poam')?.mappings.find(({internalField}) => internalField === field);

test('an admin changes a setting, sees the difference, saves it, and finds it in the history', async () => {
	await using ui = await openRules();
	ui.press('j', 'enter');
	await ui.waitForScreen('strategy: external_wins, internal_wins, newest_wins, manual');
	ui.press('ctrl-u');
	ui.send('newest');
	ui.press('enter');
	await ui.waitForScreen('"newest" is nothing that "strategy" can be.');
	ui.send('_wins');
	ui.press('enter');
	await ui.waitForScreen('1 rule differs, nothing is saved yet');
	await ui.waitForScreen(/>\* strategy +newest_wins/);
	await ui.waitForScreen('- manual');
	expect(poamPolicy(ui)?.strategy).toBe('manual');
	ui.press('w');
	await ui.waitForScreen('Save 1 changed rule of Xacta 360 poams');
	ui.press('enter');
	expect(poamPolicy(ui)?.strategy).toBe('manual');
	ui.press('w', 'tab', 'enter');
	await ui.waitForScreen('Xacta 360 poams saved. The next run takes it up.');
	expect(poamPolicy(ui)?.strategy).toBe('newest_wins');
	ui.press('H');
	await ui.waitForScreen('policy.change');
});

test('a mapping is typed anew, tried on a real record beside the one in force, and forgotten', async () => {
	await using ui = await openRules();
	for (let step = 0; step < 11; step++) ui.press('j');
	await ui.waitForScreen(/> +poc +point_of_contact +trim/);
	ui.press('e', 'ctrl-u');
	ui.send('{"externalField": "point_of_contact", "internalField": "poc", "transformation": {"type": "uppercase"}}');
	ui.press('enter');
	await ui.waitForScreen(/>\* poc +point_of_contact +uppercase/);
	ui.press('t');
	await ui.waitForScreen('Try on the record with this id over there');
	ui.send('none');
	ui.press('enter');
	await ui.waitForScreen('shows no poam "none"');
	ui.press('ctrl-u');
	ui.send('x-7');
	ui.press('enter');
	await ui.waitForScreen('CHANGED BY THE DRAFT · 1');
	await ui.waitForScreen('+ then RAW');
	ui.press('q', 'X');
	await ui.waitForScreen('The change is forgotten');
	expect(poamMapping(ui, 'poc')?.transformation).toEqual({type: 'trim'});
});

test('rules that somebody else changed meanwhile are not overwritten', async () => {
	await using ui = await openRules();
	ui.press('enter', 'ctrl-u');
	ui.send('inbound');
	ui.press('enter');
	await ui.waitForScreen('1 rule differs');
	ui.world.policies = ui.world.policies.map(one => ({...one, policy: {...one.policy, batchSize: 77}}));
	ui.press('w', 'tab', 'enter');
	await ui.waitForScreen('The policy was changed since it was read; nothing was saved.');
	expect(poamPolicy(ui)).toMatchObject({direction: 'bidirectional', batchSize: 77});
});

test('both documents are edited in the person\'s own editor, which has the terminal meanwhile; what is refused is there to go on with', async () => {
	const given: string[] = [];
	const texts = ['{"policy": 1}', undefined];
	await using ui = await openRules({programs: {editor: 'ed -s', pager: 'more', run: async (command, file) => {
		given.push(command, await readFile(file, 'utf8'));
		expect(ui.isRaw()).toBe(false);
		await ui.waitForScreen(() => !ui.isAlternateScreen());
		const text = texts.shift();
		await writeFile(file, text ?? (given[1] ?? '').replace('"batchSize": 100', '"batchSize": 250'));
		return 0;
	}}});
	ui.press('E');
	await ui.waitForScreen('has to hold an object with "policy" and "mappings"');
	ui.press('E');
	await ui.waitForScreen('1 rule differs');
	await ui.waitForScreen(/\* records of a page +250/);
	expect(given[0]).toBe('ed -s');
	expect(given[3]).toBe('{"policy": 1}');
	expect(ui.isRaw()).toBe(true);
	expect(ui.isAlternateScreen()).toBe(true);
});

test('an operator is told who may change rules, and a read-only console does not offer it', async () => {
	await using ui = await openRules({role: 'operator'});
	ui.press('e');
	await ui.waitForScreen('change: sam is an operator: an admin has to do it.');
	await using locked = await openRules({isReadOnly: true});
	await locked.waitForScreen(lines => !(lines.at(-1)?.includes('change') ?? true) && (lines.at(-1)?.includes('try') ?? false));
	locked.press('e');
	await locked.waitForScreen('change: This console is read-only.');
});
