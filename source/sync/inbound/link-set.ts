const blockBits = 65_536;

/** A set of links: one bit for each, so that a million cost 125 kB, in blocks, because ids need not begin at one. */
export class LinkSet {
	readonly #blocks = new Map<number, Uint8Array>();
	#size = 0;

	get size(): number {
		return this.#size;
	}

	add(linkId: string): void {
		const id = Number(linkId);
		const block = this.#blockAt(Math.floor(id / blockBits));
		const [byte, bit] = placeOf(id);
		const bits = block[byte] ?? 0;
		if ((bits & bit) !== 0) return;
		block[byte] = bits | bit;
		this.#size += 1;
	}

	has(linkId: string): boolean {
		const id = Number(linkId);
		const [byte, bit] = placeOf(id);
		return ((this.#blocks.get(Math.floor(id / blockBits))?.[byte] ?? 0) & bit) !== 0;
	}

	/** What is in this set and not in the other, in the order of the blocks. */
	without(other: LinkSet): readonly string[] {
		const rest: string[] = [];
		for (const [number, block] of this.#blocks) {
			const met = other.#blocks.get(number);
			for (const [byte, bits] of block.entries()) {
				const left = bits & ~(met?.[byte] ?? 0);
				if (left === 0) continue;
				for (let bit = 0; bit < 8; bit++) if ((left & (1 << bit)) !== 0) rest.push(String(number * blockBits + byte * 8 + bit));
			}
		}
		return rest;
	}

	#blockAt(number: number): Uint8Array {
		const block = this.#blocks.get(number) ?? new Uint8Array(blockBits / 8);
		this.#blocks.set(number, block);
		return block;
	}
}

/** The byte of its block that holds an id's bit, and the bit. */
const placeOf = (id: number): readonly [byte: number, bit: number] => [(id % blockBits) >> 3, 1 << (id & 7)];
