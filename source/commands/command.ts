import type {SafeText} from '../core/text/safe-text.js';
import type {Operations} from '../operations/operations.js';
import type {DatabaseTools} from '../core/database-tools.js';

export type FlagType = 'string' | 'boolean' | 'number';

/** One flag, as meow takes it, with the help that `--help` prints. */
export type Flag = {
	readonly type: FlagType;
	readonly help: string;
	readonly shortFlag?: string;
	readonly default?: string | boolean | number;
	readonly choices?: readonly string[];
	/** May be given several times; its value is a list. */
	readonly isMultiple?: boolean;
	/** What stands for the value in the help: "NAME". */
	readonly placeholder?: string;
	/** Its value is the name of one of these, for completion. */
	readonly names?: 'systems';
};

export type FlagValues = Readonly<Record<string, string | boolean | number | readonly string[] | undefined>>;

/** Where a command writes. `line` is for people, `json` for programs; a command calls one or the other. */
export type CommandOutput = {
	readonly line: (text: SafeText) => void;
	readonly json: (value: unknown) => void;
	/** A line that the next one replaces, on stderr; nothing when stderr is no terminal. */
	readonly progress: (text: SafeText | undefined) => void;
	/** A line on stderr for whoever reads it later; nothing when stderr is a terminal, on which `progress` shows the same. */
	readonly notice: (text: SafeText) => void;
	/** The cells of the terminal that it is read on; undefined for a file or a pipe, where nothing is cut or broken. */
	readonly width: number | undefined;
};

export type CommandInput = {
	/** What stands after the command's name. */
	readonly args: readonly string[];
	readonly flags: FlagValues;
	readonly output: CommandOutput;
	/** Opens the database and binds the operations, once; refuses when migrations are pending. */
	readonly operations: () => Promise<Operations>;
	/** Works before the database is migrated, or without one. */
	readonly databaseTools: () => Promise<DatabaseTools>;
	/** The names of the external systems, for completion: starts nothing, and rejects where they are not there in half a second. */
	readonly systemNames: () => Promise<readonly string[]>;
	/** Asks for a value that nobody may see: without echo on a terminal, else the next line of stdin. */
	readonly readSecret: (prompt: SafeText) => Promise<string>;
	/** All that can be run here, for a command that tells of the others. */
	readonly commands: readonly Command[];
	/** Aborted by the first Ctrl-C, SIGTERM or lost connection. */
	readonly signal: AbortSignal;
};

/** One file per command exports one of these; `--json`, `--read-only` and `--help` are added to all. */
export type Command = {
	/** The words a person types: "conflicts list". */
	readonly name: string;
	/** The arguments after the name: "<id>". */
	readonly usage: string;
	readonly summary: string;
	readonly flags: Readonly<Record<string, Flag>>;
	readonly examples?: readonly string[];
	/** Gives the exit code, 0 when it gives none; failures are thrown. */
	readonly run: (input: CommandInput) => Promise<number | void>;
};
