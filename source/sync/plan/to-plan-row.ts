import {toEntityKey, toEntityLabel} from '../../core/entity.js';
import type {PlanRow, PlanRowKind} from '../../core/sync-plan.js';
import type {Fields} from '../../core/stores/page-store.js';
import type {RecordOutcome} from '../decide/page-plan.js';
import type {Pair} from '../pair.js';
import type {DecidedRecord} from '../decide/decided-record.js';

/** What a plan shows of one record: before and after of each field of ours, and what would be asked. Pure. */
export function toPlanRow({system, definition, shared}: Pair, {externalId, internal, outcome}: DecidedRecord): PlanRow {
	const created = outcome.creates?.[0]?.fields;
	const ours: Fields = internal ?? created ?? {};
	const questions = [...(outcome.opened ?? []), ...(outcome.renewed ?? [])];
	const after: Fields = created ?? outcome.recordUpdates?.[0]?.set ?? {};
	const known = Object.keys(ours).length > 0;
	return {
		externalSystemId: system.id, entityType: definition.entityType, kind: toKind(outcome), externalId,
		entityId: known ? toEntityKey(definition, ours) : (questions[0]?.entityId ?? ''),
		label: known ? toEntityLabel(definition, ours) : (questions[0]?.entityLabel ?? ''),
		changes: Object.entries(after).map(([field, value]) => ({field, before: internal?.[field], after: value})),
		questions: questions.map(question => ({field: question.field, reason: question.reason, internal: question.internal, external: question.external, note: question.note})),
		owed: [
			...(outcome.owed ?? []).map(({field}) => field),
			...(outcome.owedElsewhere ?? []).map(({field, externalSystemId}) => `${field} (to ${shared.get(field)?.find(({id}) => id === externalSystemId)?.systemName ?? 'another system'})`),
		],
	};
}

function toKind({outcome, links}: RecordOutcome): PlanRowKind {
	switch (outcome) {
		case 'created':
		case 'conflicting':
		case 'rejected':
			return outcome;
		case 'updated':
		case 'unchanged':
		case 'filtered':
			return (links ?? []).length > 0 ? 'linked' : outcome === 'updated' ? 'updated' : 'noted';
	}
}
