import {toSafeText} from '../core/text/safe-text.js';
import type {Command} from './command.js';

export const dbUrl: Command = {
	name: 'db url',
	usage: '',
	summary: 'Print the address of the database, without a password; the embedded one is started when it is not running.',
	flags: {},
	examples: ['psql "$(parley db url)"'],
	run: async ({flags, output, databaseTools}) => {
		const url = await (await databaseTools()).url();
		if (flags['json']) output.json({url});
		else output.line(toSafeText(url));
	},
};
