import type {Command} from './command.js';
import {createProgressDisplay, printSyncOutcome} from './print/print-sync-outcome.js';
import {isSet, readId} from './input/read-flags.js';

export const conflictsLook: Command = {
	name: 'conflicts look',
	usage: '<id>',
	summary: 'Look at the record on the other side again; what it shows now may answer the question.',
	flags: {},
	examples: ['parley conflicts look 15'],
	run: async ({args, flags, output, operations, signal}) => {
		const id = readId(args);
		const outcome = await (await operations()).lookAgain({id}, {signal, onProgress: createProgressDisplay(output)});
		output.progress(undefined);
		return printSyncOutcome(outcome, {isJson: isSet(flags, 'json'), output, signal});
	},
};
