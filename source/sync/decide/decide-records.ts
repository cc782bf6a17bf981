import type {Candidate, LinkedRecord, OpenConflict} from '../../core/stores/page-store.js';
import type {Correlation} from '../correlate/correlate-record.js';
import type {ChangedRecord, DecidedRecord} from './decided-record.js';
import {passesFilters} from './filter-record.js';
import {keyMark, meetStranger, rowMark, toTie, type Taken} from './meet-stranger.js';
import type {NamedUnreadable} from './name-unreadable.js';
import type {Pair} from '../pair.js';
import {planLinked} from './plan-linked.js';
import {rejectRecord} from './reject-record.js';

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
		if (mapped.kind === 'invalid') return {...decided, outcome: rejectRecord(pair, state, {externalId: record.externalId, failures: mapped.failures, raw: record.fields})};
		const {fields} = mapped;
		if (pair.policy.filters.length > 0 && !passesFilters(pair.policy.filters, {...linked?.internal, ...fields})) return {...decided, outcome: {outcome: 'filtered'}};
		if (linked !== undefined) return {...decided, outcome: planLinked(pair, linked, changed, fields)};
		// What we had made is ours, whatever else it resembles.
		const made = record.marker === undefined ? undefined : byMarker.get(record.marker);
		const own = byExternalId.get(record.externalId) ?? [];
		const matching = made === undefined ? [...new Set([...own, ...(byKey.get(key) ?? [])])] : [made];
		const tie = matching.length > 0 ? {candidates: matching, tiedBy: made !== undefined ? 'what we had made' : own.length > 0 ? 'external id' : 'natural key'} : toTie(state.candidates, state.correlated?.get(record.externalId) ?? {kind: 'none'});
		const {candidates} = tie;
		const outcome = meetStranger(pair, changed, {...tie, fields, key, taken, known: state.known.get(record.externalId)});
		if (outcome.creates !== undefined) taken.add(keyMark(key));
		for (const {internalId} of outcome.links ?? []) taken.add(rowMark(internalId));
		return {...decided, outcome, internal: outcome.links === undefined ? undefined : candidates[0]?.internal};
	});
	const unreadable = state.unreadable.map((item): DecidedRecord => {
		const {externalId, reason, raw} = item;
		const outcome = rejectRecord(pair, state, {externalId, raw, failures: [{stage: item.stage ?? 'parse', field: '', externalField: '', message: reason}]});
		return {source: {kind: 'unreadable', unreadable: item}, externalId, linkId: undefined, internal: undefined, outcome};
	});
	return [...read, ...unreadable];
}
