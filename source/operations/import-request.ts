import type {JsonValue} from '../core/json.js';

/** A document of rules that is to be made those in force. */
export type ImportRequest = {
	/** As it was read: JSON, not yet trusted. */
	readonly document: JsonValue;
	/** Only says what would change. */
	readonly isTrial: boolean;
	/** The document that the edit began with, as "export" gave it: refused when the rules are others by now. */
	readonly seen?: JsonValue;
};
