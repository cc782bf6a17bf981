import {ownText, toSafeText} from '../core/text/safe-text.js';
import type {Command, CommandInput} from './command.js';
import {isSet, readArgument} from './input/read-flags.js';

export const systemsEnable: Command = {
	name: 'systems enable',
	usage: '<system>',
	summary: 'Turn the syncing of a system on.',
	flags: {},
	examples: ['parley systems enable Tenable.io'],
	run: input => setEnabled(input, true),
};

export async function setEnabled({args, flags, output, operations}: CommandInput, enabled: boolean): Promise<void> {
	const systemName = readArgument(args, 'name of the system');
	const system = await (await operations()).setSystemEnabled({systemName, enabled});
	if (isSet(flags, 'json')) output.json(system);
	else output.line(ownText`Syncing is ${enabled ? ownText`on` : ownText`off`} for ${toSafeText(system.systemName)}.`);
}
