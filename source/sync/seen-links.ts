/** Which links a pass has met: one bit for each, so that a million cost 125 kB. Link ids come from one dense sequence. */
export class SeenLinks {
	#bits = new Uint8Array(1024);

	add(linkId: string): void {
		const index = Number(linkId);
		const byte = index >> 3;
		if (byte >= this.#bits.length) {
			const larger = new Uint8Array(Math.max(byte + 1, this.#bits.length * 2));
			larger.set(this.#bits);
			this.#bits = larger;
		}
		this.#bits[byte] = (this.#bits[byte] ?? 0) | (1 << (index & 7));
	}

	has(linkId: string): boolean {
		const index = Number(linkId);
		return ((this.#bits[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
	}
}
