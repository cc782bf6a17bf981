import type {ExternalRecord} from '../../core/connector.js';
import {isJsonObject, type JsonObject, type JsonValue} from '../../core/json.js';

/**
 * A record of an export without its fields, which are made of its element whenever they are asked for. A copy by spreading
 * has neither fields nor hash: whoever gives it other fields has it hashed anew.
 */
export class ListedRecord implements ExternalRecord {
	readonly externalId: string;
	readonly changedAt?: string;
	readonly isDeleted?: boolean;
	readonly #hash: string;
	readonly #element: {readonly value: JsonValue};
	readonly #toFields: (sent: JsonObject) => JsonObject;

	constructor({externalId, changedAt, isDeleted}: ExternalRecord, hash: string, element: {readonly value: JsonValue}, toFields: (sent: JsonObject) => JsonObject) {
		this.externalId = externalId;
		if (changedAt !== undefined) this.changedAt = changedAt;
		if (isDeleted !== undefined) this.isDeleted = isDeleted;
		this.#hash = hash;
		this.#element = element;
		this.#toFields = toFields;
	}

	get hash(): string {
		return this.#hash;
	}

	get fields(): JsonObject {
		const {value} = this.#element;
		return isJsonObject(value) ? this.#toFields(value) : {};
	}
}
