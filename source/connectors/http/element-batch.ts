import type {JsonValue} from '../../core/json.js';

/** Batches whose values are held at once: as many as are read from in turns, a page that is written and those behind it. */
const mostOpen = 4;
const open: ElementBatch[] = [];

/**
 * Some elements of a JSON array that were parsed once and found sound. Their values are let go of when other batches are
 * read, and parsed again when they are asked for: most are looked at once, and text costs the garbage collector nothing.
 */
export class ElementBatch {
	readonly #text: string;
	#values: readonly JsonValue[] | undefined;

	/** `text` is the JSON array that `values` came from. */
	constructor(text: string, values: readonly JsonValue[]) {
		this.#text = text;
		this.#hold(values);
	}

	valueAt(index: number): JsonValue {
		return (this.#values ?? this.#hold(JSON.parse(this.#text) as readonly JsonValue[]))[index] ?? null;
	}

	#hold(values: readonly JsonValue[]): readonly JsonValue[] {
		this.#values = values;
		open.push(this);
		const [oldest] = open;
		if (open.length > mostOpen && oldest !== undefined) {
			open.shift();
			oldest.#values = undefined;
		}
		return values;
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
