import type {Command} from './command.js';
import {setEnabled} from './systems-enable.js';

export const systemsDisable: Command = {
	name: 'systems disable',
	usage: '<system>',
	summary: 'Turn the syncing of a system off. A run that is under way finishes.',
	flags: {},
	examples: ['parley systems disable Tenable.io'],
	run: input => setEnabled(input, false),
};
