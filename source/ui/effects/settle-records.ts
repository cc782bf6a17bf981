import type {RecordVerdict, RecordVerdictKind} from '../../core/record-verdict.js';
import type {RecordChoice} from '../../operations/verdicts/describe-record-verdicts.js';
import type {Operations} from '../../operations/operations.js';
import type {ErrorCode} from '../../errors/codes.js';
import type {BulkJob, BulkPlan, RecordPreview} from '../store/bulk.js';
import {toFailure} from '../store/failure.js';
import {recordName} from '../store/words.js';

const sampleSize = 10;
/** That one stays, the others go on. */
const refusals: ReadonlySet<ErrorCode> = new Set(['CONFLICT_VERDICT_REFUSED', 'NOT_FOUND']);

type RecordJob = Extract<BulkJob, {readonly kind: 'record'}>;

/** Which conflicts over whole records there are, and what the verdict would come to for some of them. */
export async function previewRecords(api: Operations, {verdict, selection: {predicate, rows}}: RecordJob): Promise<RecordPreview> {
	const records = {kind: 'all', of: [predicate, {kind: 'field', field: null}]} as const;
	const {count, causes, selection} = await api.previewConflicts({predicate: records, verdict: {kind: 'ignore'}, ...(rows === undefined ? {} : {selection: rows})});
	const step = Math.max(1, selection.ids.length / sampleSize);
	const shown = selection.ids.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step)).slice(0, sampleSize);
	const details = await Promise.all(shown.map(id => api.getConflict(id)));
	const sample = details.map(({conflict, recordVerdicts}) => {
		const choice = choose(recordVerdicts, verdict);
		return {record: recordName(conflict), text: 'text' in choice ? choice.text : choice.refusal, isRefused: !('text' in choice)};
	});
	return {count, causes, selection, sample};
}

/** One conflict after the other, each in a transaction of its own, as it was seen; a stop leaves the rest untouched. */
export async function settleRecords(
	api: Operations, {verdict, preview}: Extract<BulkPlan, {readonly kind: 'record'}>, signal: AbortSignal | undefined, onSettled: (id: number, refusal: string | undefined) => void,
): Promise<void> {
	const {ids, versions} = preview.selection;
	for (const [index, id] of ids.entries()) {
		if (signal?.aborted) return;
		onSettled(id, await settleOne(api, {id, version: versions[index] ?? 0}, verdict));
	}
}

/** Why it stays; undefined when it is settled. */
async function settleOne(api: Operations, seen: {readonly id: number; readonly version: number}, kind: RecordVerdictKind): Promise<string | undefined> {
	try {
		const choice = choose(await api.listRecordVerdicts(seen.id), kind);
		if ('refusal' in choice) return choice.refusal;
		const {kind: outcome} = await api.settleRecord({...seen, verdict: choice.verdict});
		return outcome === 'stale' ? 'It moved since it was seen.' : undefined;
	} catch (error) {
		const {code, message} = toFailure(error);
		if (code === undefined || !refusals.has(code)) throw error;
		return message;
	}
}

type Choice = {readonly verdict: RecordVerdict; readonly text: string} | {readonly refusal: string};

/** The verdict of a kind that is possible. "Create" also creates ours again; a link is chosen only where there is but one. */
function choose(choices: readonly RecordChoice[], kind: RecordVerdictKind): Choice {
	const kinds: readonly RecordVerdictKind[] = kind === 'create' || kind === 'create_again' ? ['create', 'create_again'] : [kind];
	const own = choices.filter(choice => kinds.includes(choice.verdict.kind));
	const possible = own.filter(choice => 'text' in choice);
	const [first] = possible;
	if (first === undefined) return {refusal: own.flatMap(choice => ('refusal' in choice ? [choice.refusal] : []))[0] ?? 'That is no answer to this question.'};
	return possible.length === 1 ? first : {refusal: 'Several of our records are possible: it has to be looked at alone.'};
}
