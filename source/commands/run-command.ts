import {AppError} from '../errors/app-error.js';
import type {Command, CommandInput, CommandOutput} from './command.js';
import {commandsOfGroup} from './commands-of-group.js';
import {findCommand} from './input/find-command.js';
import {flagsUnset} from './input/flags.js';
import {toHelpDocument} from './print/help-document.js';
import {renderCommandHelp, renderHelp} from './help.js';
import type {ParsedFlags} from './input/parse-flags.js';
import {wantsJson} from './print/print-error.js';

export type CommandEnvironment = Omit<CommandInput, 'args' | 'flags' | 'commands'>;

/**
 * Does what a command line asks for and gives the exit code; failures are thrown. Nothing is opened for help, nor for a
 * line that is not understood.
 */
export async function runCommand(argv: readonly string[], commands: readonly Command[], environment: CommandEnvironment): Promise<number> {
	const {command, words, rest, isHelp} = findCommand(argv, commands);
	if (isHelp || command === undefined) {
		printHelp({commands, command, group: words[0], isJson: wantsJson(argv)}, environment.output);
		return 0;
	}
	const {args, flags} = await readRest(command, rest);
	refuseExtra(command, args);
	return (await command.run({...environment, args, flags, commands})) ?? 0;
}

type AskedHelp = {readonly commands: readonly Command[]; readonly command: Command | undefined; readonly group: string | undefined; readonly isJson: boolean};

/** Of one command, of a group, or of everything. */
function printHelp({commands, command, group, isJson}: AskedHelp, output: CommandOutput): void {
	if (isJson) {
		output.json(toHelpDocument(command !== undefined ? [command] : group === undefined ? commands : commandsOfGroup(commands, group)));
		return;
	}
	const {width} = output;
	for (const line of command === undefined ? renderHelp(commands, {group, width}) : renderCommandHelp(command, width)) output.line(line);
}

/** A word that a command has no use for is a slip: a flag without its dashes, or a name without its quotes. @throws USAGE */
function refuseExtra({name, usage}: Command, args: readonly string[]): void {
	if (usage.includes('…')) return;
	const places = usage.match(/<[^>]+>|\[[^\]]+\]/g)?.length ?? 0;
	const extra = args[places];
	// A command of one argument says itself what it wants.
	if (extra === undefined || places === 1) return;
	throw new AppError({
		code: 'USAGE', message: `"${extra}" is too many for "parley ${[name, usage].join(' ').trim()}".`,
		nextStep: `Put an argument in quotes when it has blanks; "parley ${name} --help" shows the flags.`,
	});
}

/** Loading what reads flags takes as long as all else up to the console's first frame: nothing to read, nothing loaded. */
async function readRest(command: Command, rest: readonly string[]): Promise<ParsedFlags> {
	if (rest.length === 0) return {args: [], flags: flagsUnset(command)};
	const {parseFlags} = await import('./input/parse-flags.js');
	return parseFlags(command, rest);
}
