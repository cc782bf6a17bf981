import type {Command} from './command.js';
import {isReady, toStatusLines} from './print/db-status-lines.js';

const notReady = 4;

export const dbStatus: Command = {
	name: 'db status',
	usage: '',
	summary: 'Show which database is used, whether it answers, and which migrations are pending. Exit code 4 when it is not ready.',
	flags: {},
	run: async ({flags, output, databaseTools}) => {
		const status = await (await databaseTools()).status();
		if (flags['json']) output.json(status);
		else for (const line of toStatusLines(status)) output.line(line);
		return isReady(status) ? 0 : notReady;
	},
};
