import type {JsonValue} from '../../core/json.js';

/** Batches whose values were made again and are held: as many as are read from in turns, a page that is written and those behind it. */
const mostOpen = 4;
const open: ElementBatch[] = [];
/** The one that was parsed last: its elements are being taken. */
const fresh: ElementBatch[] = [];
/** Where less than one in so many elements is kept, those keep their values, and nobody holds the batch for them. */
const fewKept = 4;

/** The JSON array that the elements of a batch were parsed from. */
export type BatchSource = {readonly bytes: Buffer; readonly encoding: 'latin1' | 'utf8'};

/**
 * Some elements of a JSON array that were parsed once and found sound. Their values are let go of when other batches are
 * read, and parsed again when they are asked for: most are looked at once, and bytes cost the garbage collector little.
 */
export class ElementBatch {
	readonly #source: BatchSource;
	#values: readonly JsonValue[] | undefined;
	#kept: BatchElement[] = [];

	constructor(source: BatchSource, values: readonly JsonValue[]) {
		this.#source = source;
		this.#values = values;
		fresh.pop()?.letGo();
		fresh.push(this);
	}

	valueAt(index: number): JsonValue {
		return (this.#values ?? this.#parseAgain())[index] ?? null;
	}

	noteKept(element: BatchElement): void {
		this.#kept.push(element);
	}

	/** Its values are made again when they are asked for. */
	letGo(): void {
		const values = this.#values ?? [];
		if (this.#kept.length * fewKept < values.length) for (const element of this.#kept) element.takeAlong(values);
		this.#values = undefined;
		this.#kept = [];
	}

	#parseAgain(): readonly JsonValue[] {
		const {bytes, encoding} = this.#source;
		const values = JSON.parse(bytes.toString(encoding)) as readonly JsonValue[];
		this.#values = values;
		open.push(this);
		if (open.length > mostOpen) open.shift()?.letGo();
		return values;
	}
}

/** One of them. */
export class BatchElement {
	readonly kind = 'value';
	readonly isSanitized = false;
	#from: ElementBatch | {readonly value: JsonValue};
	readonly #index: number;

	constructor(batch: ElementBatch, index: number) {
		this.#from = batch;
		this.#index = index;
	}

	get value(): JsonValue {
		return this.#from instanceof ElementBatch ? this.#from.valueAt(this.#index) : this.#from.value;
	}

	/** Whoever holds on to it says so. */
	keep(): void {
		if (this.#from instanceof ElementBatch) this.#from.noteKept(this);
	}

	takeAlong(values: readonly JsonValue[]): void {
		this.#from = {value: values[this.#index] ?? null};
	}
}
