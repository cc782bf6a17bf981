import {ownText, toSafeText} from '../core/safe-text.js';
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
		for (const name of seeded) output.line(ownText`seeded ${toSafeText(name)}`);
	},
};
