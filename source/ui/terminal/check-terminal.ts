import {AppError} from '../../errors/app-error.js';

export type TerminalFacts = {
	readonly isInputTty: boolean;
	readonly isOutputTty: boolean;
	/** What `TERM` says. */
	readonly name: string | undefined;
};

/** Refuses where a full-screen console cannot be drawn or read from, and says what works there. */
export function checkTerminal({isInputTty, isOutputTty, name}: TerminalFacts): void {
	const problem = !isOutputTty ? 'its output does not go to a terminal' : !isInputTty ? 'its input does not come from a terminal' : name === 'dumb' ? 'this terminal can only print lines (TERM is "dumb")' : undefined;
	if (problem === undefined) return;
	throw new AppError({
		code: 'TERMINAL_UNSUITABLE',
		message: `The console cannot open: ${problem}.`,
		nextStep: 'Run "parley --plain", which reads and prints lines, or "parley status" alone; or open the console in a terminal.',
	});
}
