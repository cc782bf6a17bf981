import type {Command} from './command.js';
import {isSet} from './input/read-flags.js';
import {readPair} from './input/read-pair.js';
import {printDocument} from './print/print-document.js';

export const mappingsExport: Command = {
	name: 'mappings export',
	usage: '<system> <entity>',
	summary: 'Write the mappings of one pair as a JSON document, as "mappings import" takes it.',
	flags: {},
	examples: ['parley mappings export "Xacta 360" poam > poam-mappings.json'],
	run: async ({args, flags, output, operations}) => {
		printDocument(await (await operations()).exportMappings(readPair(args)), isSet(flags, 'json'), output);
	},
};
