import {toSafeText} from '../core/safe-text.js';
import {AppError} from '../errors/app-error.js';
import type {Command} from './command.js';
import {completeWords} from './complete-words.js';
import {completionScripts, shells} from './completion-scripts.js';
import {isSet} from './read-flags.js';

export const completion: Command = {
	name: 'completion',
	usage: '<shell> [-- <word>…]',
	summary: 'Print what makes Tab complete commands, flags and values: for bash, zsh or fish. With words, print what the last one can become.',
	flags: {},
	examples: ['source <(parley completion bash)', 'source <(parley completion zsh)', 'parley completion fish | source', 'parley completion bash -- sync r'],
	run: ({args: [name, ...words], flags, output, commands}) => {
		const shell = shells.find(known => known === name);
		if (shell === undefined) throw unknownShell(name);
		const lines = words.length === 0 ? completionScripts[shell].split('\n') : completeWords(commands, words);
		if (isSet(flags, 'json')) output.json(words.length === 0 ? {script: completionScripts[shell]} : {words: lines});
		else for (const line of lines) output.line(toSafeText(line));
		return Promise.resolve();
	},
};

const unknownShell = (name: string | undefined): AppError => new AppError({
	code: 'USAGE', message: name === undefined ? 'The name of the shell is missing.' : `"${name}" is none of the shells that can be helped.`, nextStep: `Give one of: ${shells.join(', ')}.`,
});
