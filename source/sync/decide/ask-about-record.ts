import {toCanonicalJson} from '../../core/json.js';
import type {ConflictWrite, LinkedRecord, OpenConflict} from '../../core/stores/page-store.js';
import type {RecordOutcome} from './page-plan.js';
import type {Pair} from '../pair.js';

/** What a question about a whole record leaves open. */
export const anonymous = {
	linkId: undefined, internalId: undefined, field: undefined, base: undefined, internal: undefined,
	internalAt: undefined, internalBy: undefined, externalAt: undefined, externalBy: undefined,
} as const;

/** A question about a whole record: asked once, and again only when what it is about has changed. */
export function askAboutRecord(known: OpenConflict | undefined, conflict: ConflictWrite, outcome: RecordOutcome['outcome']): RecordOutcome {
	if (known === undefined) return {outcome, opened: [conflict]};
	const isSameQuestion = known.type === conflict.type && known.reason === conflict.reason
		&& toCanonicalJson(known.externalValue ?? null) === toCanonicalJson(conflict.external ?? null);
	return isSameQuestion ? {outcome} : {outcome, renewed: [{...conflict, id: known.id}]};
}

/** A record about which a question waits says so. */
export function showQuestion({definition}: Pair, linked: LinkedRecord | undefined, known: OpenConflict | undefined, outcome: RecordOutcome): RecordOutcome {
	const isAsked = outcome.opened !== undefined || outcome.renewed !== undefined || known?.status === 'pending';
	if (!isAsked || linked === undefined || linked.isInternalGone || !definition.hasSyncStatus || linked.status === 'conflict') return outcome;
	return {...outcome, recordUpdates: [{internalId: linked.internalId, set: {}, status: 'conflict', raw: undefined}]};
}
