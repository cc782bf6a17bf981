import {isJsonObject, type JsonValue} from '../../core/json.js';

/** Batches whose values are held at once: as many as are read from in turns, a page that is written and those behind it. */
const mostOpen = 4;
const open: ElementBatch[] = [];

/** What stands between two elements that begin with the same key: `},{"key":`. */
const borderOf = (key: string): string => `},{${JSON.stringify(key)}:`;

/**
 * Some elements of a JSON array that were parsed once and found sound. Their values are let go of when other batches are
 * read, and parsed again when they are asked for: most are looked at once, and text costs the garbage collector nothing.
 */
export class ElementBatch {
	readonly #text: string;
	/** Undefined: the elements do not all begin with one key. */
	readonly #border: string | undefined;
	readonly #count: number;
	#values: readonly JsonValue[] | undefined;
	#texts: readonly string[] | undefined;

	/** `text` is the JSON array that `values` came from. */
	constructor(text: string, values: readonly JsonValue[]) {
		this.#text = text;
		this.#count = values.length;
		const key = firstKey(values[0]);
		this.#border = key !== undefined && values.every(value => firstKey(value) === key) ? borderOf(key) : undefined;
		this.#hold(values);
	}

	valueAt(index: number): JsonValue {
		return (this.#values ?? this.#hold(JSON.parse(this.#text) as readonly JsonValue[]))[index] ?? null;
	}

	/** The text of an element; undefined where it is not sure where each begins. */
	textAt(index: number): string | undefined {
		this.#texts ??= this.#border === undefined ? [] : cut(this.#text.slice(1, -1), this.#border, this.#count);
		return this.#texts[index];
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

function firstKey(value: JsonValue | undefined): string | undefined {
	if (value === undefined || !isJsonObject(value)) return undefined;
	for (const key in value) return key;
	return undefined;
}

/** As many borders as there are elements to part: then each of them is one. No text can hold one, because it has quotes. */
function cut(text: string, border: string, count: number): readonly string[] {
	const pieces = text.split(border);
	if (pieces.length !== count) return [];
	return pieces.map((piece, index) => `${index > 0 ? border.slice(2) : ''}${piece}${index < count - 1 ? '}' : ''}`);
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

	get text(): string | undefined {
		return this.#batch.textAt(this.#index);
	}
}
