/** Replaces every secret in a text by `***`, in each form in which it may stand there. */
export type Mask = (text: string) => string;

/** Shorter values are left alone: masking "admin" would make every text unreadable and protect nothing. */
const shortestMasked = 6;

export const isTooShortToMask = (secret: string): boolean => secret.length < shortestMasked;

/**
 * A mask over the secrets that are live when a text is masked; `secrets` is asked each time, so that it may grow.
 * It knows each value as it is, JSON-escaped (also JSON in JSON: a body inside a log line), URL-encoded, in hexadecimal, and in
 * base64 also where it is only part of what was encoded ("user:password"). It works on finished text, so it does not
 * matter how deep, under which name or in which kind of object the value was. Values under six characters are skipped.
 */
export function createMask(secrets: () => readonly string[]): Mask {
	let known: readonly string[] = [];
	let pattern: RegExp | undefined;
	return text => {
		const current = secrets();
		if (!isSameList(known, current)) {
			known = [...current];
			pattern = toPattern(known);
		}
		return pattern === undefined ? text : text.replace(pattern, '***');
	};
}

function toPattern(secrets: readonly string[]): RegExp | undefined {
	const maskable = [...new Set(secrets)].filter(secret => !isTooShortToMask(secret));
	if (maskable.length === 0) return undefined;
	// Longest first: where two secrets start at one place, the alternation takes the first that fits.
	const texts = maskable.toSorted((left, right) => right.length - left.length).map(secret => [...secret].map(characterPattern).join(''));
	const encoded = [...new Set(maskable.flatMap(encodedForms))].toSorted((left, right) => right.length - left.length).map(literally);
	return new RegExp([...texts, ...encoded].join('|'), 'g');
}

/** One character in all the ways in which a URL, a form or (nested) JSON may write it. */
function characterPattern(character: string): string {
	if (/^[a-z\d]$/i.test(character)) return character;
	const forms = new Set([literally(character), percentPattern(character), unicodePattern(character)]);
	if (character === ' ') forms.add(String.raw`\+`);
	if (character === '/') forms.add(String.raw`\\+/`);
	for (let text = character, depth = 0; depth < 3; depth++) {
		text = JSON.stringify(text).slice(1, -1);
		forms.add(literally(text));
	}
	return `(?:${[...forms].join('|')})`;
}

/** "%2F", in either case of its letters. */
const percentPattern = (character: string): string => [...Buffer.from(character)].map(byte => `%${hexPattern(byte, 2)}`).join('');

/** "\u002f", with as many backslashes as the nesting of JSON in JSON adds. */
const unicodePattern = (character: string): string => character.split('')
	.map(unit => String.raw`\\+u${hexPattern(unit.charCodeAt(0), 4)}`)
	.join('');

const hexPattern = (value: number, digits: number): string => value.toString(16).padStart(digits, '0').replaceAll(/[a-f]/g, letter => `[${letter}${letter.toUpperCase()}]`);

function encodedForms(secret: string): readonly string[] {
	const hexadecimal = Buffer.from(secret).toString('hex');
	return [hexadecimal, hexadecimal.toUpperCase(), ...base64Forms(secret)];
}

/**
 * Base64 packs three bytes into four letters, so a value in the middle of what is encoded looks different by where it
 * starts. The letters at its ends also hold bits of its neighbours; those are left out of the form, and stay.
 */
function base64Forms(secret: string): readonly string[] {
	const bytes = Buffer.from(secret);
	const whole = bytes.toString('base64');
	const inside = [0, 1, 2].map(offset => {
		const letters = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64').replace(/=+$/, '');
		const first = offset === 0 ? 0 : offset + 1;
		const isEndShared = (offset + bytes.length) % 3 !== 0;
		return letters.slice(first, isEndShared ? -1 : undefined);
	});
	return [whole, ...inside].flatMap(form => [form, form.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')]);
}

const literally = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);

const isSameList = (left: readonly string[], right: readonly string[]): boolean =>
	left === right || (left.length === right.length && left.every((value, index) => value === right[index]));
