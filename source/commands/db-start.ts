import type {Command} from './command.js';
import {toStatusLines} from './print/db-status-lines.js';

export const dbStart: Command = {
	name: 'db start',
	usage: '',
	summary: 'Start the embedded PostgreSQL, unless it runs. It goes on running until "parley db stop".',
	flags: {},
	run: async ({flags, output, databaseTools}) => {
		const status = await (await databaseTools()).start();
		if (flags['json']) output.json(status);
		else for (const line of toStatusLines(status)) output.line(line);
	},
};
