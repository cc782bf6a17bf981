import type {Command} from '../commands/command.js';
import {openConsole} from './open-console.js';
import type {Face} from './face.js';

/** `parley` without a command. */
export const consoleCommand = (face: Face): Command => ({
	name: 'console',
	usage: '',
	summary: 'Open the console; "parley" alone does the same.',
	flags: {},
	examples: ['parley', 'parley --read-only'],
	run: async () => {
		const config = face.config();
		const compose = () => face.compose(config, {name: 'console', logsTo: 'file'});
		let opened: ReturnType<typeof compose> | undefined;
		face.release();
		try {
			return await openConsole(config, async () => (await (opened ??= compose())).operations());
		} finally {
			await (await opened)?.close();
		}
	},
});
