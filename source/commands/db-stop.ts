import {ownText} from '../core/text/safe-text.js';
import type {Command} from './command.js';

export const dbStop: Command = {
	name: 'db stop',
	usage: '',
	summary: 'Stop the embedded PostgreSQL. Whatever uses it loses its connection; nothing that was saved is lost.',
	flags: {},
	run: async ({flags, output, databaseTools}) => {
		const outcome = await (await databaseTools()).stop();
		if (flags['json']) output.json(outcome);
		else output.line(outcome.wasRunning ? ownText`The embedded PostgreSQL was stopped.` : ownText`The embedded PostgreSQL was not running.`);
	},
};
