import {PassThrough} from 'node:stream';
import {render} from 'ink';
import {expect, test} from 'vitest';
import {ThemedTable, type ThemedTableProps} from '../../../../source/ui/components/themed-table.js';
import {ConsoleContext} from '../../../../source/ui/hooks/console-context.js';
import {chooseTheme, type Theme} from '../../../../source/ui/theme/theme.js';
import {createConsoleState} from '../../../support/console-state.js';

/** Draws tables one after the other in one place; tells after each how many of its cells were drawn. */
async function drawTables(tables: readonly ThemedTableProps[]): Promise<readonly number[]> {
	let drawn = 0;
	const plain = chooseTheme({name: 'mono', isColorless: false, isProduction: false});
	const theme: Theme = {
		...plain,
		get tones() {
			drawn++;
			return plain.tones;
		},
	};
	const context = {store: createConsoleState(), theme};
	const toTree = (table: ThemedTableProps) => <ConsoleContext value={context}><ThemedTable {...table} /></ConsoleContext>;
	const ink = render(null, {stdout: Object.assign(new PassThrough(), {columns: 80, rows: 24}) as unknown as NodeJS.WriteStream, patchConsole: false, exitOnCtrlC: false});
	const counts: number[] = [];
	for (const table of tables) {
		drawn = 0;
		ink.rerender(toTree(table));
		await ink.waitUntilRenderFlush();
		counts.push(drawn);
	}
	ink.unmount();
	return counts;
}

test('a table is drawn anew when a text, a row or its side is another one, and not when the same is asked for again', async () => {
	const rows = [{system: 'Tenable.io', calls: '7'}, {system: 'Xacta 360', calls: '1'}];
	const [first, again, ...changed] = await drawTables([
		{rows}, {rows: rows.map(row => ({...row}))},
		{rows: [{system: 'Tenable.io', calls: '8'}]}, {rows: [{system: 'Tenable.io', calls: '9'}]}, {rows: [{system: 'Tenable.io', calls: '9'}], align: 'right'},
	]);
	expect(first).toBeGreaterThan(6);
	expect(again).toBe(0);
	for (const drawn of changed) expect(drawn).toBeGreaterThan(0);
});
