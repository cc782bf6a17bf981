import {AppError} from '../../errors/app-error.js';

/** One or more pieces that touch: bare text, 'exact', "quoted with \" in it"; a quote without its end; a backslash and what it keeps. */
const piece = /\s+|'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|(['"])|([^\s'"\\]+)|\\$/gsu;

/**
 * The words of a line as a shell would read them, without what a shell would put in place of them: no variables, no patterns.
 * @throws USAGE when a quote has no end.
 */
export function splitWords(line: string): readonly string[] {
	const words: string[] = [];
	let word: string | undefined;
	for (const [whole, exact, quoted, kept, unended, bare] of line.matchAll(piece)) {
		if (unended !== undefined) throw new AppError({code: 'USAGE', message: `A quote (${unended}) has no end in this line.`, nextStep: 'Close it, or write \\ before it.'});
		if (/^\s/.test(whole)) {
			if (word !== undefined) words.push(word);
			word = undefined;
		} else {
			word = (word ?? '') + (exact ?? quoted?.replaceAll(/\\(.)/gs, '$1') ?? kept ?? bare ?? '');
		}
	}
	return word === undefined ? words : [...words, word];
}
