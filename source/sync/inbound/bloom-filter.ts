/**
 * A set of texts in eight megabytes, whatever is added: it may take a text for one that was added (with a million in it, one
 * of two million; with two million, one of fifty thousand), and never the other way round.
 */
export class BloomFilter {
	readonly #words = new Int32Array(2_097_152);
	/** Places of a text, out of 2^26. */
	readonly #hashes = 6;

	/** Adds a text and tells whether it may have been there. */
	add(text: string): boolean {
		const [first, step] = hashOf(text);
		let wasThere = true;
		for (let turn = 0; turn < this.#hashes; turn += 1) {
			const place = (first + Math.imul(turn, step)) & 0x3ff_ffff;
			const word = this.#words[place >>> 5] ?? 0;
			const bit = 1 << (place & 31);
			if ((word & bit) !== 0) continue;
			this.#words[place >>> 5] = word | bit;
			wasThere = false;
		}
		return wasThere;
	}
}

/** Two hashes of 32 bits: FNV-1a and the same by another prime, each mixed to its end. The step is odd, so that all places differ. */
function hashOf(text: string): readonly [number, number] {
	let [one, other] = [0x811c9dc5, 0x9747b28c];
	for (let index = 0; index < text.length; index += 1) {
		const code = text.charCodeAt(index);
		one = Math.imul(one ^ code, 0x01000193);
		other = Math.imul(other ^ code, 0x85ebca6b);
		other ^= other >>> 15;
	}
	return [mix(one), mix(other) | 1];
}

/** The last step of MurmurHash3: each bit of the input moves half of the output. */
function mix(hash: number): number {
	let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
	return mixed ^ (mixed >>> 16);
}
