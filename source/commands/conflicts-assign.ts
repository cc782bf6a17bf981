import {ownText, toSafeText} from '../core/text/safe-text.js';
import {AppError} from '../errors/app-error.js';
import type {Command} from './command.js';
import {isSet, readId, readText} from './input/read-flags.js';

export const conflictsAssign: Command = {
	name: 'conflicts assign',
	usage: '<id>',
	summary: 'Give a conflict to a user, or to nobody.',
	flags: {to: {type: 'string', placeholder: 'NAME', help: 'The user.'}, nobody: {type: 'boolean', help: 'Take it from whoever has it.'}},
	examples: ['parley conflicts assign 15 --to "$USER"', 'parley conflicts assign 15 --nobody'],
	run: async ({args, flags, output, operations}) => {
		const id = readId(args);
		const username = readText(flags, 'to');
		if ((username === undefined) !== isSet(flags, 'nobody')) {
			throw new AppError({code: 'USAGE', message: 'Who is to have it is not clear.', nextStep: 'Give one of --to NAME, --nobody.'});
		}
		const conflict = await (await operations()).assignConflict({id, username});
		if (isSet(flags, 'json')) output.json(conflict);
		else output.line(conflict.assignedTo === undefined ? ownText`Conflict ${id} is assigned to nobody.` : ownText`Conflict ${id} is assigned to ${toSafeText(conflict.assignedTo)}.`);
	},
};
