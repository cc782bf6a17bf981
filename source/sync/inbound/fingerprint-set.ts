import {hash} from 'node:crypto';

/**
 * A set of texts that keeps eight bytes of each: a million cost 32 MB at most, however long they are. Two of a million
 * texts are taken for one with a probability of one in thirty million.
 */
export class FingerprintSet {
	#slots = new Uint32Array(2048);
	#size = 0;

	has(text: string): boolean {
		const [high, low] = toFingerprint(text);
		return this.#slots[2 * this.#find(high, low)] !== 0;
	}

	add(text: string): void {
		const [high, low] = toFingerprint(text);
		const index = this.#find(high, low);
		if (this.#slots[2 * index] !== 0) return;
		this.#put(index, high, low);
		this.#size += 1;
		// Half empty, so that a search meets a free slot soon.
		if (this.#size * 4 > this.#slots.length) this.#grow();
	}

	/** The slot that holds it, or the free one where it belongs. A free slot's high half is zero. */
	#find(high: number, low: number): number {
		const mask = this.#slots.length / 2 - 1;
		let index = low & mask;
		while (this.#slots[2 * index] !== 0 && (this.#slots[2 * index] !== high || this.#slots[2 * index + 1] !== low)) index = (index + 1) & mask;
		return index;
	}

	#put(index: number, high: number, low: number): void {
		this.#slots[2 * index] = high;
		this.#slots[2 * index + 1] = low;
	}

	#grow(): void {
		const old = this.#slots;
		this.#slots = new Uint32Array(old.length * 2);
		for (let index = 0; index < old.length; index += 2) {
			const [high = 0, low = 0] = [old[index], old[index + 1]];
			if (high !== 0) this.#put(this.#find(high, low), high, low);
		}
	}
}

function toFingerprint(text: string): readonly [number, number] {
	const bytes = hash('sha256', text, 'buffer');
	return [bytes.readUInt32LE(0) || 1, bytes.readUInt32LE(4)];
}
