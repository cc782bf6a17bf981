import {inspect} from 'node:util';

/** A value that prints as `***` wherever it ends up; `reveal()` is called only where it is sent. */
export class Secret {
	readonly #value: string;

	constructor(value: string) {
		this.#value = value;
	}

	reveal(): string {
		return this.#value;
	}

	toString(): string {
		return '***';
	}

	toJSON(): string {
		return '***';
	}

	[inspect.custom](): string {
		return '***';
	}
}
