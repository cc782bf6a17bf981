import type {Tone} from './tone.js';

/** SGR parameters by tone. Only the 16 colours by name: the operator's own palette says what they look like. */
export type Theme = {readonly name: ThemeName; readonly tones: Readonly<Record<Tone, string>>; readonly selected: string};

export const themeNames = ['ansi', 'mono'] as const;
export type ThemeName = (typeof themeNames)[number];

const bold = '1';
const dim = '2';
const underline = '4';
const inverse = '7';

/** Without colours; bold, dim, underline and inverse are attributes and stay. */
const mono: Theme = {
	name: 'mono',
	selected: `${bold};${inverse}`,
	tones: {
		title: bold, heading: dim, strong: bold, dim, accent: bold, key: bold, rule: dim,
		ok: '', waiting: bold, failing: `${bold};${underline}`, off: dim, running: bold,
		changed: `${bold};${underline}`, field: underline, cursor: inverse, environment: inverse, tab: `${bold};${underline}`,
	},
};

const [red, green, yellow, cyan] = ['31', '32', '33', '36'];

const ansi: Theme = {
	...mono,
	name: 'ansi',
	tones: {
		...mono.tones,
		accent: cyan, key: `${bold};${cyan}`,
		ok: green, waiting: yellow, failing: `${bold};${red}`, running: cyan,
		changed: `${bold};${underline};${yellow}`,
	},
};

const themes: Readonly<Record<ThemeName, Theme>> = {ansi, mono};

/** White on red where a mistake reaches production, black on cyan elsewhere. */
const environmentColours = {production: '1;97;41', other: '30;46'};

export type ThemeChoice = {
	readonly name: ThemeName;
	/** `NO_COLOR` is set, or the terminal has none. */
	readonly isColorless: boolean;
	readonly isProduction: boolean;
};

export function chooseTheme(choice: ThemeChoice): Theme {
	const theme = choice.isColorless ? themes.mono : themes[choice.name];
	if (theme.name === 'mono') return theme;
	return {...theme, tones: {...theme.tones, environment: choice.isProduction ? environmentColours.production : environmentColours.other}};
}
