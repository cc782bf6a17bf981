import {toSafeText} from '../../core/text/safe-text.js';

const mostLines = 12;

/** What a crash says after the terminal was given back. */
export function tellBug(error: unknown): string {
	const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
	const lines = toSafeText(stack, {keepLines: true}).split('\n').slice(0, mostLines);
	return `This is a bug in Parley: the console ended because of it. What was settled stays settled.\nNext: report it with the lines below; "parley" opens the console again.\n\n${lines.join('\n')}\n`;
}
