import type {Command} from './command.js';
import {isSet, readArgument} from './input/read-flags.js';
import {readJsonFile} from './input/read-pair.js';
import {toChangeLines} from './print/rule-lines.js';

export const mappingsImport: Command = {
	name: 'mappings import',
	usage: '<file>',
	summary: 'Make the mappings of one pair those of a document. Fields that change take their new form with the next run, and ask nobody.',
	flags: {trial: {type: 'boolean', help: 'Only say what would change.'}},
	examples: ['parley mappings import poam-mappings.json --trial'],
	run: async ({args, flags, output, operations}) => {
		const document = await readJsonFile(readArgument(args, 'name of the file'));
		const outcome = await (await operations()).importMappings({document, isTrial: isSet(flags, 'trial')});
		if (isSet(flags, 'json')) output.json(outcome);
		else for (const line of toChangeLines(outcome)) output.line(line);
	},
};
