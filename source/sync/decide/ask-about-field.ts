import {toEntityKey, toEntityLabel} from '../../core/entity.js';
import type {ConflictWrite, LinkedRecord} from '../../core/stores/page-store.js';
import type {Pair} from '../pair.js';
import type {PlannedConflict} from './plan-record.js';

/** The question about one field of a linked record; `note` says what a person cannot see from the values. Pure. */
export function askAboutField({definition}: Pick<Pair, 'definition'>, linked: Omit<LinkedRecord, 'isInternalGone' | 'status'>, {field, reason, base, internal, external}: Omit<PlannedConflict, 'rule'>, note?: string): ConflictWrite {
	const edit = linked.edits.get(field);
	return {
		externalId: linked.externalId, linkId: linked.linkId, internalId: linked.internalId, entityId: toEntityKey(definition, linked.internal), entityLabel: toEntityLabel(definition, linked.internal),
		type: 'field_mismatch', reason, field, base, internal, external, internalAt: edit?.at, internalBy: edit?.by, externalAt: linked.externalAt, externalBy: linked.externalBy,
		note: note ?? (reason === 'stored_otherwise' ? describeStored(internal, external) : undefined),
	};
}

/** What became of a text on the way, where it is plain to see. */
const describeStored = (sent: PlannedConflict['internal'], shown: PlannedConflict['external']): string | undefined =>
	(typeof sent === 'string' && typeof shown === 'string' && sent.startsWith(shown) ? `Of the ${[...sent].length} characters that were sent, the first ${[...shown].length} are kept there.` : undefined);
