import type {Command} from './command.js';

/** The commands whose names begin with a group's: those of "conflicts" are "conflicts list" and the like. */
export const commandsOfGroup = (commands: readonly Command[], group: string): readonly Command[] => commands.filter(({name}) => name.startsWith(`${group} `));
