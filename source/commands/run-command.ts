import type {Command, CommandInput} from './command.js';
import {findCommand} from './find-command.js';
import {renderCommandHelp, renderHelp} from './help.js';
import {parseFlags} from './parse-flags.js';

export type CommandEnvironment = Omit<CommandInput, 'args' | 'flags'>;

/**
 * Does what a command line asks for and gives the exit code; failures are thrown. Nothing is opened for help, nor for a
 * line that is not understood.
 */
export async function runCommand(argv: readonly string[], commands: readonly Command[], environment: CommandEnvironment): Promise<number> {
	const {command, words, rest, isHelp} = findCommand(argv, commands);
	if (isHelp || command === undefined) {
		const lines = command === undefined ? renderHelp(commands, words[0]) : renderCommandHelp(command);
		for (const line of lines) environment.output.line(line);
		return 0;
	}
	const {args, flags} = parseFlags(command, rest);
	return (await command.run({...environment, args, flags})) ?? 0;
}
