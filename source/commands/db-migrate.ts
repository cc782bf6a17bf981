import {ownText, toSafeText} from '../core/text/safe-text.js';
import type {Command} from './command.js';

export const dbMigrate: Command = {
	name: 'db migrate',
	usage: '',
	summary: 'Apply the migrations that are pending. Safe to run at any time and by several at once.',
	flags: {},
	run: async ({flags, output, databaseTools}) => {
		const applied = await (await databaseTools()).migrate(name => output.progress(ownText`applying ${toSafeText(name)}`));
		output.progress(undefined);
		if (flags['json']) {
			output.json({applied});
			return;
		}
		for (const name of applied) output.line(ownText`applied ${toSafeText(name)}`);
		output.line(applied.length === 0 ? ownText`Nothing was pending.` : ownText`${applied.length} applied; the schema is up to date.`);
	},
};
