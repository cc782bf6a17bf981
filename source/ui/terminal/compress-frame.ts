import {applySgr, changeStyle, plainStyle, showsOnBlanks, type Style} from './sgr.js';

const synchronized = /\u001B\[\?2026[hl]/g;
/** A frame of this size reaches the terminal in one piece, so nothing can be seen half-drawn. */
const smallFrame = 1024;

/** Steps to the next line, one after the other, and the move to its first column that they make by themselves. */
const steps = /(?:\n(?=\u001B\[(?:E|1G))|\u001B\[E)(?:\u001B\[E)*(?:\u001B\[1G)?/g;
const upAndDown = /\u001B\[(\d+)A\u001B\[(\d*)E/g;

/** Sequences (CSI, OSC, others), runs of blanks, texts, line feeds. */
const tokens = /\u001B\[[0-9;?]*[A-Za-z]|\u001B\][^\u0007\u001B]*(?:\u0007|\u001B\\)|\u001B[\s\S]?| +|[^\u001B\n ]+|\n/g;

/**
 * Says the same to the terminal in fewer bytes: steps over unchanged lines become one step, attributes are set only
 * where something is drawn in them, and blanks on cells that were just erased become a move of the cursor. What the
 * screen shows afterwards is the same.
 */
export function compressFrame(frame: string): string {
	const small = frame.length < smallFrame ? frame.replace(synchronized, '') : frame;
	return rewrite(mergeSteps(small)) ?? frame;
}

function mergeSteps(frame: string): string {
	const merged = frame.replace(steps, run => {
		const count = (run.startsWith('\n') ? 1 : 0) + run.split('\u001B[E').length - 1;
		return `\u001B[${count === 1 ? '' : count}E`;
	});
	return merged.replace(upAndDown, (whole, up: string, down: string) => {
		const rows = Number(up) - Number(down || 1);
		return rows > 0 ? `\u001B[${rows}F` : whole;
	});
}

/** Undefined when the frame sets an attribute that is not known here. */
function rewrite(frame: string): string | undefined {
	const writer = createWriter();
	let wanted: Style = plainStyle;
	for (const [token] of frame.matchAll(tokens)) {
		if (token.startsWith('\u001B[') && token.endsWith('m')) {
			const next = applySgr(wanted, token.slice(2, -1));
			if (next === undefined) return undefined;
			wanted = next;
		} else if (token.startsWith('\u001B') || token === '\n') {
			writer.control(token, wanted);
		} else if (token.startsWith(' ')) {
			writer.blanks(token.length, wanted);
		} else {
			writer.text(token, wanted);
		}
	}
	return writer.end(wanted);
}

type Writer = {
	readonly control: (sequence: string, style: Style) => void;
	readonly blanks: (count: number, style: Style) => void;
	readonly text: (text: string, style: Style) => void;
	readonly end: (style: Style) => string;
};

function createWriter(): Writer {
	let result = '';
	let drawn: Style = plainStyle;
	let skipped = 0; // Blanks that were not written yet: if nothing follows on their line, they never are.
	let isErased = false; // From the cursor to the end of its line.
	const show = (style: Style): void => {
		result += changeStyle(drawn, style);
		drawn = style;
	};
	const writeSkipped = (): void => {
		const move = `\u001B[${skipped}C`;
		if (skipped > move.length) {
			result += move;
		} else if (skipped > 0) {
			// Weight and colour are not seen on a blank: what is set may stay, unless it shows.
			if (showsOnBlanks(drawn)) show(plainStyle);
			result += ' '.repeat(skipped);
		}
		skipped = 0;
	};
	return {
		control: (sequence, style) => {
			const leavesColumn = sequence === '\n' || /[EFGH]$/.test(sequence);
			if (leavesColumn) skipped = 0;
			else writeSkipped();
			// Erasing fills with the background, so that has to be right by then.
			if (/[JK]$/.test(sequence) && drawn.background !== style.background) show(style);
			isErased = sequence === '\u001B[K' || (isErased && sequence.endsWith('G'));
			result += sequence;
		},
		blanks: (count, style) => {
			if (!showsOnBlanks(style) && isErased) {
				skipped += count;
				return;
			}
			writeSkipped();
			if (showsOnBlanks(style) || showsOnBlanks(drawn)) show(style);
			result += ' '.repeat(count);
		},
		text: (text, style) => {
			writeSkipped();
			show(style);
			result += text;
		},
		end: style => {
			writeSkipped();
			show(style);
			return result;
		},
	};
}
