import type {ConflictReason, ConflictType} from '../core/conflict.js';
import type {ExternalRecord, UnreadableRecord} from '../core/connector.js';
import {toEntityKey} from '../core/entity.js';
import {toCanonicalJson, type JsonValue} from '../core/json.js';
import type {MappedRecord} from '../core/mapping.js';
import type {Candidate, ConflictWrite, Fields, LinkedRecord, LinkWrite, OpenConflict} from '../core/stores/page-store.js';
import {askAboutField} from './ask-about-field.js';
import type {Correlation} from './correlate-record.js';
import {passesFilters} from './filter-record.js';
import {findGivenElsewhere} from './find-given-elsewhere.js';
import {findOwedElsewhere} from './find-owed-elsewhere.js';
import {findRemapped} from './find-remapped.js';
import type {NamedUnreadable} from './name-unreadable.js';
import type {Pair} from './pair.js';
import type {RecordOutcome} from './page-plan.js';
import {planRecord, type PlannedConflict, type RecordPlan} from './plan-record.js';
import {asksAboutWhole, statusOfRecord} from './status-of-record.js';

/** A record that is not known to be unchanged. `key` is its natural key; undefined when it cannot be mapped. */
export type ChangedRecord = {readonly record: ExternalRecord; readonly hash: string; readonly mapped: MappedRecord; readonly key: string | undefined};

export type PageState = {
	readonly changed: readonly ChangedRecord[];
	readonly unreadable: readonly NamedUnreadable[];
	/** By external id. */
	readonly linked: ReadonlyMap<string, LinkedRecord>;
	readonly candidates: readonly Candidate[];
	/** What correlation says of strangers that neither id nor key matches, by external id. */
	readonly correlated?: ReadonlyMap<string, Correlation>;
	/** Open record-level conflicts of records without a link, by external id. */
	readonly known: ReadonlyMap<string, OpenConflict>;
	/** What earlier pages have taken and the database does not show yet; absent where each page is written before the next. */
	readonly taken?: Taken;
};

/** Natural keys and rows of ours that this listing has given away. */
export type Taken = {readonly has: (text: string) => boolean; readonly add: (text: string) => unknown};

/** What the other side sent, or the link whose captured edits were looked at. */
export type DecidedSource =
	| {readonly kind: 'record'; readonly record: ExternalRecord}
	| {readonly kind: 'unreadable'; readonly unreadable: UnreadableRecord}
	| {readonly kind: 'edit'; readonly linkId: string};

/** One record, what is decided about it, and what of it is needed to tell that to a person. */
export type DecidedRecord = {
	readonly source: DecidedSource;
	readonly externalId: string;
	readonly linkId: string | undefined;
	/** Our record as it was, where there is one. */
	readonly internal: Fields | undefined;
	readonly outcome: RecordOutcome;
};

/** Rejected records are kept for inspection up to this size, in characters of JSON. */
const maxKeptRaw = 65_536;

/** Decides a whole page, record by record. Pure: the same state gives the same outcomes. */
export function decideRecords(pair: Pair, state: PageState): readonly DecidedRecord[] {
	const byExternalId = Map.groupBy(state.candidates.filter(candidate => candidate.externalId !== null), candidate => candidate.externalId);
	const byKey = Map.groupBy(state.candidates, candidate => candidate.key);
	const byMarker = new Map(state.candidates.map(candidate => [candidate.creation?.marker, candidate]));
	const taken: Taken = state.taken ?? new Set<string>();
	const read = state.changed.map((changed): DecidedRecord => {
		const {record, mapped, key = ''} = changed;
		const linked = state.linked.get(record.externalId);
		const decided = {source: {kind: 'record', record}, externalId: record.externalId, linkId: linked?.linkId, internal: linked?.internal} as const;
		// What is gone need not be readable any more.
		if (record.isDeleted) return {...decided, outcome: linked === undefined ? {outcome: 'filtered'} : planLinked(pair, linked, changed, {})};
		if (mapped.kind === 'invalid') return {...decided, outcome: reject(pair, state, record.externalId, mapped.failures, record.fields)};
		const {fields} = mapped;
		if (pair.policy.filters.length > 0 && !passesFilters(pair.policy.filters, {...linked?.internal, ...fields})) return {...decided, outcome: {outcome: 'filtered'}};
		if (linked !== undefined) return {...decided, outcome: planLinked(pair, linked, changed, fields)};
		// What we had made is ours, whatever else it resembles.
		const made = record.marker === undefined ? undefined : byMarker.get(record.marker);
		const own = byExternalId.get(record.externalId) ?? [];
		const matching = made === undefined ? [...new Set([...own, ...(byKey.get(key) ?? [])])] : [made];
		const tie = matching.length > 0 ? {candidates: matching, tiedBy: made !== undefined ? 'what we had made' : own.length > 0 ? 'external id' : 'natural key'} : toTie(state, record.externalId);
		const {candidates} = tie;
		const outcome = meet(pair, state, changed, {...tie, fields, key, taken});
		if (outcome.creates !== undefined) taken.add(keyMark(key));
		for (const {internalId} of outcome.links ?? []) taken.add(rowMark(internalId));
		return {...decided, outcome, internal: outcome.links === undefined ? undefined : candidates[0]?.internal};
	});
	const unreadable = state.unreadable.map((item): DecidedRecord => {
		const {externalId, reason, raw} = item;
		const outcome = reject(pair, state, externalId, [{stage: item.stage ?? 'parse', field: '', externalField: '', message: reason}], raw);
		return {source: {kind: 'unreadable', unreadable: item}, externalId, linkId: undefined, internal: undefined, outcome};
	});
	return [...read, ...unreadable];
}

const keyMark = (key: string): string => `key ${key}`;
const rowMark = (internalId: string): string => `row ${internalId}`;

/** Compares the fields of a linked record anew; `external` holds what the other side shows now. */
export function planLinked(pair: Pair, linked: LinkedRecord, changed: Pick<ChangedRecord, 'record' | 'hash'> | undefined, external: Fields): RecordOutcome {
	const record = changed?.record;
	const gone = findDisappearance(linked, record);
	if (gone !== undefined) return planGone(pair, linked, changed, gone);
	const externalAt = record?.changedAt === undefined ? linked.externalAt : new Date(record.changedAt);
	const externalBy = record === undefined ? linked.externalBy : record.changedBy;
	const plan = planRecord(pair.rules, {...linked, external, externalAt, givenElsewhere: findGivenElsewhere(pair, linked), remapped: record === undefined ? new Set() : findRemapped(pair, linked, record)});
	const write = (planned: PlannedConflict): ConflictWrite => askAboutField(pair, {...linked, externalAt, externalBy}, planned);
	// A fresh look that found the record, readable, answers every question about the record as a whole.
	const questions = linked.conflicts.filter(conflict => conflict.field === undefined);
	const converged = [...plan.converged, ...(changed === undefined ? [] : questions.map(({id}) => id))];
	const isWholeAsked = changed === undefined && asksAboutWhole(linked);
	const isConflicting = plan.isConflicting || isWholeAsked;
	const isUpdated = Object.keys(plan.set).length > 0;
	const owedElsewhere = findOwedElsewhere(pair, linked, plan.set, {at: externalAt, by: externalBy});
	const status = statusOfRecord(owedElsewhere.length > 0 && linked.elsewhere !== 'conflict' ? {elsewhere: 'pending'} : linked, plan, isWholeAsked);
	// A record that waits for long is not written by every run.
	const isStatusMoved = pair.definition.hasSyncStatus && status !== linked.status;
	const isLinkMoved = changed !== undefined || plan.isBaseMoved || toCanonicalJson(plan.theirs) !== toCanonicalJson(linked.theirs);
	return {
		outcome: isConflicting ? 'conflicting' : isUpdated ? 'updated' : 'unchanged',
		...(isUpdated || isStatusMoved ? {recordUpdates: [{internalId: linked.internalId, set: plan.set, status, raw: record?.isPartial ? undefined : record?.fields}]} : {}),
		...(isLinkMoved ? {linkUpdates: [{...toLinkWrite(linked.externalId, plan, changed?.hash ?? '', record), mappingVersion: pair.mappingVersion, ...keepSeen(changed, linked), linkId: linked.linkId}]} : {}),
		opened: plan.opened.map(write),
		renewed: plan.renewed.map(planned => ({...write(planned), id: planned.id})),
		converged,
		superseded: plan.superseded,
		owed: plan.owed.filter(field => !linked.edits.has(field)).map(field => ({internalId: linked.internalId, field, before: linked.base[field] ?? null})),
		owedElsewhere,
		settledEdits: plan.settledEdits.map(field => ({internalId: linked.internalId, field})),
	};
}

const toLinkWrite = (externalId: string, plan: Pick<RecordPlan, 'base' | 'theirs'>, hash: string, record: ExternalRecord | undefined): LinkWrite => ({
	externalId, base: plan.base, theirs: plan.theirs, hash, externalVersion: record?.version,
	externalAt: record?.changedAt === undefined ? undefined : new Date(record.changedAt), externalBy: record?.changedBy,
});

/** Without a fresh look at the other side, what we knew of its last change stays true. */
const keepSeen = (changed: unknown, linked: LinkedRecord) =>
	changed === undefined ? {hash: linked.hash, mappingVersion: linked.mappingVersion, externalVersion: linked.externalVersion, externalAt: linked.externalAt, externalBy: linked.externalBy} : {};

const labelOf = ({definition}: Pair, fields: Fields): string => String(fields[definition.labelField] ?? '');

/** Rows of ours that a stranger may be, and by what; `doubt` says why a person has to tell. */
type Tie = {readonly candidates: readonly Candidate[]; readonly tiedBy: string; readonly doubt?: string};

function toTie({candidates, correlated}: PageState, externalId: string): Tie {
	const correlation = correlated?.get(externalId) ?? {kind: 'none'};
	const rowsOf = (ids: readonly string[]) => candidates.filter(({internalId}) => ids.includes(internalId));
	switch (correlation.kind) {
		case 'none':
			return {candidates: [], tiedBy: ''};
		case 'one':
			return {candidates: rowsOf([correlation.internalId]), tiedBy: correlation.rule};
		case 'doubtful':
			return {candidates: rowsOf(correlation.internalIds), tiedBy: '', doubt: correlation.note};
	}
}

type Meeting = Tie & {readonly fields: Fields; readonly key: string; readonly taken: Taken};

/** First contact: one candidate links, several, a doubtful or a taken one are for a person, none creates. */
function meet(pair: Pair, state: PageState, changed: ChangedRecord, {fields, key, candidates, tiedBy, doubt, taken}: Meeting): RecordOutcome {
	const {record, hash} = changed;
	const known = state.known.get(record.externalId);
	const converged = known === undefined ? [] : [known.id];
	const [candidate] = candidates;
	const ask = (reason: ConflictReason, note: string): RecordOutcome => askAboutRecord(known, {
		...anonymous, externalId: record.externalId, entityId: key, entityLabel: labelOf(pair, fields), type: 'duplicate', reason, external: fields, note,
		internal: candidates.map(({internalId, linkedTo, key: theirKey}) => ({id: internalId, key: theirKey, linkedTo})),
	}, 'conflicting');
	if (doubt !== undefined && candidate !== undefined) return ask('unique_collision', doubt);
	if (candidates.length > 1) return ask('unique_collision', `${candidates.length} of our records match this one.`);
	if (taken.has(keyMark(key)) || (candidate !== undefined && taken.has(rowMark(candidate.internalId)))) return ask('unique_collision', 'Another record of the same listing is the same one of ours.');
	if (candidate === undefined) {
		const written: Record<string, JsonValue> = {};
		for (const {field} of pair.rules) {
			const value = fields[field];
			if (value !== undefined) written[field] = value;
		}
		return {outcome: 'created', creates: [{...toLinkWrite(record.externalId, {base: written, theirs: {}}, hash, record), mappingVersion: pair.mappingVersion, fields: written, received: record, status: 'synced'}], converged};
	}
	if (candidate.linkedTo !== null) return ask('unique_collision', `Our record is linked to ${candidate.linkedTo} already.`);
	const plan = planLinked(pair, toUnlinked(record, candidate), changed, fields);
	const link = plan.linkUpdates?.[0];
	const {linkUpdates: _, ...rest} = plan;
	return link === undefined ? rest : {...rest, links: [{...link, internalId: candidate.internalId, tiedBy}], converged: [...converged, ...(plan.converged ?? [])]};
}

/** A candidate seen as a linked record with nothing agreed yet, but what we sent to have it made. Its link id is filled in when the link is written. */
const toUnlinked = (record: ExternalRecord, candidate: Candidate): LinkedRecord => ({
	linkId: '', externalId: record.externalId, internalId: candidate.internalId, base: candidate.creation?.sent ?? {}, theirs: {}, hash: '', externalVersion: undefined,
	isInternalGone: false, status: undefined, elsewhere: candidate.elsewhere ?? 'synced', tiedTo: candidate.tiedTo ?? [], internal: candidate.internal, stored: candidate.creation?.sent ?? {}, edits: new Map(), conflicts: [], externalAt: undefined, externalBy: undefined,
});

const anonymous = {
	linkId: undefined, internalId: undefined, field: undefined, base: undefined, internal: undefined,
	internalAt: undefined, internalBy: undefined, externalAt: undefined, externalBy: undefined,
} as const;

/** A question about a whole record: asked once, and again only when what it is about has changed. */
function askAboutRecord(known: OpenConflict | undefined, conflict: ConflictWrite, outcome: RecordOutcome['outcome']): RecordOutcome {
	if (known === undefined) return {outcome, opened: [conflict]};
	const isSameQuestion = known.type === conflict.type && known.reason === conflict.reason
		&& toCanonicalJson(known.externalValue ?? null) === toCanonicalJson(conflict.external ?? null);
	return isSameQuestion ? {outcome} : {outcome, renewed: [{...conflict, id: known.id}]};
}

type Failure = {readonly stage: string; readonly field: string; readonly externalField: string; readonly message: string};

function reject(pair: Pair, state: PageState, externalId: string, failures: readonly Failure[], raw: JsonValue): RecordOutcome {
	const linked = state.linked.get(externalId);
	const known = linked?.conflicts.find(conflict => conflict.field === undefined && conflict.type === 'validation_error') ?? state.known.get(externalId);
	const kept: JsonValue = JSON.stringify(raw).length > maxKeptRaw ? '(larger than what is kept of a rejected record)' : raw;
	const asked = showQuestion(pair, linked, known, askAboutRecord(known, {
		...anonymous, externalId, linkId: linked?.linkId, internalId: linked?.internalId,
		entityId: linked === undefined ? externalId : toEntityKey(pair.definition, linked.internal), entityLabel: linked === undefined ? '' : labelOf(pair, linked.internal),
		type: 'validation_error', reason: 'transform_failed', external: {failures, record: kept}, note: failures.map(failure => failure.message).join(' '),
	}, 'rejected'));
	// Whatever comes next is looked at anew, even if it is what was agreed on before: only a look answers the question.
	return linked === undefined || linked.hash === '' ? asked : {...asked, linkUpdates: [{...linked, hash: ''}]};
}

/** A record about which a question waits says so. */
function showQuestion({definition}: Pair, linked: LinkedRecord | undefined, known: OpenConflict | undefined, outcome: RecordOutcome): RecordOutcome {
	const isAsked = outcome.opened !== undefined || outcome.renewed !== undefined || known?.status === 'pending';
	if (!isAsked || linked === undefined || linked.isInternalGone || !definition.hasSyncStatus || linked.status === 'conflict') return outcome;
	return {...outcome, recordUpdates: [{internalId: linked.internalId, set: {}, status: 'conflict', raw: undefined}]};
}

type Disappearance = {readonly type: ConflictType; readonly reason: ConflictReason; readonly note: string};

/** One side no longer has the record. What was edited since on the other side decides only how it is told. */
function findDisappearance(linked: LinkedRecord, record: ExternalRecord | undefined): Disappearance | undefined {
	if (linked.isInternalGone) return {type: 'missing_record', reason: 'delete_modify', note: 'Our record was deleted by another program; the other side still has it.'};
	if (!record?.isDeleted) return undefined;
	return linked.edits.size > 0
		? {type: 'missing_record', reason: 'modify_delete', note: 'The other side deleted this record after we had changed ours.'}
		: {type: 'missing_record', reason: 'vanished', note: 'The other side deleted this record.'};
}

function planGone(pair: Pair, linked: LinkedRecord, changed: Pick<ChangedRecord, 'record' | 'hash'> | undefined, gone: Disappearance): RecordOutcome {
	const known = linked.conflicts.find(conflict => conflict.field === undefined && conflict.type === gone.type);
	const asked = showQuestion(pair, linked, known, askAboutRecord(known, {
		...anonymous, ...gone, externalId: linked.externalId, linkId: linked.linkId, internalId: linked.isInternalGone ? undefined : linked.internalId,
		entityId: linked.isInternalGone ? linked.externalId : toEntityKey(pair.definition, linked.internal), entityLabel: labelOf(pair, linked.internal),
		internal: linked.isInternalGone ? undefined : linked.internal, external: undefined,
	}, 'conflicting'));
	return {
		...asked,
		...(changed === undefined ? {} : {linkUpdates: [{...toLinkWrite(linked.externalId, linked, changed.hash, changed.record), linkId: linked.linkId}]}),
	};
}
