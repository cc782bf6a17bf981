import type {ExternalRecord} from '../../core/connector.js';
import {isJsonObject, type JsonObject, type JsonValue} from '../../core/json.js';
import type {ReadRecord} from '../../core/mapping.js';

type Element = {readonly value: JsonValue; readonly keep?: () => void};

/**
 * A record of an export without its fields, which are made of its element whenever they are asked for. A copy by spreading
 * has none of them, nor what was read: whoever gives it other fields has it read anew.
 */
export class ListedRecord implements ExternalRecord {
	readonly externalId: string;
	readonly changedAt?: string;
	readonly isDeleted?: boolean;
	readonly #read: ReadRecord;
	readonly #element: Element;
	readonly #toFields: ((sent: JsonObject) => JsonObject) | undefined;

	/** Without `toFields` the fields are what was sent. */
	constructor({externalId, changedAt, isDeleted}: ExternalRecord, read: ReadRecord, element: Element, toFields: ((sent: JsonObject) => JsonObject) | undefined) {
		this.externalId = externalId;
		if (changedAt !== undefined) this.changedAt = changedAt;
		if (isDeleted !== undefined) this.isDeleted = isDeleted;
		this.#read = read;
		this.#element = element;
		element.keep?.();
		this.#toFields = toFields;
	}

	get read(): ReadRecord {
		return this.#read;
	}

	get fields(): JsonObject {
		const {value} = this.#element;
		if (!isJsonObject(value)) return {};
		return this.#toFields === undefined ? value : this.#toFields(value);
	}
}
