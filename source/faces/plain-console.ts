import {createInterface} from 'node:readline';
import {createCommandOutput, type OutputStream} from '../commands/print/command-output.js';
import type {Command} from '../commands/command.js';
import {printError, wantsJson} from '../commands/print/print-error.js';
import {createSecretReader} from '../commands/input/read-secret.js';
import {runCommand, type CommandEnvironment} from '../commands/run-command.js';
import {splitWords} from '../commands/input/split-words.js';
import type {Logger} from '../core/process/logger.js';
import {ownText} from '../core/text/safe-text.js';
import {AppError} from '../errors/app-error.js';
import {exitCodeOf, interruptedExitCode} from '../errors/exit-code.js';
import {completeLine} from './complete-line.js';
import {createLinePrompt} from './line-prompt.js';
import {watchHealth} from './watch-health.js';

export type PlainConsoleOptions = Pick<CommandEnvironment, 'operations' | 'databaseTools'> & {
	readonly commands: readonly Command[];
	readonly stdin: NodeJS.ReadableStream & {readonly isTTY?: boolean};
	readonly stdout: OutputStream;
	readonly stderr: OutputStream;
	/** The terminal can only print. */
	readonly isDumb: boolean;
	/** Gets the stack of a bug, as from a command of its own. */
	readonly logger: Logger;
	/** The place of the stack of a bug, for who asks about it. */
	readonly logPlace: string | undefined;
};

/**
 * The console as lines: each is a command of `parley`, on one connection, until "quit" or the end of the input. For
 * terminals that can only print, for screen readers, and for what is piped in. A command that fails is told, and the next
 * one is asked for. Gives the exit code: 0, or that of the last command when nobody types. A SIGTERM or a lost connection
 * ends the command that runs, and then the session.
 */
export async function runPlainConsole(options: PlainConsoleOptions): Promise<number> {
	const {stdin, stdout, stderr, commands, operations, isDumb} = options;
	// One for all lines: each listens to the streams for as long as they live.
	const output = createCommandOutput(stdout, stderr);
	const ending = new AbortController();
	const run = async (line: string): Promise<number> => {
		const code = await runLine({...options, output, ending}, line);
		await output.check();
		return code;
	};
	const shown = await run('status');
	if (stdin.isTTY !== true) {
		let exitCode = shown;
		for await (const line of createInterface({input: stdin})) {
			if (isLeaving(line)) break;
			if (line.trim() !== '') exitCode = await run(line);
			if (ending.signal.aborted) return interruptedExitCode;
		}
		return exitCode;
	}
	output.line(ownText`Type a command: "conflicts list", "help" for all, "quit" to leave.`);
	// Nobody who presses Tab wants to read why there are no names.
	const complete = (typed: string) => completeLine(commands, typed, () => listSystemNames(operations).catch(() => []));
	const prompt = createLinePrompt({stdin, stdout, prompt: 'parley> ', isDumb, complete});
	const stopWatching = shown === 0 ? await watchHealth(await operations(), prompt.tell) : () => Promise.resolve();
	try {
		for (let line = await prompt.ask(); line !== undefined && !isLeaving(line); line = await prompt.ask()) {
			if (line.trim() !== '') await run(line);
			if (ending.signal.aborted) return interruptedExitCode;
		}
	} finally {
		await stopWatching();
	}
	return 0;
}

const listSystemNames = async (operations: PlainConsoleOptions['operations']): Promise<readonly string[]> => (await (await operations()).listSystems()).map(({systemName}) => systemName);

const isLeaving = (line: string): boolean => ['quit', 'exit', 'q'].includes(line.trim());

const endingSignals = ['SIGTERM', 'SIGHUP'] as const;

type Session = PlainConsoleOptions & Pick<CommandEnvironment, 'output'> & {
	/** Aborted when the session shall end with this line. */
	readonly ending: AbortController;
};

/** Runs one line; Ctrl-C ends the command, and not the console. */
async function runLine({commands, operations, databaseTools, stdin, stderr, logger, logPlace, output, ending}: Session, line: string): Promise<number> {
	const controller = new AbortController();
	const interrupt = (): void => controller.abort(new DOMException('Interrupted', 'AbortError'));
	const end = (): void => {
		ending.abort();
		interrupt();
	};
	process.on('SIGINT', interrupt);
	for (const name of endingSignals) process.on(name, end);
	let words: readonly string[] = [];
	try {
		words = splitWords(line.replace(/^\s*parley\s/, ''));
		if (words.includes('--read-only') && !(await operations()).isReadOnly) throw holdsForAll();
		return await runCommand(words, commands, {
			operations, databaseTools, signal: controller.signal, output,
			systemNames: () => listSystemNames(operations),
			readSecret: createSecretReader({input: stdin, prompt: stderr, signal: controller.signal, hasCommands: true}),
		});
	} catch (error) {
		logger.error('The command failed.', {command: wordsOf(words), error});
		printError(error, {stderr, isJson: wantsJson(words), ...(logPlace === undefined ? {} : {logPlace})});
		return exitCodeOf(error);
	} finally {
		process.off('SIGINT', interrupt);
		for (const name of endingSignals) process.off(name, end);
	}
}

/** The words that name the command. What follows them may hold a secret, and is not for the log. */
const wordsOf = (words: readonly string[]): string => words.filter(word => !word.startsWith('-')).slice(0, 2).join(' ');

/** What may be done is settled with the connection, which all lines share. */
const holdsForAll = (): AppError => new AppError({
	code: 'USAGE', message: '--read-only holds for a whole session, and this one may change things.',
	nextStep: 'Leave it out of the line, or begin with "parley --plain --read-only".',
});
