import type {JsonObject, JsonValue} from '../../core/json.js';
import type {NewOutboxEntry} from '../../core/stores/outbox-store.js';
import type {LinkedRecord} from '../../core/stores/page-store.js';
import {isLeftOut} from '../decide/filter-record.js';
import {findGivenElsewhere} from '../decide/find-given-elsewhere.js';
import {invertField} from '../mapping/invert.js';
import {isSame, toMeant} from '../mapping/normalize.js';
import type {Pair} from '../pair.js';
import {planRecord} from '../decide/plan-record.js';

export type PushPlan = {
	/** Undefined: nothing of this record can leave now. */
	readonly entry: NewOutboxEntry | undefined;
	/** Fields that are owed and cannot be sent, with the reason. */
	readonly refused: readonly {readonly field: string; readonly reason: string}[];
};

/** What of a record is owed to the other side and can be said in its words. Pure. */
export function planPush(pair: Pair, linked: LinkedRecord, writableFields: readonly string[]): PushPlan {
	if (isLeftOut(pair, linked)) return {entry: undefined, refused: []};
	// As long as nobody knows what became of the record as a whole, nothing can be said to it.
	if (linked.conflicts.some(({field}) => field === undefined)) return {entry: undefined, refused: []};
	const plan = planRecord(pair.rules, {...linked, external: {...linked.base, ...linked.theirs}, givenElsewhere: findGivenElsewhere(pair, linked)});
	const fields: Record<string, JsonValue> = {};
	const changes: Record<string, JsonValue> = {};
	const refused: {field: string; reason: string}[] = [];
	for (const field of plan.owed) {
		const mapping = pair.mappings.find(({internalField}) => internalField === field);
		if (mapping === undefined) continue;
		const value = linked.internal[field] ?? null;
		const meant = toMeant(value, pair.rules.find(rule => rule.field === field)?.policy.equality);
		const sent = writableFields.includes(mapping.externalField)
			? invertField(mapping, pair.definition.fields[field] ?? 'text', meant)
			: {kind: 'refused' as const, reason: `${pair.system.systemName} does not let ${mapping.externalField} be written.`};
		if (sent.kind === 'refused') {
			refused.push({field, reason: sent.reason});
			continue;
		}
		fields[field] = value;
		changes[mapping.externalField] = sent.value;
	}
	const {linkId, internalId, externalId} = linked;
	return {entry: Object.keys(fields).length === 0 ? undefined : {linkId, internalId, externalId, fields, changes}, refused};
}

/** What of an entry may still leave, by their fields: nothing of it, where one of its values is no longer what is owed. */
export function keepOwed({definition}: Pair, {fields}: Pick<NewOutboxEntry, 'fields'>, {entry: owed}: PushPlan): JsonObject {
	const isOwed = ([field, value]: readonly [string, JsonValue]): boolean => owed !== undefined && isSame(definition.fields[field] ?? 'text', owed.fields[field], value);
	return owed !== undefined && Object.entries(fields).every(isOwed) ? owed.changes : {};
}
