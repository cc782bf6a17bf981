import {PassThrough} from 'node:stream';
import {createCommandOutput} from '../../source/commands/print/command-output.js';
import {printError, wantsJson} from '../../source/commands/print/print-error.js';
import {commands} from '../../source/commands/registry.js';
import {runCommand} from '../../source/commands/run-command.js';
import {exitCodeOf} from '../../source/errors/exit-code.js';
import type {DatabaseTools} from '../../source/core/database-tools.js';
import type {Operations} from '../../source/operations/operations.js';

export type CommandRun = {readonly exitCode: number; readonly stdout: string; readonly stderr: string};

export type CommandPlace = {
	readonly operations: () => Promise<Operations>;
	readonly databaseTools?: () => Promise<DatabaseTools>;
	readonly systemNames?: () => Promise<readonly string[]>;
	/** What a person types, or pipes in, where a secret is asked for. */
	readonly secrets?: readonly string[];
	readonly signal?: AbortSignal;
	/** Of the terminal that stdout is; undefined: stdout is a pipe. */
	readonly columns?: number;
};

/** Runs a command line as the program does, in this process: argv in, exit code and both streams out. */
export async function runParleyCommand(argv: readonly string[], place: CommandPlace): Promise<CommandRun> {
	const [stdout, stderr] = [new PassThrough(), new PassThrough()];
	const secrets = [...(place.secrets ?? [])];
	const environment = {
		output: createCommandOutput(place.columns === undefined ? stdout : Object.assign(stdout, {isTTY: true, columns: place.columns}), stderr),
		operations: place.operations,
		databaseTools: place.databaseTools ?? (() => Promise.reject(new Error('This command needs no database tools.'))),
		systemNames: place.systemNames ?? (() => Promise.reject(new Error('This command needs no names.'))),
		readSecret: () => Promise.resolve(secrets.shift() ?? ''),
		signal: place.signal ?? new AbortController().signal,
	};
	let exitCode: number;
	try {
		exitCode = await runCommand(argv, commands, environment);
	} catch (error) {
		printError(error, {stderr, isJson: wantsJson(argv)});
		exitCode = exitCodeOf(error);
	}
	return {exitCode, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '')};
}
