import {ownText} from '../core/safe-text.js';
import type {Command} from './command.js';
import {isSet, readId, readText} from './read-flags.js';

export const conflictsNote: Command = {
	name: 'conflicts note',
	usage: '<id>',
	summary: 'Write a note on a conflict, or take it away.',
	flags: {text: {type: 'string', help: 'The note; without it, it is taken away.'}},
	examples: ['parley conflicts note 42 --text "asked the ISSO"'],
	run: async ({args, flags, output, operations}) => {
		const id = readId(args);
		const conflict = await (await operations()).annotateConflict({id, note: readText(flags, 'text')});
		if (isSet(flags, 'json')) output.json(conflict);
		else output.line(conflict.note === undefined ? ownText`Conflict ${id} has no note.` : ownText`The note is on conflict ${id}.`);
	},
};
