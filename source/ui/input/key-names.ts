const csiLetters: Readonly<Record<string, string>> = {A: 'up', B: 'down', C: 'right', D: 'left', H: 'home', F: 'end', Z: 'shift-tab'};
const ss3Letters: Readonly<Record<string, string>> = {P: 'f1', Q: 'f2', R: 'f3', S: 'f4'};
const csiNumbers: Readonly<Record<string, string>> = {1: 'home', 2: 'insert', 3: 'delete', 4: 'end', 5: 'pageup', 6: 'pagedown', 7: 'home', 8: 'end', ...functionKeys([11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24])};

/** "f1" and on, by the numbers that terminals send for them. */
function functionKeys(numbers: readonly number[]): Readonly<Record<string, string>> {
	return Object.fromEntries(numbers.map((number, index) => [number, `f${index + 1}`]));
}

/** The key that a CSI sequence stands for, given what follows `ESC [`; undefined for reports and for keys without a name. */
export function nameCsi(body: string): string | undefined {
	const parsed = /^(\d*)(?:;(\d+))?([A-Za-z~])$/.exec(body);
	if (parsed === null) return undefined;
	const [, number = '', modifier = '1', final = ''] = parsed;
	const name = final === '~' ? csiNumbers[number] : csiLetters[final];
	return name === undefined ? undefined : withModifiers(name, Number(modifier) - 1);
}

/** The key that an SS3 sequence stands for, given what follows `ESC O`. */
export const nameSs3 = (body: string): string | undefined => (body === 'M' ? 'enter' : csiLetters[body] ?? ss3Letters[body]);

function withModifiers(name: string, bits: number): string {
	const prefix = `${bits & 4 ? 'ctrl-' : ''}${bits & 2 ? 'alt-' : ''}${bits & 1 ? 'shift-' : ''}`;
	return prefix + name;
}

/** The key of a control character, "ctrl-d" for 0x04; undefined where it has no name. */
export function nameControl(character: string): string | undefined {
	const code = character.codePointAt(0) ?? 0;
	if (code === 0x0d || code === 0x0a) return 'enter';
	if (code === 0x09) return 'tab';
	if (code === 0x7f || code === 0x08) return 'backspace';
	if (code === 0) return 'ctrl-space';
	return code >= 1 && code <= 26 ? `ctrl-${String.fromCodePoint(code + 0x60)}` : undefined;
}
