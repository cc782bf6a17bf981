declare const safe: unique symbol;

/** Text from outside that was made inert: the only text that the console and the commands may draw. */
export type SafeText = string & {readonly [safe]: true};

const named: Readonly<Record<number, string>> = {0x09: '→', 0x0a: '⏎', 0x0d: '␍', 0x1b: '␛', 0x7f: '␡'};

const suspicious =
	// oxlint-disable-next-line no-misleading-character-class -- the variation selectors are meant one by one
	/[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ud800-\udfff]|[\u{e0000}-\u{e007f}]/u;

/**
 * Makes text inert for a terminal: control, bidi, zero-width and tag characters and lone surrogates become visible
 * signs, and no cell gets more than eight combining marks. Newlines become "⏎" unless `keepLines` is set.
 */
export function toSafeText(text: string, options: {readonly keepLines?: boolean} = {}): SafeText {
	if (!suspicious.test(text) && !/\p{M}{9}/u.test(text)) return text as SafeText;
	let result = '';
	for (const character of text) {
		const code = character.codePointAt(0) ?? 0;
		if (code === 0x0a && options.keepLines) result += '\n';
		else if (code < 0x20 || code === 0x7f) result += named[code] ?? String.fromCharCode(0x2400 + code);
		else if (suspicious.test(character)) result += `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
		else result += character;
	}
	return result.replace(/(\p{M}{8})\p{M}+/gu, '$1') as SafeText;
}

/** A text of our own, written in the source: there is nothing in it to make inert. */
export function ownText(text: TemplateStringsArray, ...values: ReadonlyArray<SafeText | number>): SafeText {
	return String.raw({raw: text}, ...values) as SafeText;
}
