import {toKeyName} from './keys.js';
import type {Expected, TestProgram} from './program.js';

/** What a person does at a console: look, wait until it is there, press what the screen offers. Each step waits for the last one. */
export type Screen = {
	/** Waits until the title line names this screen. */
	readonly isAt: (title: string) => Promise<void>;
	readonly shows: (expected: Expected) => Promise<void>;
	/** Waits until it is gone. */
	readonly lacks: (text: string) => Promise<void>;
	/** Waits until the cursor stands on a row with this text. */
	readonly selects: (text: string) => Promise<void>;
	readonly press: (...keys: readonly string[]) => void;
	readonly type: (text: string) => void;
	/** Presses the key that the footer shows before this label: "sync" for "s sync". Waits until the footer offers it. */
	readonly choose: (label: string) => Promise<void>;
	readonly text: () => string;
};

const footerLines = 2;
const titleLines = 3;

export function createScreen(program: TestProgram): Screen {
	const has = (lines: readonly string[], text: string) => lines.some(line => line.includes(text));
	const waitFor = async (description: string, condition: (lines: readonly string[]) => boolean) => {
		await program.waitForScreen(Object.assign((lines: readonly string[]) => condition(lines), {toString: () => description}));
	};
	return {
		isAt: title => waitFor(`"${title}" in its title`, lines => lines.slice(0, titleLines).some(line => line.startsWith('── ') && line.includes(title))),
		shows: expected => program.waitForScreen(expected),
		lacks: text => waitFor(`no "${text}"`, lines => !has(lines, text)),
		selects: text => waitFor(`the cursor on "${text}"`, lines => has(lines.filter(line => /^\s?>/.test(line)), text)),
		press: program.press,
		type: program.type,
		choose: async label => {
			let key: string | undefined;
			await waitFor(`"${label}" in its footer`, lines => {
				key = findKey(lines.filter(line => line.trim() !== '').slice(-footerLines), label);
				return key !== undefined;
			});
			if (key !== undefined) program.press(toKeyName(key));
		},
		text: () => program.screen().join('\n'),
	};
}

/** Footers read " ↵ open  s sync  q quit": a key, a blank, its label, and at least two blanks before the next. */
function findKey(footer: readonly string[], label: string): string | undefined {
	const offers = footer.flatMap(line => line.trim().split(/\s{2,}/));
	return offers.map(offer => /^(\S+) (.+)$/.exec(offer)).find(match => match?.[2] === label)?.[1];
}
