import type {ConsoleState} from '../store/state.js';
import type {Binding} from './binding.js';
import {findCommands, type PaletteCommand} from './palette.js';

const find = (state: ConsoleState, text: string): PaletteCommand | undefined => findCommands(state, text).find(command => command.text.toLowerCase() === text.toLowerCase().trim());

/** Keys that a person gave to commands of the palette. Where the screen gives a key a meaning, that one counts. */
export const hotkeyBindings = ({hotkeys}: Pick<ConsoleState, 'hotkeys'>): readonly Binding[] => Object.entries(hotkeys).map(([key, text]) => ({
	id: `hotkey.${key}`, keys: [key], label: text, help: `Runs ":${text}"; the settings say so.`,
	disabledReason: state => {
		const command = find(state, text);
		return command === undefined ? `There is no command "${text}" here.` : command.reasonOff;
	},
	run: context => find(context.state, text)?.run(context),
}));
