import type {Command} from './command.js';
import {isSet, readArgument} from './input/read-flags.js';
import {readJsonFile} from './input/read-pair.js';
import {toChangeLines} from './print/rule-lines.js';

export const policiesImport: Command = {
	name: 'policies import',
	usage: '<file>',
	summary: 'Make the policy of one pair that of a document.',
	flags: {trial: {type: 'boolean', help: 'Only say what would change.'}},
	examples: ['parley policies import poam-policy.json --trial'],
	run: async ({args, flags, output, operations}) => {
		const document = await readJsonFile(readArgument(args, 'name of the file'));
		const outcome = await (await operations()).importPolicy({document, isTrial: isSet(flags, 'trial')});
		if (isSet(flags, 'json')) output.json(outcome);
		else for (const line of toChangeLines(outcome)) output.line(line);
	},
};
