import {userInfo} from 'node:os';
import type {Cell} from './terminal-cells.js';

type Rule = {readonly pattern: RegExp; readonly fixed: string | ((found: string) => string)};

const dayMs = 86_400_000;
const drawnOn = Date.parse('2026-11-21T00:00:00Z');

/** As far from the day of the pictures as it is from today: the invented organization's dates lie around the day of its birth. */
const moveDay = (date: string): string => new Date(Date.parse(`${date}T00:00:00Z`) - Math.floor(Date.now() / dayMs) * dayMs + drawnOn).toISOString().slice(0, 10);

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.source;

/** All that differs from run to run, and what stands for it in every picture. */
const rules: readonly Rule[] = [
	// The version of the program, which the walk has seen in full.
	{pattern: /(?<=\bparley )\d+\.\d+\.\d+\S*/g, fixed: '0.1.0'},
	// Who draws them.
	{pattern: new RegExp(`(?<![\\w-])${userInfo().username.replaceAll(/\W/g, '\\$&')}(?![\\w-])`, 'g'), fixed: 'ada'},
	// Ids of runs, plans, calls and exports; those of the organization's records are the same at each birth.
	{pattern: new RegExp(`(?<=\\bRun |/export/|"uuid": ")${uuid}`, 'g'), fixed: '7f3ac01d-5b2e-4c1a-9d3f-0a1b2c3d4e5f'},
	{pattern: /(?<=Operations › |Plan › |Plan |by run )[0-9a-f]{8}\b/g, fixed: '7f3ac01d'},
	{pattern: /(?<=● completed +)[0-9a-f]{4}(?= ?$)/g, fixed: '7f3a'},
	{pattern: /(?<="x-request-uuid": ")[0-9a-f]{32}/g, fixed: '7f3ac01d5b2e4c1a9d3f0a1b2c3d4e5f'},
	{pattern: /(?<=Call )\d+/g, fixed: '48'},
	// Moments. POA&Ms have the year in their names.
	{pattern: /\bPOAM-\d{4}/g, fixed: 'POAM-2026'},
	{pattern: /\b\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3}(?= UTC)/g, fixed: '2026-11-21 14:02:11.310'},
	{pattern: /\b[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4}(?= \d{2}:\d{2}:\d{2} GMT)/g, fixed: 'Sat, 21 Nov 2026'},
	{pattern: /\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{2}:\d{2}\b/g, fixed: '21 Nov 14:02'},
	{pattern: /\b\d{2}:\d{2}:\d{2}\b/g, fixed: '14:02:11'},
	{pattern: /(?<![\d:])\d{2}:\d{2}(?= UTC)/g, fixed: '14:02'},
	// Days. That of a finding depends on the hour of the organization's birth, too.
	{pattern: /(?<=first found )\d{4}-\d{2}-\d{2}/g, fixed: '2025-03-22'},
	{pattern: /(?<!first found )\b\d{4}-\d{2}-\d{2}\b(?! \d{2}:)/g, fixed: moveDay},
	// How long it took, how long ago it was, and in how long it is.
	{pattern: /(?<![\w.-])(?:\d+m \d{2}s|\d+(?:\.\d)? m?s)\b/g, fixed: '8 ms'},
	{pattern: /(?:(?<=· ) \d[smhd]|(?<![\w.:-])\d+[smhd])(?![\w-])/g, fixed: '40s'},
	{pattern: /\bnow(?= +on time)/g, fixed: '40s'},
	// How many a second, which is told of runs of a second and more.
	{pattern: / · [\d,]+ records\/s\b/g, fixed: ''},
	// How often was asked whether an export is ready, and how quickly it was answered.
	{pattern: /(?<![\w.])[\d,]+(?= calls today)/g, fixed: '22'},
	{pattern: /(?<=limiter )[\d,]+(?= of )/g, fixed: '22'},
	{pattern: /(?<=median .*)[▁▂▃▄▅▆▇█]+(?= ?$)/g, fixed: '▁▂▂▃▂▁▁▂▅▃▂▁▂▁▁▃▂▂▁▁'},
	{pattern: /(?<=● (?:done|\d{3}) +)[\d,]+(?= ?$)/g, fixed: '8'},
];

/** A row of the screen with what differs from run to run made the same, and what stands beside it where it would then stand. */
export const steadyRow = (row: readonly Cell[]): readonly Cell[] => rules.reduce(applyRule, row);

function applyRule(row: readonly Cell[], {pattern, fixed}: Rule): readonly Cell[] {
	let steady = row;
	let from = 0;
	for (;;) {
		pattern.lastIndex = from;
		const found = pattern.exec(textOf(steady));
		if (found === null) return steady;
		const text = typeof fixed === 'string' ? fixed : fixed(found[0]);
		steady = put(steady, {start: found.index, end: found.index + found[0].length}, text);
		from = pattern.lastIndex + text.length - found[0].length;
	}
}

/** One character for each cell, so that an index of the one is an index of the other. */
const textOf = (row: readonly Cell[]): string => row.map(({text}) => (text.length === 1 ? text : '\uFFFD')).join('');

type Place = {readonly start: number; readonly end: number};

/** Another length moves what follows as far as the next gap; or, at the right edge, what is before as far as the last one. */
function put(row: readonly Cell[], {start, end}: Place, fixed: string): readonly Cell[] {
	const [first] = row.slice(start);
	if (first === undefined) return row;
	const cells = [...fixed].map((text): Cell => ({...first, text}));
	const text = textOf(row);
	const gapAfter = end + text.slice(end).search(/ {2}|─{2}|│| ?$/);
	const spare = end - start - cells.length;
	if (!/^ ?(?:│|$)/.test(text.slice(gapAfter))) {
		return [...row.slice(0, start), ...cells, ...row.slice(end, gapAfter), ...fill(row.slice(gapAfter).toReversed(), spare).toReversed()];
	}
	const gapBefore = findLastGap(text.slice(0, start));
	return [...fill(row.slice(0, gapBefore), spare), ...row.slice(gapBefore, start), ...cells, ...row.slice(end)];
}

const findLastGap = (text: string): number => /.*(?: {3}|─{3})/.exec(text)?.[0].length ?? 0;

/** Longer by copies of its last cell, or shorter. */
function fill(cells: readonly Cell[], by: number): readonly Cell[] {
	const last = cells.at(-1);
	return by <= 0 || last === undefined ? cells.slice(0, cells.length + Math.min(by, 0)) : [...cells, ...Array.from({length: by}, () => last)];
}
