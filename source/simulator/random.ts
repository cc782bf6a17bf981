/** A 32-bit bijection in which every input bit touches every output bit (multipliers of the published "lowbias32" family). */
function mix(value: number): number {
	let x = value;
	x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
	x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
	return (x ^ (x >>> 15)) >>> 0;
}

/** Undoes `mix`: xor-shifts and odd multiplications can both be taken back. */
function unmix(value: number): number {
	let x = value;
	x ^= (x >>> 15) ^ (x >>> 30);
	x = Math.imul(x, inverseOf(0x735a2d97));
	x ^= (x >>> 15) ^ (x >>> 30);
	x = Math.imul(x, inverseOf(0x21f0aaad));
	return (x ^ (x >>> 16)) >>> 0;
}

/** The number that undoes a multiplication by an odd number modulo 2^32; each step of Newton's doubles the right bits. */
function inverseOf(odd: number): number {
	let inverse = odd;
	for (let step = 0; step < 4; step++) inverse = Math.imul(inverse, 2 - Math.imul(odd, inverse));
	return inverse;
}

function hashText(text: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	return mix(hash);
}

const byteTexts = Array.from({length: 256}, (_, byte) => byte.toString(16).padStart(2, '0'));
/** Eight digits, put together: several times as fast as `toString(16)`, and ids are a good part of what is written of a finding. */
const hex = (word: number): string => `${byteTexts[word >>> 24]}${byteTexts[(word >>> 16) & 255]}${byteTexts[(word >>> 8) & 255]}${byteTexts[word & 255]}`;

/**
 * Random numbers that depend only on (seed, kind, index): what is drawn for one thing never depends on what was drawn for
 * another, so that any part of an organization can be computed alone and again.
 */
export class Draw {
	#high: number;
	#low: number;

	constructor(seed: number, kind: string, index: number) {
		const key = mix(seed ^ hashText(kind));
		this.#high = mix(key ^ index);
		this.#low = mix((key + Math.imul(index, 0x9e3779b1)) | 0);
	}

	/** A whole number of 32 bits. */
	word(): number {
		this.#high = (this.#high + 0x9e3779b9) | 0;
		this.#low = mix(this.#low ^ this.#high);
		return this.#low;
	}

	/** In [0, 1). */
	number(): number {
		return this.word() / 0x1_0000_0000;
	}

	/** A whole number from `low` to `high`, both included. */
	integer(low: number, high: number): number {
		return low + Math.floor(this.number() * (high - low + 1));
	}

	chance(probability: number): boolean {
		return this.number() < probability;
	}

	pick<T>(list: readonly T[]): T {
		const item = list[Math.floor(this.number() * list.length)];
		if (item === undefined) throw new RangeError('Nothing to pick from.');
		return item;
	}

	/** One of the values, each as likely as its weight says. */
	weighted<T>(choices: ReadonlyArray<readonly [T, number]>): T {
		let rest = this.number() * choices.reduce((sum, [, weight]) => sum + weight, 0);
		for (const [value, weight] of choices) {
			rest -= weight;
			if (rest < 0) return value;
		}
		return this.pick(choices)[0];
	}

	/** `length` hexadecimal digits. */
	hex(length: number): string {
		let text = '';
		while (text.length < length) text += hex(this.word());
		return text.slice(0, length);
	}
}

/** A version 4 UUID for the `index`-th (and `part`-th) thing of a kind: different indexes never share one. */
export function uuidOf(seed: number, kind: string, index: number, part = 0): string {
	const key = mix(seed ^ hashText(kind));
	const first = hex(mix(index ^ key));
	const last = hex(mix(part ^ ~key));
	const filler = hex(mix(index ^ mix(part ^ key)));
	const variant = '89ab'.charAt(filler.charCodeAt(7) & 3);
	const middle = hex(mix(key ^ index ^ 0x5bd1e995)).slice(1);
	return `${first}-${filler.slice(0, 4)}-4${filler.slice(4, 7)}-${variant}${last.slice(0, 3)}-${middle}${last.slice(3)}`;
}

/** The index in a UUID that `uuidOf(seed, kind, index)` gave; any other UUID gives some other number. */
export function indexOfUuid(seed: number, kind: string, uuid: string): number {
	return (unmix(Number.parseInt(uuid.slice(0, 8), 16)) ^ mix(seed ^ hashText(kind))) >>> 0;
}
