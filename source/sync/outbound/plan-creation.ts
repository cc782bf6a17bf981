import type {EntityCapabilities} from '../../core/connector.js';
import type {JsonObject, JsonValue} from '../../core/json.js';
import type {Fields} from '../../core/stores/page-store.js';
import {invertField} from '../mapping/invert.js';
import type {Pair} from '../pair.js';

export type CreationPlan = {
	/** What of our record the other side will hold, by our fields. */
	readonly fields: Fields;
	/** The same by its own names and in its own words. */
	readonly changes: JsonObject;
	/** Fields that it should hold and cannot be told, with the reason. */
	readonly refusals: readonly string[];
};

/**
 * What the other side is to be sent so that it has a record of ours. The direction of a field means nothing yet: somebody
 * has to say what a new record is. Pure.
 */
export function planCreation({mappings, definition}: Pick<Pair, 'mappings' | 'definition'>, record: Fields, {writableFields, creatableFields = []}: Pick<EntityCapabilities, 'writableFields' | 'creatableFields'>): CreationPlan {
	const accepted = new Set([...writableFields, ...creatableFields]);
	const fields: Record<string, JsonValue> = {};
	const changes: Record<string, JsonValue> = {};
	const refusals: string[] = [];
	for (const mapping of mappings) {
		const {internalField, externalField} = mapping;
		const value = record[internalField] ?? null;
		if (value === null || !accepted.has(externalField)) continue;
		const sent = invertField(mapping, definition.fields[internalField] ?? 'text', value);
		if (sent.kind === 'refused') refusals.push(sent.reason);
		else {
			fields[internalField] = value;
			changes[externalField] = sent.value;
		}
	}
	return {fields, changes, refusals};
}
