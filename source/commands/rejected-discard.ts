import {ownText} from '../core/text/safe-text.js';
import {AppError} from '../errors/app-error.js';
import type {Command} from './command.js';
import {isSet, readRejectedId, readText} from './input/read-flags.js';

export const rejectedDiscard: Command = {
	name: 'rejected discard',
	usage: '<id>',
	summary: 'Put a rejected record aside for good; it is asked about again only when it comes in another form.',
	flags: {reason: {type: 'string', help: 'Why, for whoever looks later. Required.'}},
	examples: ['parley rejected discard 42 --reason "a test record of theirs"'],
	run: async ({args, flags, output, operations}) => {
		const id = readRejectedId(args);
		const reason = readText(flags, 'reason');
		if (reason === undefined) throw new AppError({code: 'USAGE', message: '--reason is missing.', nextStep: 'Say why: --reason "a test record of theirs"'});
		const conflict = await (await operations()).discardRejected({id, reason});
		if (isSet(flags, 'json')) output.json(conflict);
		else output.line(ownText`Discarded; parley conflicts undo ${id} takes it back.`);
	},
};
