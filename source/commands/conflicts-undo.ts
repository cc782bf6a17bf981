import {toSafeText} from '../core/text/safe-text.js';
import type {Command} from './command.js';
import {isSet, readId} from './input/read-flags.js';

export const conflictsUndo: Command = {
	name: 'conflicts undo',
	usage: '<id>',
	summary: 'Take a verdict back: the values return, and the conflict is pending again.',
	flags: {},
	examples: ['parley conflicts undo 15'],
	run: async ({args, flags, output, operations}) => {
		const id = readId(args);
		const resolution = await (await operations()).undoResolution({id});
		if (isSet(flags, 'json')) output.json(resolution);
		else output.line(toSafeText(resolution.text));
	},
};
