import type {Conflict} from './conflict.js';
import {isJsonObject, type JsonObject, type JsonValue} from './json.js';
import {isShortened} from './question-name.js';

/** `write`: our database refused a value; `reference`: what the record belongs to is not there. */
const rejectionStages = ['parse', 'transform', 'validate', 'write', 'reference'] as const;
export type RejectionStage = (typeof rejectionStages)[number];

/** One rule that a record failed. `field` is ours, `externalField` theirs; both are empty where nothing could be read at all. */
export type RejectionFailure = {readonly stage: RejectionStage; readonly field: string; readonly externalField: string; readonly message: string};

/** A record of the other side that could not be taken: a `validation_error` conflict, with what it keeps of the record. */
export type RejectedRecord = {
	readonly conflict: Conflict;
	readonly externalId: string;
	readonly failures: readonly RejectionFailure[];
	/** The record as it was received, in the other side's words. */
	readonly raw: JsonValue;
	/** Its fields, when it can be mapped again: undefined when it was never readable, or it or its id is too large to keep. */
	readonly fields: JsonObject | undefined;
};

/** Undefined for a conflict about something else. */
export function toRejectedRecord(conflict: Conflict): RejectedRecord | undefined {
	if (conflict.conflictType !== 'validation_error') return undefined;
	const kept = isJsonObject(conflict.externalValue) ? conflict.externalValue : {};
	const failures = (Array.isArray(kept['failures']) ? kept['failures'] : []).flatMap((failure: JsonValue): readonly RejectionFailure[] => (isJsonObject(failure) ? [toFailure(failure)] : []));
	const raw = kept['record'] ?? null;
	const externalId = conflict.externalEntityId ?? '';
	const isReadable = isJsonObject(raw) && !isShortened(externalId) && failures.every(({stage}) => stage !== 'parse');
	return {conflict, externalId, failures, raw, fields: isReadable ? raw : undefined};
}

const toFailure = (failure: JsonObject): RejectionFailure => ({
	stage: rejectionStages.find(stage => stage === failure['stage']) ?? 'parse',
	field: String(failure['field'] ?? ''), externalField: String(failure['externalField'] ?? ''), message: String(failure['message'] ?? ''),
});
