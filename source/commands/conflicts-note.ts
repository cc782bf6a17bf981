import {ownText} from '../core/text/safe-text.js';
import {AppError} from '../errors/app-error.js';
import type {Command} from './command.js';
import {isSet, readId, readText} from './input/read-flags.js';

export const conflictsNote: Command = {
	name: 'conflicts note',
	usage: '<id>',
	summary: 'Write a note on a conflict, or take it away.',
	flags: {text: {type: 'string', help: 'The note.'}, none: {type: 'boolean', help: 'Take the note away.'}},
	examples: ['parley conflicts note 15 --text "asked the ISSO"', 'parley conflicts note 15 --none'],
	run: async ({args, flags, output, operations}) => {
		const id = readId(args);
		const note = readText(flags, 'text');
		if ((note === undefined) !== isSet(flags, 'none')) {
			throw new AppError({code: 'USAGE', message: 'What the note is to say is not clear.', nextStep: 'Give one of --text TEXT, --none.'});
		}
		const conflict = await (await operations()).annotateConflict({id, note});
		if (isSet(flags, 'json')) output.json(conflict);
		else output.line(conflict.note === undefined ? ownText`Conflict ${id} has no note.` : ownText`The note is on conflict ${id}.`);
	},
};
