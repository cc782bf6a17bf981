import {toStorable} from '../../core/canonical.js';
import {toEntityKey, toEntityLabel} from '../../core/entity.js';
import type {JsonValue} from '../../core/json.js';
import type {LinkedRecord, OpenConflict} from '../../core/stores/page-store.js';
import {anonymous, askAboutRecord, showQuestion} from './ask-about-record.js';
import type {RecordOutcome} from './page-plan.js';
import type {Pair} from '../pair.js';

/** Rejected records are kept for inspection up to this size, in characters of JSON. */
const maxKeptRaw = 65_536;

type Failure = {readonly stage: string; readonly field: string; readonly externalField: string; readonly message: string};

/** What came, and everything that is wrong with it. */
export type Rejected = {readonly externalId: string; readonly failures: readonly Failure[]; readonly raw: JsonValue};

type QuestionsOfPage = {readonly linked: ReadonlyMap<string, LinkedRecord>; readonly known: ReadonlyMap<string, OpenConflict>};

/** What cannot be taken is asked about, with why, and with what came. */
export function rejectRecord(pair: Pair, state: QuestionsOfPage, {externalId, failures, raw}: Rejected): RecordOutcome {
	const linked = state.linked.get(externalId);
	const known = linked?.conflicts.find(conflict => conflict.field === undefined && conflict.type === 'validation_error') ?? state.known.get(externalId);
	const kept: JsonValue = JSON.stringify(raw).length > maxKeptRaw ? '(larger than what is kept of a rejected record)' : raw;
	const asked = showQuestion(pair, linked, known, askAboutRecord(known, {
		...anonymous, externalId, linkId: linked?.linkId, internalId: linked?.internalId,
		entityId: linked === undefined ? externalId : toEntityKey(pair.definition, linked.internal), entityLabel: linked === undefined ? '' : toEntityLabel(pair.definition, linked.internal),
		type: 'validation_error', reason: 'transform_failed', external: toStorable({failures, record: kept}), note: failures.map(failure => failure.message).join(' '),
	}, 'rejected'));
	// Whatever comes next is looked at anew, even if it is what was agreed on before: only a look answers the question.
	return linked === undefined || linked.hash === '' ? asked : {...asked, linkUpdates: [{...linked, hash: ''}]};
}
