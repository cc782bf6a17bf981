import type {Conflict} from '../core/conflict.js';
import type {JsonValue} from '../core/json.js';
import type {Link} from '../core/stores/link-store.js';
import type {Fields} from '../core/stores/page-store.js';
import type {Stores} from '../core/stores/stores.js';
import {isSameBy, type FieldRule} from '../sync/decide/compare.js';
import type {OperationContext} from './context.js';
import {describeOutcomes, type Outcomes} from './verdicts/describe-outcomes.js';
import type {RecordChoice} from './verdicts/describe-record-verdicts.js';
import {explainConflict} from './explain-conflict.js';
import {loadFieldSituation} from './verdicts/field-situation.js';
import {loadUndoJudgement} from './verdicts/judge-undo.js';
import {loadDisputedRecord} from './verdicts/lock-conflict.js';
import {loadRecordChoices} from './list-record-verdicts.js';
import {contextFields, toContext} from './record-context.js';

/** A conflict, with everything that one needs to judge it. */
export type ConflictDetail = {
	readonly conflict: Conflict;
	/** What each verdict would do, named by its result ("Tenable becomes X"), or why it is not possible here. */
	readonly outcomes: Outcomes;
	/** What can be decided where it is over a whole record; empty for others, and once it is settled. */
	readonly recordVerdicts: readonly RecordChoice[];
	/** Which rule brought it here, in one sentence. */
	readonly explanation: string;
	/** The other mapped fields of the record, with their state. */
	readonly otherFields: readonly {readonly field: string; readonly internal: JsonValue; readonly state: 'agreed' | 'conflict' | 'waits to be sent' | 'never agreed' | 'differs'}[];
	/** Facts of the record that help to decide, in reading order. */
	readonly context: readonly {readonly name: string; readonly value: JsonValue}[];
	/** Why it cannot be undone; undefined when it can, or when it is still pending. */
	readonly undoRefusal: string | undefined;
};

type OtherField = ConflictDetail['otherFields'][number];

/** Everything that one needs to judge a conflict. @throws NOT_FOUND */
export async function getConflict({database}: OperationContext, id: number): Promise<ConflictDetail> {
	const {stores} = database;
	const disputed = await loadDisputedRecord(stores, id);
	const {conflict, link} = disputed;
	const situation = await loadFieldSituation(stores, conflict);
	const before = conflict.status === 'pending' ? undefined : await stores.conflicts.findStateBefore(id);
	const undo = conflict.status === 'pending' ? undefined : await loadUndoJudgement(stores, disputed, before);
	const isLinked = link !== undefined && disputed.record !== undefined;
	const mapped = situation.rules.map(rule => rule.field);
	const fields = link === undefined ? {} : await loadFields(stores, link, mapped);
	return {
		conflict,
		outcomes: describeOutcomes(conflict, {...situation, isLinked}),
		recordVerdicts: conflict.status === 'pending' ? await loadRecordChoices(stores, disputed) : [],
		explanation: explainConflict(conflict, situation.rule),
		otherFields: link === undefined ? [] : await listOtherFields(stores, {conflict, link, rules: situation.rules, fields}),
		context: toContext(conflict.entityType, fields, conflict.fieldName),
		undoRefusal: undo !== undefined && 'refusal' in undo ? undo.refusal : undefined,
	};
}

async function loadFields(stores: Stores, {entityType, internalId}: Link, mapped: readonly string[]): Promise<Fields> {
	const record = await stores.records.find(entityType, internalId, [...new Set([...mapped, ...contextFields[entityType]])]);
	return record?.fields ?? {};
}

type RecordFields = {readonly conflict: Conflict; readonly link: Link; readonly rules: readonly FieldRule[]; readonly fields: Fields};

async function listOtherFields(stores: Stores, {conflict, link, rules, fields}: RecordFields): Promise<readonly OtherField[]> {
	const {entityType, entityId, externalSystemId, fieldName} = conflict;
	const pending = await stores.conflicts.listPendingOfRecord(entityType, entityId);
	const edits = await stores.internalEdits.listFor(entityType, [link.internalId]);
	const inConflict = new Set(pending.filter(other => other.externalSystemId === externalSystemId).map(other => other.fieldName));
	const edited = new Set(edits.filter(edit => edit.externalSystemId === externalSystemId).map(edit => edit.field));
	return rules.filter(({field}) => field !== fieldName).map((rule): OtherField => {
		const internal = fields[rule.field] ?? null;
		return {field: rule.field, internal, state: inConflict.has(rule.field) ? 'conflict' : stateOf(rule, internal, link, edited)};
	});
}

function stateOf(rule: FieldRule, internal: Fields[string], {base}: Link, edited: ReadonlySet<string>): OtherField['state'] {
	const agreed = base[rule.field];
	if (agreed === undefined) return 'never agreed';
	if (isSameBy(rule, internal, agreed)) return 'agreed';
	return edited.has(rule.field) && rule.direction !== 'inbound' ? 'waits to be sent' : 'differs';
}
