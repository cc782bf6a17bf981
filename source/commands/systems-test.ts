import {ownText, toSafeText} from '../core/text/safe-text.js';
import type {Command} from './command.js';
import {isSet, readArgument} from './input/read-flags.js';

export const systemsTest: Command = {
	name: 'systems test',
	usage: '<system>',
	summary: 'Prove that the address and the credentials of a system work. Writes nothing there.',
	flags: {},
	examples: ['parley systems test "Xacta 360"'],
	run: async ({args, flags, output, operations, signal}) => {
		const name = readArgument(args, 'name of the system');
		const result = await (await operations()).testSystem(name, signal);
		if (isSet(flags, 'json')) {
			output.json(result);
			return;
		}
		const version = result.version === undefined ? '' : `, version ${result.version}`;
		output.line(ownText`● ${toSafeText(result.systemName)} answers in ${result.responseTimeMs} ms${toSafeText(version)}: ${toSafeText(result.description)}`);
	},
};
