import type {Conflict} from '../../core/conflict.js';
import {formatValue} from '../../core/text/format-value.js';
import {isJsonObject, type JsonValue} from '../../core/json.js';
import {isShortened} from '../../core/question-name.js';
import type {SyncPolicy} from '../../core/policy.js';
import type {RecordVerdict} from '../../core/record-verdict.js';

/** One verdict over a whole record, and what it would do, named by its result; or why it is not possible. */
export type RecordChoice = {readonly verdict: RecordVerdict} & ({readonly text: string} | {readonly refusal: string});

export type RecordSituation = {
	readonly policy: SyncPolicy | undefined;
	/** The record of ours that the conflict names is there. */
	readonly isOursThere: boolean;
	readonly isLinked: boolean;
};

/** What can be decided about a conflict over a whole record; empty for one over a field, or over a value that nobody could read. */
export function describeRecordVerdicts(conflict: Conflict, situation: RecordSituation): readonly RecordChoice[] {
	if (conflict.fieldName !== undefined) return [];
	switch (conflict.conflictType) {
		case 'missing_record':
			return conflict.reason === 'delete_modify' ? [describeCreateAgain(conflict, situation)] : describeMissing(conflict, situation);
		case 'duplicate':
			return describeDuplicate(conflict, situation);
		case 'field_mismatch':
		case 'validation_error':
			return [];
	}
}

function describeMissing({systemName}: Conflict, {policy, isLinked, isOursThere}: RecordSituation): readonly RecordChoice[] {
	const [unlink, markGone] = [{verdict: {kind: 'unlink'}}, {verdict: {kind: 'mark_gone'}}] as const;
	if (!isLinked || !isOursThere) return [unlink, markGone].map(choice => ({...choice, refusal: 'Our record is gone, or linked to nothing any more.'}));
	const becomes = Object.entries(policy?.whenGone ?? {}).map(([field, value]) => `${field} ${formatValue(value)}`);
	return [
		{...unlink, text: `our record stays, and is linked to ${systemName} no more; should theirs come back, the two meet anew`},
		becomes.length === 0
			? {...markGone, refusal: 'The policy does not say what becomes of a record that is gone. "parley policies set" with --when-gone says it.'}
			: {...markGone, text: `our record gets ${becomes.join(', ')}, and is linked to ${systemName} no more`},
	];
}

function describeCreateAgain({systemName}: Conflict, {isLinked, isOursThere}: RecordSituation): RecordChoice {
	const verdict = {kind: 'create_again'} as const;
	if (!isLinked) return {verdict, refusal: 'It is linked to nothing any more.'};
	return isOursThere
		? {verdict, refusal: 'Our record is there again; the next sync closes this.'}
		: {verdict, text: `our record is created again from what ${systemName} last showed`};
}

function describeDuplicate(conflict: Conflict, {isLinked}: RecordSituation): readonly RecordChoice[] {
	const create = {verdict: {kind: 'create'}} as const;
	if (isLinked) return [{...create, refusal: 'The record is linked meanwhile; the next sync closes this.'}];
	const {systemName, externalEntityId = ''} = conflict;
	if (isShortened(externalEntityId)) return [{...create, refusal: `Of its id at ${systemName}, which is longer than 255 characters, only a part is kept. Make our record resemble it alone; the next sync then links it.`}];
	const links = listCandidates(conflict.internalValue).map(({id, key, linkedTo}): RecordChoice => ({
		verdict: {kind: 'link', internalId: id},
		...(linkedTo === undefined
			? {text: `${systemName} ${externalEntityId} is our ${key} (row ${id}); fields that differ are asked about`}
			: {refusal: `Our ${key} (row ${id}) is linked to ${linkedTo} already. Unlink that first.`}),
	}));
	return [...links, {...create, text: `${systemName} ${externalEntityId} becomes a new record of ours`}];
}

/** The rows of ours that resemble the record, as the run found them. */
function listCandidates(internal: JsonValue | undefined): readonly {readonly id: string; readonly key: string; readonly linkedTo: string | undefined}[] {
	if (!Array.isArray(internal)) return [];
	return internal.flatMap((row: JsonValue) => (isJsonObject(row) && typeof row['id'] === 'string'
		? [{id: row['id'], key: String(row['key'] ?? ''), linkedTo: typeof row['linkedTo'] === 'string' ? row['linkedTo'] : undefined}]
		: []));
}
