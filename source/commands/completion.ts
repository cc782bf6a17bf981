import {toSafeText} from '../core/text/safe-text.js';
import {AppError} from '../errors/app-error.js';
import type {Command} from './command.js';
import {completeWords} from './input/complete-words.js';
import {completionScripts, shells} from './completion-scripts.js';
import {isSet} from './input/read-flags.js';

export const completion: Command = {
	name: 'completion',
	usage: '<shell> [-- <word>…]',
	summary: 'Print what makes Tab complete commands, flags, values and the names of systems: for bash, zsh or fish. With words, print what the last one can become.',
	flags: {},
	examples: ['source <(parley completion bash)', 'source <(parley completion zsh)', 'parley completion fish | source', 'parley completion bash -- sync r'],
	run: async ({args: [name, ...words], flags, output, commands, systemNames}) => {
		const shell = shells.find(known => known === name);
		if (shell === undefined) throw unknownShell(name);
		if (words.length === 0) {
			if (isSet(flags, 'json')) output.json({script: completionScripts[shell]});
			else for (const line of completionScripts[shell].split('\n')) output.line(toSafeText(line));
			return;
		}
		// Nobody who presses Tab wants to read why there are no names; "parley doctor" tells.
		const found = await completeWords(commands, words, () => systemNames().catch(() => []));
		if (isSet(flags, 'json')) output.json({words: found});
		else for (const word of shell === 'bash' ? found.map(one => toBashWord(one, words.at(-1) ?? '')) : found) output.line(toSafeText(word));
	},
};

/** Bash puts on the line what it is given; zsh and fish quote it themselves. Where `typed` begins with a quote, that holds the blanks. */
const toBashWord = (word: string, typed: string): string => (/^["']/.test(typed) ? word : word.replaceAll(/[ #&()]/g, '\\$&'));

const unknownShell = (name: string | undefined): AppError => new AppError({
	code: 'USAGE', message: name === undefined ? 'The name of the shell is missing.' : `"${name}" is none of the shells that can be helped.`, nextStep: `Give one of: ${shells.join(', ')}.`,
});
