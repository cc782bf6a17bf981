import {expect, test} from 'vitest';
import {commands} from '../../../source/commands/registry.js';
import {splitWords} from '../../../source/commands/input/split-words.js';
import {entityTypes} from '../../../source/core/entity.js';
import {completeLine} from '../../../source/faces/complete-line.js';

const complete = (typed: string) => completeLine(commands, typed, () => Promise.resolve(['Tenable (lab)', 'Tenable.io', 'Xacta 360']));

test.each<[string, readonly string[], string]>([
	['conflicts li', ['list '], 'li'],
	['parley conflicts li', ['list '], 'li'],
	['sync ', ['run ', 'resume ', 'apply '], ''],
	['conflicts list --lim', ['--limit '], '--lim'],
	['conflicts show 12', [], '12'],
	['sync run --entity as', ['asset '], 'as'],
	['policies set "Xacta 360" ', entityTypes.map(name => `${name} `), ''],
	['systems show Te', ['Tenable\\ (lab) ', 'Tenable.io '], 'Te'],
	['systems show Tenable\\ ', ['Tenable\\ (lab) '], 'Tenable\\ '],
	['systems show "Xacta ', ['"Xacta 360" '], '"Xacta '],
	["sync run --system 'X", ["'Xacta 360' "], "'X"],
	['sync run --system=X', ['--system=Xacta\\ 360 '], '--system=X'],
])('after %s Tab offers %j', async (typed, offered, replaced) => {
	const [found, end] = await complete(typed);
	expect([found.toSorted(), end]).toEqual([offered.toSorted(), replaced]);
});

test('a line that Tab made is read as the name that was offered', async () => {
	for (const begun of ['X', 'Xacta\\ ', '"X', "'Xacta "]) {
		const typed = `systems show ${begun}`;
		const [[found = ''], end] = await complete(typed);
		expect(splitWords(typed.slice(0, typed.length - end.length) + found)).toEqual(['systems', 'show', 'Xacta 360']);
	}
});
