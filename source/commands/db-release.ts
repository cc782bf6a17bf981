import {ownText, toSafeText} from '../core/text/safe-text.js';
import type {Command} from './command.js';
import {isSet, readText} from './input/read-flags.js';

export const dbRelease: Command = {
	name: 'db release',
	usage: '',
	summary: 'Let changes leave again after the database was found to be restored from a backup.',
	flags: {
		anyway: {type: 'boolean', help: 'Also where not everything was read in full since; what had left before may then leave again.'},
		note: {type: 'string', placeholder: 'TEXT', help: 'Why, for the audit.'},
	},
	examples: ['parley sync run --full && parley db release', 'parley db release --note "Restored after INC-7, looked through"'],
	run: async ({flags, output, operations}) => {
		const note = readText(flags, 'note');
		const released = await (await operations()).releasePushing({anyway: isSet(flags, 'anyway'), ...(note === undefined ? {} : {note})});
		if (isSet(flags, 'json')) output.json({released});
		else output.line(ownText`Pushing is released; it was held since ${toSafeText(released.noticedAt.toISOString())}. What waits leaves with the next sync.`);
	},
};
