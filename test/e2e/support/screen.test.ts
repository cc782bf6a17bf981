import {describe, expect, test} from 'vitest';
import {nodeCommand, startProgram} from '../../support/program.js';
import {createScreen} from '../../support/screen.js';

const list = `
	process.stdin.setRawMode(true);
	let cursor = 0;
	const draw = note => {
		const rows = ['POAM-1', 'POAM-2'].map((name, index) => (index === cursor ? ' > ' : '   ') + name);
		process.stdout.write('\\x1b[2J\\x1b[H' + ['── Conflicts ────', ...rows, note, ' ↵ open  x keep theirs  ctrl-x stop sync  q quit'].join('\\r\\n'));
	};
	process.stdin.on('data', data => {
		const key = String(data);
		if (key === '\\x1b[B') cursor = 1;
		draw({'\\r': 'opened', x: 'kept theirs', '\\x18': 'stopped'}[key] ?? '');
	});
	draw('ready');
`;

describe('a person at a screen', () => {
	test('finds the key of an action in the footer, and sees where the cursor is', async () => {
		await using program = startProgram({command: nodeCommand, args: ['-e', list]});
		const screen = createScreen(program);
		await screen.isAt('Conflicts');
		await screen.selects('POAM-1');
		screen.press('down');
		await screen.selects('POAM-2');
		await screen.lacks('ready');
		await screen.choose('keep theirs');
		await screen.shows('kept theirs');
		await screen.choose('open');
		await screen.shows('opened');
		await screen.choose('stop sync');
		await screen.shows('stopped');
		expect(screen.text()).toContain('── Conflicts');
	});
});
