import type {Command, Flag, FlagType} from '../command.js';
import {exitCodeMeanings} from './exit-code-meanings.js';
import {globalFlags, placeholderOf, toFlagName} from '../input/flags.js';

/** A flag as a program types it. Absent: no short form, any value, no value of its own. */
export type DescribedFlag = {
	readonly name: string;
	readonly shortName?: string;
	readonly type: FlagType;
	readonly help: string;
	/** What stands for the value in a usage line; a boolean flag takes none. */
	readonly placeholder?: string;
	readonly choices?: readonly string[];
	readonly default?: string | boolean | number;
	readonly isMultiple: boolean;
};

export type DescribedCommand = Pick<Command, 'name' | 'usage' | 'summary'> & {readonly flags: readonly DescribedFlag[]; readonly examples: readonly string[]};

/** What `--help --json` prints, of everything, of a group or of one command alike. */
export type HelpDocument = {
	readonly commands: readonly DescribedCommand[];
	/** What every command takes besides its own. */
	readonly globalFlags: readonly DescribedFlag[];
	readonly exitCodes: typeof exitCodeMeanings;
};

export const toHelpDocument = (commands: readonly Command[]): HelpDocument => ({
	commands: commands.map(({name, usage, summary, flags, examples = []}) => ({name, usage, summary, flags: describeFlags(flags), examples})),
	globalFlags: describeFlags(globalFlags),
	exitCodes: exitCodeMeanings,
});

const describeFlags = (flags: Readonly<Record<string, Flag>>): readonly DescribedFlag[] => Object.entries(flags).map(([key, flag]) => ({
	name: toFlagName(key), ...(flag.shortFlag === undefined ? {} : {shortName: `-${flag.shortFlag}`}), type: flag.type, help: flag.help,
	...(flag.type === 'boolean' ? {} : {placeholder: placeholderOf(flag)}), ...(flag.choices === undefined ? {} : {choices: flag.choices}),
	...(flag.default === undefined ? {} : {default: flag.default}), isMultiple: flag.isMultiple ?? false,
}));
