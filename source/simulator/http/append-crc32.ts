/** The divisor of CRC-32 (ISO 3309), its bits in the order in which bytes are sent, as all numbers here: the highest bit is x⁰. */
const divisor = 0xedb88320;
const one = 0x8000_0000;

/** The product of two remainders. */
function multiply(left: number, right: number): number {
	let product = 0;
	let shifted = right;
	for (let bits = left; bits !== 0; bits <<= 1) {
		if (bits < 0) product ^= shifted;
		shifted = (shifted >>> 1) ^ (shifted & 1 ? divisor : 0);
	}
	return product;
}

/** x⁸, x¹⁶, x³²…: what 1, 2, 4… bytes move a remainder by. */
const moves: readonly number[] = Array.from({length: 31}).reduce<readonly number[]>(list => [...list, multiply(list.at(-1) ?? one, list.at(-1) ?? one)], [one >>> 8]);

/** The CRC-32 of two texts in a row, from the one of each and the length of the second in bytes: neither text is looked at. */
export function appendCrc32(first: number, second: number, secondLength: number): number {
	let moved = first;
	for (let place = 0, rest = secondLength; rest > 0; place++, rest = Math.floor(rest / 2)) {
		if (rest % 2 === 1) moved = multiply(moves[place] ?? one, moved);
	}
	return (moved ^ second) >>> 0;
}
