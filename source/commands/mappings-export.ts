import {toSafeText} from '../core/text/safe-text.js';
import type {Command} from './command.js';
import {isSet} from './input/read-flags.js';
import {readPair} from './input/read-pair.js';

export const mappingsExport: Command = {
	name: 'mappings export',
	usage: '<system> <entity>',
	summary: 'Write the mappings of one pair as a JSON document, as "mappings import" takes it.',
	flags: {},
	examples: ['parley mappings export "Xacta 360" poam > poam-mappings.json'],
	run: async ({args, flags, output, operations}) => {
		const document = await (await operations()).exportMappings(readPair(args));
		if (isSet(flags, 'json')) output.json(document);
		else for (const line of JSON.stringify(document, undefined, 2).split('\n')) output.line(toSafeText(line));
	},
};
