import type {ThemeName} from '../../config/schema.js';
import {type Attribute, attribute, noAttribute} from './attribute.js';
import type {Tone} from './tone.js';

/** What tones look like. Only the 16 colours by name: the operator's own palette says which they are. */
export type Theme = {readonly name: ThemeName; readonly tones: Readonly<Record<Tone, Attribute>>; readonly selected: Attribute};

const [bold, dim, underline, inverse] = [1, 2, 4, 7];
const [red, green, yellow, blue, magenta, cyan] = [31, 32, 33, 34, 35, 36];
const bright = 60;

/** Without colours; bold, dim, underline and inverse are no colours and stay. */
const mono: Theme = {
	name: 'mono',
	selected: attribute(bold, inverse),
	tones: {
		title: attribute(bold), heading: attribute(dim), strong: attribute(bold), dim: attribute(dim), accent: attribute(bold), key: attribute(bold), rule: attribute(dim),
		ok: noAttribute, waiting: attribute(bold), failing: attribute(bold, underline), off: attribute(dim), running: attribute(bold),
		changed: attribute(bold, underline), field: attribute(underline), cursor: attribute(inverse), environment: attribute(inverse), tab: attribute(bold, underline),
	},
};

const ansi: Theme = {
	...mono,
	name: 'ansi',
	tones: {
		...mono.tones,
		accent: attribute(cyan), key: attribute(bold, cyan),
		ok: attribute(green), waiting: attribute(yellow), failing: attribute(bold, red), running: attribute(cyan),
		changed: attribute(bold, underline, yellow),
	},
};

/** The brighter half of the palette, which stands out on black. */
const dark: Theme = {
	...ansi,
	name: 'dark',
	tones: {
		...ansi.tones,
		accent: attribute(cyan + bright), key: attribute(bold, cyan + bright),
		ok: attribute(green + bright), waiting: attribute(yellow + bright), failing: attribute(bold, red + bright), running: attribute(cyan + bright),
		changed: attribute(bold, underline, yellow + bright),
	},
};

/** Neither yellow nor cyan, which fade on white. */
const light: Theme = {
	...ansi,
	name: 'light',
	tones: {
		...ansi.tones,
		accent: attribute(blue), key: attribute(bold, blue),
		waiting: attribute(bold, magenta), running: attribute(blue),
		changed: attribute(bold, underline, magenta),
	},
};

/** Blue, yellow and plain, which people tell apart who do not see red and green as two; what fails stands out by its weight. */
const safe: Theme = {
	...ansi,
	name: 'safe',
	tones: {
		...ansi.tones,
		ok: attribute(blue + bright), waiting: attribute(yellow), failing: attribute(bold, inverse), running: noAttribute,
		accent: attribute(blue + bright), key: attribute(bold, blue + bright),
	},
};

const themes: Readonly<Record<ThemeName, Theme>> = {ansi, dark, light, safe, mono};

/** White on red where a mistake reaches production, black on cyan elsewhere. */
const environments = {production: attribute(bold, 97, 41), other: attribute(30, 46)};

export type ThemeChoice = {
	readonly name: ThemeName;
	/** `NO_COLOR` is set, or the terminal has none. */
	readonly isColorless: boolean;
	readonly isProduction: boolean;
};

export function chooseTheme(choice: ThemeChoice): Theme {
	const theme = choice.isColorless ? themes.mono : themes[choice.name];
	if (theme.name === 'mono') return theme;
	return {...theme, tones: {...theme.tones, environment: choice.isProduction ? environments.production : environments.other}};
}
