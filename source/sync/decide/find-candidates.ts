import {correlationRules} from '../../core/correlation-rule.js';
import {toEntityKey} from '../../core/entity.js';
import type {Candidate, CorrelationCandidate, PageScope} from '../../core/stores/page-store.js';
import {correlateRecord, readFacts, readOurFacts, settleClaims, type Correlation} from '../correlate/correlate-record.js';
import type {PageState} from './decide-records.js';
import type {ChangedRecord} from './decided-record.js';
import type {NamedUnreadable} from './name-unreadable.js';
import type {PageReader} from './page-reader.js';
import type {Pair} from '../pair.js';

/** External records of a page that have no link. */
export type Strangers = {readonly records: readonly ChangedRecord[]; readonly unreadable: readonly NamedUnreadable[]};

/** The pair, and the run in which its page is decided. */
export type Place = {readonly scope: PageScope; readonly pair: Pair};

/** Rows of ours that strangers may be, by id, natural key, marker or correlation, and what is asked about strangers already. */
export async function findCandidates(pages: PageReader, place: Place, {records, unreadable}: Strangers): Promise<Pick<PageState, 'candidates' | 'correlated' | 'known'>> {
	const {scope, pair} = place;
	const externalIds = [...records.map(({record}) => record.externalId), ...unreadable.map(({externalId}) => externalId)];
	if (externalIds.length === 0) return {candidates: [], known: new Map()};
	const keys = records.flatMap(({mapped}) => (mapped.kind === 'mapped' ? [mapped.fields] : []));
	const markers = new Set(records.flatMap(({record}) => record.marker ?? []));
	const candidates = await pages.findCandidates(scope, {externalIds, keys, markers: [...markers]}, pair.fields);
	const wanted = new Set(records.map(({key}) => key));
	const ids = new Set(externalIds);
	const conflicts = await pages.listUnlinkedConflicts(scope.externalSystemId, pair.definition.entityType, externalIds);
	const matching = candidates.filter(({key, externalId, creation}) => wanted.has(key) || (externalId !== null && ids.has(externalId)) || (creation !== undefined && markers.has(creation.marker)));
	const {rows, correlated} = await correlate(pages, place, {records, matching});
	const matched = new Set(matching.map(({internalId}) => internalId));
	return {
		correlated,
		candidates: await readElsewhere(pages, pair, await hold(pages, pair, [...matching, ...rows.filter(({internalId}) => !matched.has(internalId))])),
		known: new Map(conflicts.map(conflict => [conflict.externalId, conflict])),
	};
}

/** What the rules of correlation say of strangers that nothing else makes known, with the rows of ours that are meant. */
async function correlate(pages: PageReader, {scope, pair: {definition, fields}}: Place, {records, matching}: {readonly records: readonly ChangedRecord[]; readonly matching: readonly Candidate[]}) {
	const rules = correlationRules[definition.entityType] ?? [];
	const none = {rows: [] as readonly CorrelationCandidate[], correlated: new Map<string, Correlation>()};
	if (rules.length === 0) return none;
	const known = new Set(matching.flatMap(({key, externalId, creation}) => [`key ${key}`, `id ${externalId ?? ''}`, `marker ${creation?.marker ?? ''}`]));
	const unknown = records.filter(({record, mapped, key}) => mapped.kind === 'mapped' && record.isDeleted !== true
		&& !known.has(`key ${key}`) && !known.has(`id ${record.externalId}`) && !(record.marker !== undefined && known.has(`marker ${record.marker}`)));
	if (unknown.length === 0 || scope.mayCorrelate === false) return none;
	const shown = unknown.map(({record}) => ({externalId: record.externalId, facts: readFacts(rules, record.fields)}));
	// The first evidence of a rule narrows the search; the rest is compared here.
	const probes = rules.flatMap(({evidence: [evidence]}, index) => (evidence === undefined ? [] : [{evidence, values: [...new Set(shown.flatMap(({facts}) => [...(facts[index]?.[0] ?? [])]))]}]));
	const rows = await pages.findCorrelated(scope, [...probes, ...rules.flatMap(({evidence}) => evidence.slice(1).map(one => ({evidence: one, values: []})))], fields);
	const ours = rows.map(({internalId, columns, received}) => ({internalId, facts: readOurFacts(rules, columns, received)}));
	return {rows, correlated: settleClaims(new Map(shown.map(({externalId, facts}) => [externalId, correlateRecord(rules, facts, ours)])))};
}

/** Another program may write a row between our first look and our write: what is decided about a candidate holds it. */
async function hold(pages: PageReader, {definition, fields}: Pair, candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
	if (pages.holdRecords === undefined || candidates.length === 0) return candidates;
	const held = await pages.holdRecords(definition, candidates.map(({internalId}) => internalId), fields);
	return candidates.flatMap(candidate => {
		const internal = held.get(candidate.internalId);
		return internal === undefined ? [] : [{...candidate, internal, key: toEntityKey(definition, internal)}];
	});
}

/** After they are held: what another system is owed of them is decided with the rows. */
async function readElsewhere(pages: PageReader, {system, definition}: Pair, candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
	if (candidates.length === 0) return candidates;
	const ties = await pages.readTies(system.id, definition.entityType, candidates.map(({internalId}) => internalId));
	return ties.size === 0 ? candidates : candidates.map(candidate => ({...candidate, ...ties.get(candidate.internalId)}));
}
