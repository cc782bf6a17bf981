import type {KeyPage} from '../../core/page.js';
import type {SafeText} from '../../core/text/safe-text.js';
import type {Command, CommandInput} from '../command.js';
import {moreLine} from './more-line.js';
import {isSet} from '../input/read-flags.js';

export type PagePrinting<Row, Key> = {
	readonly command: Command;
	readonly input: Pick<CommandInput, 'args' | 'flags' | 'output'>;
	/** `width` is undefined where no terminal sets one; ages are told by `now`. */
	readonly toLines: (rows: readonly Row[], width: number | undefined, now: Date) => readonly SafeText[];
	readonly whenEmpty: SafeText;
	/** How a person gives the key from which it goes on; as it is where this is absent. */
	readonly toShownKey?: (next: Key) => number | string;
};

/** Prints a page of a list: for programs as JSON, for people as lines and with the command that shows what follows. */
export function printPage<Row, Key extends number | string>(page: KeyPage<Row, Key>, {command, input, toLines, whenEmpty, toShownKey = key => key}: PagePrinting<Row, Key>): void {
	const {output} = input;
	if (isSet(input.flags, 'json')) {
		output.json(page);
		return;
	}
	for (const line of page.rows.length === 0 ? [whenEmpty] : toLines(page.rows, output.width, new Date())) output.line(line);
	if (page.next !== undefined) output.line(moreLine(command, input, toShownKey(page.next)));
}
