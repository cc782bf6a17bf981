import {formatCount} from '../core/text/format-count.js';
import {ownText, toSafeText} from '../core/text/safe-text.js';
import type {Command} from './command.js';
import {isSet} from './input/read-flags.js';

/** Ids that are shown of those that a person has to tell apart. */
const shown = 10;

export const correlate: Command = {
	name: 'correlate',
	usage: '',
	summary: 'Tie hosts to the components of other systems, and findings to plans of action and controls. Fills only what is empty.',
	flags: {},
	examples: ['parley correlate', 'parley correlate --json'],
	run: async ({flags, output, operations, signal}) => {
		const result = await (await operations()).correlate({}, signal);
		if (isSet(flags, 'json')) {
			output.json(result);
			return 0;
		}
		for (const {systemName, listed, linked, ambiguous} of result.hosts) {
			output.line(ownText`${toSafeText(systemName)}: ${formatCount(linked)} of our hosts found among ${formatCount(listed)}`);
			if (ambiguous.length === 0) continue;
			const more = ambiguous.length > shown ? ownText` and ${formatCount(ambiguous.length - shown)} more` : ownText``;
			output.line(ownText`  fit more than one host: ${toSafeText(ambiguous.slice(0, shown).join(', '))}${more}`);
		}
		output.line(ownText`${formatCount(result.findings)} findings took a plan of action or a control`);
		return 0;
	},
};
