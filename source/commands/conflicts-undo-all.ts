import {describeBulkProgress, toOutcomeLines} from './print/bulk-lines.js';
import type {Command} from './command.js';
import {exitCodeOfOutcome} from './conflicts-resolve-all.js';
import {isSet, readArgument} from './input/read-flags.js';

export const conflictsUndoAll: Command = {
	name: 'conflicts undo-all',
	usage: '<request>',
	summary: 'Take a verdict over many back, where nothing newer stands on top of it.',
	flags: {},
	examples: ['parley conflicts undo-all 3f2b8c1e-5d4a-4b7e-9c6f-0a1b2c3d4e5f'],
	run: async ({args, flags, output, operations, signal}) => {
		const requestId = readArgument(args, 'id of the verdict');
		const outcome = await (await operations()).undoConflicts({requestId}, {signal, onProgress: progress => output.progress(describeBulkProgress(progress))});
		output.progress(undefined);
		if (isSet(flags, 'json')) output.json(outcome);
		else for (const line of toOutcomeLines(outcome, 'opened again')) output.line(line);
		return exitCodeOfOutcome(outcome);
	},
};
