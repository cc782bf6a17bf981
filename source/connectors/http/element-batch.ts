import type {JsonValue} from '../../core/json.js';

/** Batches whose values were made again and are held: as many as are read from in turns, a page that is written and those behind it. */
const mostOpen = 4;
const open: ElementBatch[] = [];
/** The one that was parsed last: its elements are being taken. */
const fresh: ElementBatch[] = [];

/** The JSON array that the elements of a batch were parsed from. */
export type BatchSource = {readonly bytes: Buffer; readonly encoding: 'latin1' | 'utf8'};

/**
 * Some elements of a JSON array that were parsed once and found sound. Their values are let go of when other batches are
 * read, and parsed again when they are asked for: most are looked at once, and bytes cost the garbage collector nothing.
 */
export class ElementBatch {
	readonly #source: BatchSource;
	#values: readonly JsonValue[] | undefined;

	constructor(source: BatchSource, values: readonly JsonValue[]) {
		this.#source = source;
		this.#values = values;
		fresh.pop()?.letGo();
		fresh.push(this);
	}

	valueAt(index: number): JsonValue {
		return (this.#values ?? this.#parseAgain())[index] ?? null;
	}

	#parseAgain(): readonly JsonValue[] {
		const {bytes, encoding} = this.#source;
		const values = JSON.parse(bytes.toString(encoding)) as readonly JsonValue[];
		this.#values = values;
		open.push(this);
		if (open.length > mostOpen) open.shift()?.letGo();
		return values;
	}

	/** Its values are made again when they are asked for. */
	letGo(): void {
		this.#values = undefined;
	}
}

/** One of them. */
export class BatchElement {
	readonly kind = 'value';
	readonly isSanitized = false;
	readonly #batch: ElementBatch;
	readonly #index: number;

	constructor(batch: ElementBatch, index: number) {
		this.#batch = batch;
		this.#index = index;
	}

	get value(): JsonValue {
		return this.#batch.valueAt(this.#index);
	}
}
