const named: Readonly<Record<string, string>> = {
	enter: '\r', escape: '\u001B', tab: '\t', 'shift-tab': '\u001B[Z', space: ' ', backspace: '\u007F', delete: '\u001B[3~',
	up: '\u001B[A', down: '\u001B[B', right: '\u001B[C', left: '\u001B[D',
	home: '\u001B[H', end: '\u001B[F', pageup: '\u001B[5~', pagedown: '\u001B[6~', f1: '\u001BOP', f5: '\u001B[15~', f12: '\u001B[24~',
};

/** The bytes that a terminal sends for a key, by the names that the keymap uses: "down", "ctrl-c", "j", "?". */
export function toKeyBytes(key: string): string {
	const bytes = named[key];
	if (bytes !== undefined) return bytes;
	const letter = /^ctrl-([a-z])$/.exec(key)?.[1];
	if (letter !== undefined) return String.fromCodePoint((letter.codePointAt(0) ?? 0) - 0x60);
	if ([...key].length === 1) return key;
	throw new Error(`There is no key called "${key}"; text is sent with type().`);
}

const shown: Readonly<Record<string, string>> = {'↵': 'enter', esc: 'escape', '↑': 'up', '↓': 'down', '←': 'left', '→': 'right', PgUp: 'pageup', PgDn: 'pagedown', Home: 'home', End: 'end'};

/** The key that a screen shows as "↵" or "ctrl-x". */
export const toKeyName = (text: string): string => shown[text] ?? text;
