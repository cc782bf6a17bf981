import process from 'node:process';
import {toSafeText} from './core/text/safe-text.js';
import {exitCodeOf, interruptedExitCode} from './errors/exit-code.js';
import {createCommandOutput} from './commands/print/command-output.js';
import {printError, wantsJson} from './commands/print/print-error.js';
import {createSecretReader} from './commands/input/read-secret.js';
import {commands} from './commands/registry.js';
import {runCommand} from './commands/run-command.js';
import type {ComposedProcess} from './composition/compose-process.js';
import {interruptOnSignals} from './composition/interrupt-on-signals.js';
import {version} from './composition/version.js';
import {loadConfig} from './config/load.js';
import {consoleCommand} from './faces/console-command.js';
import {daemonCommand} from './faces/daemon-command.js';
import type {Face} from './faces/face.js';
import {demoCommand} from './faces/demo-command.js';

/** What `parley` does with these words; gives the exit code. This file alone sets it, through parley.ts. */
export async function main(argv: readonly string[]): Promise<number> {
	const interruption = interruptOnSignals(process, () => process.exit(interruptedExitCode));
	let composed: ComposedProcess | undefined;
	try {
		const output = createCommandOutput(process.stdout, process.stderr);
		if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-v')) {
			output.line(toSafeText(version));
			return 0;
		}
		const config = () => loadConfig({env: process.env, overrides: {readOnly: argv.includes('--read-only') || undefined}});
		const composeOnce: Face['compose'] = async (of, role) => {
			// Loaded when a part is needed: help and the console's first frame do not wait for the database's libraries.
			const {composeProcess} = await import('./composition/compose-process.js');
			composed ??= composeProcess(of, role);
			return composed;
		};
		const face: Face = {config, compose: composeOnce, signal: interruption.signal, release: interruption.release};
		const all = [consoleCommand(face, commands), demoCommand(face), daemonCommand(face), ...commands];
		const open = () => composeOnce(config(), {name: wordsOf(argv), logsTo: 'file'});
		const code = await runCommand(isForConsole(argv) ? ['console', ...argv] : argv, all, {
			output, signal: interruption.signal,
			operations: async () => (await open()).operations(),
			databaseTools: async () => (await open()).databaseTools(),
			systemNames: async () => {
				const {listSystemNames} = await import('./database/list-system-names.js');
				return listSystemNames(config());
			},
			readSecret: createSecretReader({input: process.stdin, prompt: process.stderr, signal: interruption.signal}),
		});
		await output.check();
		return code;
	} catch (error) {
		composed?.logger.error('The command failed.', {command: wordsOf(argv), error});
		printError(error, {stderr: process.stderr, isJson: wantsJson(argv), ...(composed?.logPlace === undefined ? {} : {logPlace: composed.logPlace})});
		return interruption.signal.aborted ? interruptedExitCode : exitCodeOf(error);
	} finally {
		interruption.release();
		await composed?.close();
	}
}

/** The words that name the command. What follows them may hold a secret, and is not for the log. */
const wordsOf = (argv: readonly string[]): string => argv.filter(word => !word.startsWith('-')).slice(0, 2).join(' ');

/** `parley` alone, or with flags only (and what belongs to one) that do not ask for help, opens the console. */
const isForConsole = (argv: readonly string[]): boolean => argv.every((word, index) => (word.startsWith('-') ? word !== '--help' && word !== '-h' : argv[index - 1] === '--theme'));
