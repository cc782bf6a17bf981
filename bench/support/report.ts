import {writeFile} from 'node:fs/promises';
import {availableParallelism, loadavg} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {say} from './say.js';

/** One row of a suite: what was measured, what it is held against, and whether the bar holds. */
export type Measurement = {
	readonly name: string;
	readonly value: number;
	/** Of `value` and `against`. */
	readonly unit: string;
	/** The other side, in the same unit; null: the bar is about the value itself. */
	readonly against: number | null;
	/** value ÷ against. */
	readonly ratio: number | null;
	/** "≥ 0.5" about the ratio, or "< 1 MB" about the value; null: told for the reader only. */
	readonly bar: string | null;
	readonly holds: boolean | null;
};

export type Report = {
	/** Holds the ratio value ÷ against to a bar. */
	readonly compare: (name: string, unit: string, sides: {readonly value: number; readonly against: number; readonly bar: string}) => void;
	/** Holds the value itself to a bar such as "< 1". */
	readonly limit: (name: string, unit: string, sides: {readonly value: number; readonly bar: string}) => void;
	/** Says what else the reader should know; no bar. */
	readonly tell: (name: string, unit: string, value: number, against?: number) => void;
	/** Prints the table, writes `bench/results/<suite>.json`, and gives whether every bar holds. */
	readonly close: () => Promise<boolean>;
};

export function createReport(suite: string, heading: string): Report {
	const rows: Measurement[] = [];
	const add = (row: Measurement): void => {
		rows.push(row);
		say(`${row.name}: ${format(row.value)} ${row.unit}${row.holds === null ? '' : row.holds ? ', holds' : ', DOES NOT HOLD'}`);
	};
	const loadBefore = describeLoad();
	return {
		compare: (name, unit, {value, against, bar}) => {
			const ratio = value / against;
			add({name, value, unit, against, ratio, bar, holds: isWithin(ratio, bar)});
		},
		limit: (name, unit, {value, bar}) => {
			add({name, value, unit, against: null, ratio: null, bar, holds: isWithin(value, bar)});
		},
		tell: (name, unit, value, against) => {
			add({name, value, unit, against: against ?? null, ratio: against === undefined ? null : value / against, bar: null, holds: null});
		},
		close: async () => {
			console.log(`\n${heading}\nProcesses that wanted one of ${availableParallelism()} cores: ${loadBefore} in the minute before, ${describeLoad()} in the last. Where that is much, only ratios mean something.\n\n${toTable(rows)}\n`);
			const folder = process.env['PARLEY_BENCH_RESULTS'] ?? '.';
			const rounded = rows.map(row => ({...row, value: round(row.value), against: row.against === null ? null : round(row.against), ratio: row.ratio === null ? null : round(row.ratio)}));
			const path = join(folder, `${suite}.json`);
			await writeFile(path, `${JSON.stringify(rounded, undefined, '\t')}\n`);
			console.log(`Written to ${path}`);
			return rows.every(row => row.holds !== false);
		},
	};
}

const describeLoad = (): string => (loadavg()[0] ?? 0).toFixed(1);

function isWithin(value: number, bar: string): boolean {
	const [, sign, number] = /^(≥|≤|<) ([\d.]+)/.exec(bar) ?? [];
	const limit = Number(number);
	if (sign === '≥') return value >= limit;
	return sign === '<' ? value < limit : value <= limit;
}

const round = (value: number): number => Number(value.toPrecision(4));

const format = (value: number): string => (Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3))));

function toTable(rows: readonly Measurement[]): string {
	const cells = rows.map(row => [
		row.name, format(row.value), row.unit, row.against === null ? '' : format(row.against),
		row.ratio === null ? '' : row.ratio.toFixed(2), row.bar ?? '', row.holds === null ? '' : row.holds ? 'holds' : 'DOES NOT HOLD',
	]);
	const table = [['what', 'ours', 'unit', 'against', 'ratio', 'bar', ''], ...cells];
	const widths = table[0]?.map((_, column) => Math.max(...table.map(line => line[column]?.length ?? 0))) ?? [];
	return table.map(line => line.map((cell, column) => (column === 0 || column >= 5 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ').trimEnd()).join('\n');
}
