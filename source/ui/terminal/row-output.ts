import {styledCharsFromTokens, styledCharsToString, tokenize} from '../../../node_modules/@alcalzone/ansi-tokenize/build/index.js';
import InkOutput from '../../../node_modules/ink/build/output.js';
import {isNarrow} from '../text/narrow.js';

type Position = {readonly width: number; readonly height: number};
type Transform = (line: string, index: number) => string;
type Clip = {readonly x1: number | undefined; readonly x2: number | undefined; readonly y1: number | undefined; readonly y2: number | undefined};
type Step =
	| {readonly kind: 'write'; readonly x: number; readonly y: number; readonly text: string; readonly lines: number; readonly transformers: readonly Transform[]; readonly isChanged: boolean}
	| {readonly kind: 'clip'; readonly clip: Clip}
	| {readonly kind: 'unclip'};

/** The rows of the last frame by what was written on them: a frame is made of few new ones. Ink makes an output for each frame, so they are kept here. */
let drawn: ReadonlyMap<string, string> = new Map();

/**
 * Stands in the bundle for what Ink puts each frame together with: cell by cell, for all cells of all rows, which takes
 * longer than all else that a key brings about. Rows do not depend on each other: each is put together by Ink, by itself,
 * and only when something else is written on it than in the frame before.
 */
export default class RowOutput {
	readonly #size: Position;
	readonly #steps: Step[] = [];

	constructor(size: Position) {
		this.#size = size;
	}

	write(x: number, y: number, text: string, {transformers}: {readonly transformers: readonly Transform[]}): void {
		const lines = text.split('\n');
		const isChanged = transformers.some(transform => lines.some((line, index) => transform(line, index) !== line));
		this.#steps.push({kind: 'write', x, y, text, lines: lines.length, transformers, isChanged});
	}

	clip(clip: Clip): void {
		this.#steps.push({kind: 'clip', clip});
	}

	unclip(): void {
		this.#steps.push({kind: 'unclip'});
	}

	get(): {readonly output: string; readonly height: number} {
		const {width, height} = this.#size;
		const next = new Map<string, string>();
		const rows = this.#stepsByRow().map((steps, row) => {
			// What a transformation makes of a text cannot be told from the text.
			if (steps.some(step => step.kind === 'write' && step.isChanged)) return drawRow(width, steps, row);
			let key = `${width}`;
			for (const step of steps) key += `\0${keyOf(step, row)}`;
			const text = drawn.get(key) ?? drawRow(width, steps, row);
			next.set(key, text);
			return text;
		});
		drawn = next;
		return {output: rows.join('\n'), height};
	}

	/** What concerns each row, in its order: texts those that they lie on, clips all. */
	#stepsByRow(): ReadonlyArray<readonly Step[]> {
		const rows = Array.from({length: this.#size.height}, (): Step[] => []);
		for (const step of this.#steps) {
			const [first, end] = step.kind === 'write' ? [Math.max(0, step.y), step.y + step.lines] : [0, rows.length];
			for (let row = first; row < end; row++) rows[row]?.push(step);
		}
		return rows;
	}
}

function keyOf(step: Step, row: number): string {
	switch (step.kind) {
		case 'write': return `${step.x} ${step.y - row} ${step.text}`;
		case 'clip': return `clip ${step.clip.x1} ${step.clip.x2} ${(step.clip.y1 ?? Number.NaN) - row} ${(step.clip.y2 ?? Number.NaN) - row}`;
		case 'unclip': return 'unclip';
	}
}

const shift = (y: number | undefined, row: number): number | undefined => (y === undefined ? undefined : y - row);

/** A row with nothing else on it, which most are: what Ink makes of it in the end, without a cell for each of its columns. */
function drawOnlyText(text: string): string {
	const shown = styledCharsFromTokens(tokenize(text)).filter(({value}) => isNarrow(value) || !invisible.test(value));
	return styledCharsToString(shown).trimEnd();
}

const invisible = /^\p{Default_Ignorable_Code_Point}+$/u;

/** One row as Ink draws it: as the only row of an output. */
function drawRow(width: number, steps: readonly Step[], row: number): string {
	const [only] = steps;
	if (steps.length === 1 && only?.kind === 'write' && only.x === 0 && only.lines === 1 && !only.isChanged) return drawOnlyText(only.text);
	const output = new InkOutput({width, height: 1});
	for (const step of steps) {
		switch (step.kind) {
			case 'write': output.write(step.x, step.y - row, step.text, {transformers: [...step.transformers]}); break;
			case 'clip': output.clip({...step.clip, y1: shift(step.clip.y1, row), y2: shift(step.clip.y2, row)}); break;
			case 'unclip': output.unclip(); break;
		}
	}
	return output.get().output;
}
