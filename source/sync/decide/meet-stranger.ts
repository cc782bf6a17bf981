import type {ConflictReason} from '../../core/conflict.js';
import type {ExternalRecord} from '../../core/connector.js';
import {toEntityLabel} from '../../core/entity.js';
import type {Candidate, Fields, LinkedRecord, OpenConflict} from '../../core/stores/page-store.js';
import {anonymous, askAboutRecord} from './ask-about-record.js';
import type {Correlation} from '../correlate/correlate-record.js';
import type {ChangedRecord} from './decided-record.js';
import type {RecordOutcome} from './page-plan.js';
import type {Pair} from '../pair.js';
import {planLinked} from './plan-linked.js';
import {toCreation} from './to-creation.js';

/** Natural keys and rows of ours that this listing has given away. */
export type Taken = {readonly has: (text: string) => boolean; readonly add: (text: string) => unknown};

export const keyMark = (key: string): string => `key ${key}`;
export const rowMark = (internalId: string): string => `row ${internalId}`;

/** Rows of ours that a stranger may be, and by what; `doubt` says why a person has to tell. */
export type Tie = {readonly candidates: readonly Candidate[]; readonly tiedBy: string; readonly doubt?: string};

/** The rows that correlation names. */
export function toTie(candidates: readonly Candidate[], correlation: Correlation): Tie {
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

type Meeting = Tie & {
	readonly fields: Fields;
	readonly key: string;
	readonly taken: Taken;
	/** What is asked about the record already. */
	readonly known: OpenConflict | undefined;
};

/** First contact: one candidate links, several, a doubtful or a taken one are for a person, none creates. */
export function meetStranger(pair: Pair, changed: ChangedRecord, {fields, key, candidates, tiedBy, doubt, taken, known}: Meeting): RecordOutcome {
	const {record, hash} = changed;
	const converged = known === undefined ? [] : [known.id];
	const [candidate] = candidates;
	const ask = (reason: ConflictReason, note: string): RecordOutcome => askAboutRecord(known, {
		...anonymous, externalId: record.externalId, entityId: key, entityLabel: toEntityLabel(pair.definition, fields), type: 'duplicate', reason, external: fields, note,
		internal: candidates.map(({internalId, linkedTo, key: theirKey}) => ({id: internalId, key: theirKey, linkedTo})),
	}, 'conflicting');
	if (doubt !== undefined && candidate !== undefined) return ask('unique_collision', doubt);
	if (candidates.length > 1) return ask('unique_collision', `${candidates.length} of our records match this one.`);
	if (taken.has(keyMark(key)) || (candidate !== undefined && taken.has(rowMark(candidate.internalId)))) return ask('unique_collision', 'Another record of the same listing is the same one of ours.');
	if (candidate === undefined) return {outcome: 'created', creates: [toCreation(pair, record, hash, fields)], converged};
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
