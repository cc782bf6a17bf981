import {toSafeText} from '../core/text/safe-text.js';
import type {Command, CommandInput} from './command.js';
import {isSet} from './input/read-flags.js';
import {readPair} from './input/read-pair.js';

const run = async ({args, flags, output, operations}: CommandInput): Promise<void> => {
	const document = await (await operations()).exportPolicy(readPair(args));
	if (isSet(flags, 'json')) output.json(document);
	else for (const line of JSON.stringify(document, undefined, 2).split('\n')) output.line(toSafeText(line));
};

export const policiesShow: Command = {
	name: 'policies show', usage: '<system> <entity>', flags: {}, run,
	summary: 'Show how one entity type of an external system is synced, with the rules of its fields.',
	examples: ['parley policies show "Xacta 360" poam'],
};

export const policiesExport: Command = {
	name: 'policies export', usage: '<system> <entity>', flags: {}, run,
	summary: 'Write the policy of one pair as a JSON document, as "policies import" takes it.',
	examples: ['parley policies export "Xacta 360" poam > poam-policy.json'],
};
