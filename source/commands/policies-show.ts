import type {Command} from './command.js';
import {isSet} from './input/read-flags.js';
import {readPair} from './input/read-pair.js';
import {printDocument} from './print/print-document.js';

export const policiesShow: Command = {
	name: 'policies show',
	usage: '<system> <entity>',
	summary: 'Show how one entity type of an external system is synced, with the rules of its fields.',
	flags: {},
	examples: ['parley policies show "Xacta 360" poam'],
	run: async ({args, flags, output, operations}) => {
		printDocument(await (await operations()).exportPolicy(readPair(args)), isSet(flags, 'json'), output);
	},
};
