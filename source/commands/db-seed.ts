import {formatCount} from '../core/text/format-count.js';
import {ownText, toSafeText} from '../core/text/safe-text.js';
import type {Command} from './command.js';

export const dbSeed: Command = {
	name: 'db seed',
	usage: '',
	summary: 'Put in the reference data: systems, mappings, policies, metrics, workflows, controls. Changes nothing that is there.',
	flags: {},
	run: async ({flags, output, databaseTools}) => {
		const seeded = await (await databaseTools()).seed();
		if (flags['json']) {
			output.json({seeded});
			return;
		}
		for (const {name, rows} of seeded) output.line(rows === 0 ? ownText`was there already: ${toSafeText(name)}` : ownText`seeded ${toSafeText(name)}: ${formatCount(rows)} ${rows === 1 ? ownText`row` : ownText`rows`}`);
	},
};
