import {createInterface, type Interface} from 'node:readline/promises';
import type {SafeText} from '../core/text/safe-text.js';

export type LinePrompt = {
	/** The next line that a person types; undefined when there is none to come (Ctrl-D, Ctrl-C). */
	readonly ask: () => Promise<string | undefined>;
	/** A line of news: above the line that is being typed, else before the next one. */
	readonly tell: (text: SafeText) => void;
};

export type LinePromptOptions = {
	readonly stdin: NodeJS.ReadableStream;
	readonly stdout: NodeJS.WritableStream;
	readonly prompt: string;
	/** The terminal can only print: nothing on it can be drawn again. */
	readonly isDumb: boolean;
	/** What Tab offers, and the end of what was typed that it takes the place of. */
	readonly complete: (typed: string) => Promise<[string[], string]>;
};

const historyLength = 200;

/** Reads lines with editing, history and completion. The terminal is held only while a line is asked for: in between, a command may ask for a secret. */
export function createLinePrompt({stdin, stdout, prompt, isDumb, complete}: LinePromptOptions): LinePrompt {
	let history: string[] = [];
	let open: Interface | undefined;
	let news: SafeText[] = [];
	return {
		async ask() {
			for (const text of news.splice(0)) stdout.write(`${text}\n`);
			const lines = createInterface({input: stdin, output: stdout, history: [...history], completer: complete});
			const ended = new AbortController();
			lines.once('close', () => ended.abort());
			lines.once('SIGINT', () => ended.abort());
			open = lines;
			try {
				const line = await lines.question(prompt, {signal: ended.signal});
				if (line.trim() !== '') history = [line, ...history.filter(one => one !== line)].slice(0, historyLength);
				return line;
			} catch (error) {
				if (!ended.signal.aborted) throw error;
				stdout.write('\n');
				return undefined;
			} finally {
				open = undefined;
				lines.close();
			}
		},
		tell(text) {
			if (open === undefined) {
				news = [...news, text];
				return;
			}
			stdout.write(`\r\n${text}\n`);
			open.prompt(true);
			if (isDumb) stdout.write(open.line);
		},
	};
}
