import type {ConflictReason, ConflictType} from '../../core/conflict.js';
import type {ExternalRecord} from '../../core/connector.js';
import {toEntityKey, toEntityLabel} from '../../core/entity.js';
import {toCanonicalJson} from '../../core/json.js';
import type {ConflictWrite, Fields, LinkedRecord} from '../../core/stores/page-store.js';
import {askAboutField} from './ask-about-field.js';
import {anonymous, askAboutRecord, showQuestion} from './ask-about-record.js';
import type {ChangedRecord} from './decided-record.js';
import {findGivenElsewhere} from './find-given-elsewhere.js';
import {findOwedElsewhere} from './find-owed-elsewhere.js';
import {findRemapped} from './find-remapped.js';
import type {RecordOutcome} from './page-plan.js';
import type {Pair} from '../pair.js';
import {planRecord, type PlannedConflict} from './plan-record.js';
import {asksAboutWhole, statusOfRecord} from './status-of-record.js';
import {toLinkWrite} from './to-link-write.js';

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
		...(isUpdated || isStatusMoved ? {recordUpdates: [{internalId: linked.internalId, set: plan.set, status, raw: pair.definition.keepsRaw && record?.isPartial !== true ? record?.fields : undefined}]} : {}),
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

/** Without a fresh look at the other side, what we knew of its last change stays true. */
const keepSeen = (changed: unknown, linked: LinkedRecord) =>
	changed === undefined ? {hash: linked.hash, mappingVersion: linked.mappingVersion, externalVersion: linked.externalVersion, externalAt: linked.externalAt, externalBy: linked.externalBy} : {};

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
		entityId: linked.isInternalGone ? linked.externalId : toEntityKey(pair.definition, linked.internal), entityLabel: toEntityLabel(pair.definition, linked.internal),
		internal: linked.isInternalGone ? undefined : linked.internal, external: undefined,
	}, 'conflicting'));
	return {
		...asked,
		...(changed === undefined ? {} : {linkUpdates: [{...toLinkWrite(linked.externalId, linked, changed.hash, changed.record), linkId: linked.linkId}]}),
	};
}
