import {ownText, toSafeText} from '../core/safe-text.js';
import type {Command} from './command.js';
import {isSet, readId, readText} from './read-flags.js';

export const conflictsAssign: Command = {
	name: 'conflicts assign',
	usage: '<id>',
	summary: 'Give a conflict to a user, or to nobody.',
	flags: {to: {type: 'string', placeholder: 'NAME', help: 'The user; without it nobody.'}},
	examples: ['parley conflicts assign 42 --to kim', 'parley conflicts assign 42'],
	run: async ({args, flags, output, operations}) => {
		const id = readId(args);
		const conflict = await (await operations()).assignConflict({id, username: readText(flags, 'to')});
		if (isSet(flags, 'json')) output.json(conflict);
		else output.line(conflict.assignedTo === undefined ? ownText`Conflict ${id} is assigned to nobody.` : ownText`Conflict ${id} is assigned to ${toSafeText(conflict.assignedTo)}.`);
	},
};
