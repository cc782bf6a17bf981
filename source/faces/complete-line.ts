import type {Command} from '../commands/command.js';
import {completeWords} from '../commands/input/complete-words.js';

/** Words as they stand on a line, with their quotes; the last may have an open one. */
const writtenWord = /(?:"(?:[^"\\]|\\.)*(?:"|$)|'[^']*(?:'|$)|\\(?:.|$)|[^\s"'\\])+/gs;

/**
 * What Tab offers for a line of commands: what its last word can become, written so that the line is read back as it, and
 * the end of the line that it takes the place of.
 */
export async function completeLine(commands: readonly Command[], typed: string, systemNames: () => Promise<readonly string[]>): Promise<[string[], string]> {
	const words = typed.replace(/^\s*parley\s/, '').match(writtenWord) ?? [];
	const [last = ''] = words.slice(-1).filter(word => typed.endsWith(word));
	const found = await completeWords(commands, last === '' ? [...words, ''] : words, systemNames);
	const [quote = ''] = /^["']/.exec(last) ?? [];
	const written = found.map(word => (quote === '' ? word.replaceAll(' ', '\\ ') : `${quote}${word}${quote}`));
	return [written.filter(word => word.startsWith(last)).map(word => `${word} `), last];
}
