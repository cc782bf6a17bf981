import process from 'node:process';
import type {Command, FlagValues} from '../commands/command.js';
import {themeNames, type Config} from '../config/schema.js';
import {openConsole} from './open-console.js';
import type {Face} from './face.js';

/** `parley` without a command. `commands` are those that a line of the plain console may be. */
export const consoleCommand = (face: Face, commands: readonly Command[]): Command => ({
	name: 'console',
	usage: '',
	summary: 'Open the console; "parley" alone does the same.',
	flags: {
		plain: {type: 'boolean', help: 'Read commands line by line and print lines, on any terminal or from a pipe; nothing is drawn.'},
		theme: {type: 'string', placeholder: 'NAME', choices: themeNames, help: 'The colours: for any background, a dark or a light one, for red-green colour blindness, or none.'},
		screenReader: {type: 'boolean', help: 'Print lines that say what is new, for a screen reader, in place of drawing a screen.'},
	},
	examples: ['parley', 'parley --read-only', 'parley --plain', 'parley --theme light'],
	run: async ({flags, operations, databaseTools}) => {
		const config = {...face.config(), ...chosenIn(flags)};
		const compose = () => face.compose(config, {name: 'console', logsTo: 'file'});
		let opened: ReturnType<typeof compose> | undefined;
		const openOnce = () => (opened ??= compose());
		const streams = {stdin: process.stdin, stdout: process.stdout, stderr: process.stderr};
		face.release();
		try {
			if (flags['plain'] === true) {
				const {runPlainConsole} = await import('./plain-console.js');
				const {logger, logPlace} = await openOnce();
				return await runPlainConsole({operations, databaseTools, commands, logger, logPlace, ...streams, isDumb: config.terminal.name === 'dumb'});
			}
			return await openConsole(config, async () => {
				const composed = await openOnce();
				return {operations: await composed.operations(), logger: composed.logger};
			});
		} finally {
			await (await opened)?.close();
		}
	},
});

const chosenIn = ({theme, screenReader}: FlagValues): Partial<Config> => {
	const name = themeNames.find(one => one === theme);
	return {...(name === undefined ? {} : {theme: name}), ...(screenReader === true ? {isSpoken: true} : {})};
};
