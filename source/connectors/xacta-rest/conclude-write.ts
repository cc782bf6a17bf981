import type {ExternalRecord, WriteResult} from '../../core/connector.js';
import type {JsonObject, JsonValue} from '../../core/json.js';

export const rejected = (reasons: readonly string[]): WriteResult => ({kind: 'rejected', reasons});

export type WriteFacts = {
	readonly before: ExternalRecord;
	/** Read back after the write. */
	readonly after: ExternalRecord | undefined;
	/** What had to change. */
	readonly wanted: JsonObject;
	readonly refusals: readonly string[];
	readonly isSameField: (field: string, shown: JsonValue | undefined, wanted: JsonValue) => boolean;
};

/** What a write came to: the API's "success" is believed only when the record shows it. Pure. */
export function concludeWrite({before, after, wanted, refusals, isSameField}: WriteFacts): WriteResult {
	if (after === undefined) return {kind: 'moved', record: undefined};
	const missing = Object.keys(wanted).filter(field => !isSameField(field, after.fields[field], wanted[field] ?? null));
	if (refusals.length > 0) {
		const done = Object.keys(wanted).filter(field => !missing.includes(field));
		return rejected([...refusals, ...(done.length === 0 ? [] : [`What was written before that: ${done.join(', ')}.`])]);
	}
	if (missing.length === 0) return {kind: 'written', record: after};
	const ignored = missing.filter(field => isSameField(field, after.fields[field], before.fields[field] ?? null));
	// Else somebody changed it again, or the API keeps it in another form: either way a person should see it.
	return ignored.length === 0 ? {kind: 'moved', record: after} : rejected(ignored.map(field => `The change of "${field}" was accepted, but the record does not show it.`));
}
