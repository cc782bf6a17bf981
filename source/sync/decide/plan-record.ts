import type {ConflictReason} from '../../core/conflict.js';
import {toCanonicalJson, type JsonValue} from '../../core/json.js';
import type {Fields, LinkedRecord, OpenConflict, SyncStatus} from '../../core/stores/page-store.js';
import {compareField, isSameBy, toSeen, type FieldRule, type FieldVerdict} from './compare.js';
import {showsSent} from './extends-value.js';
import {isCut} from './is-cut.js';

/** One record as it is on both sides, when a run looks at it; its base is empty on first contact. */
export type RecordState = Pick<LinkedRecord, 'base' | 'theirs' | 'internal' | 'edits' | 'conflicts' | 'sent' | 'stored' | 'restoring' | 'externalAt'> & {
	/** The mapped external values; fields that were not sent are missing. */
	readonly external: Fields;
	/** Fields that another system gives us too, as in `findGivenElsewhere`. */
	readonly givenElsewhere?: ReadonlySet<string>;
	/** Fields whose mapping was changed since they were agreed on, while the other side was not. */
	readonly remapped?: ReadonlySet<string>;
};

export type PlannedConflict = {
	readonly field: string;
	readonly reason: ConflictReason;
	readonly base: JsonValue | undefined;
	readonly internal: JsonValue;
	readonly external: JsonValue | undefined;
	readonly rule: string;
};

/** What a run would do with one record; nothing is written yet. */
export type RecordPlan = {
	/** Fields of ours that take a new value. */
	readonly set: Fields;
	readonly base: Fields;
	readonly theirs: Fields;
	readonly isBaseMoved: boolean;
	/** Fields that are owed to the other side, with what they held before. */
	readonly owed: readonly string[];
	/** Captured edits that need no more attention. */
	readonly settledEdits: readonly string[];
	readonly opened: readonly PlannedConflict[];
	readonly renewed: readonly (PlannedConflict & {readonly id: number})[];
	readonly converged: readonly number[];
	readonly superseded: readonly number[];
	readonly status: SyncStatus;
	/** Whether any question about this record waits for a person after this. */
	readonly isConflicting: boolean;
};

type FieldPlan = {
	readonly set?: JsonValue;
	/** Undefined leaves the base as it is. */
	readonly base?: JsonValue;
	readonly isOwed?: boolean;
	readonly isSettled?: boolean;
	readonly opened?: PlannedConflict;
	readonly renewed?: PlannedConflict & {readonly id: number};
	readonly converged?: number;
	readonly superseded?: number;
	readonly isWaiting?: boolean;
};

/** Decides every mapped field of one record: pure, total, and the same for the same state. */
export function planRecord(rules: readonly FieldRule[], found: RecordState): RecordPlan {
	const state = {...found, external: withoutRestoring(rules, found)};
	const set: Record<string, JsonValue> = {};
	const base: Record<string, JsonValue> = {...state.base};
	const theirs: Record<string, JsonValue> = {...state.theirs};
	const plans = rules.map(rule => ({rule, plan: planField(rule, state)}));
	let isBaseMoved = false;
	for (const {rule, plan} of plans) {
		if (plan.set !== undefined) set[rule.field] = plan.set;
		if (plan.base !== undefined) {
			base[rule.field] = plan.base;
			isBaseMoved = true;
		}
		const external = state.external[rule.field];
		if (external === undefined) continue;
		if (isSameBy(rule, base[rule.field], external)) delete theirs[rule.field];
		else theirs[rule.field] = external;
	}
	const fieldsWhere = (holds: (plan: FieldPlan) => boolean | undefined) => plans.filter(({plan}) => holds(plan)).map(({rule}) => rule.field);
	const owed = fieldsWhere(plan => plan.isOwed);
	const isConflicting = plans.some(({plan}) => plan.isWaiting) || asksBeside(rules, state);
	return {
		set, base, theirs, isBaseMoved, owed,
		settledEdits: fieldsWhere(plan => plan.isSettled).filter(field => state.edits.has(field)),
		opened: plans.flatMap(({plan}) => plan.opened ?? []),
		renewed: plans.flatMap(({plan}) => plan.renewed ?? []),
		converged: plans.flatMap(({plan}) => plan.converged ?? []),
		superseded: plans.flatMap(({plan}) => plan.superseded ?? []),
		status: isConflicting ? 'conflict' : owed.length > 0 ? 'pending' : 'synced',
		isConflicting,
	};
}

/** Whether a question waits about a field that is compared no more: only a person ends it. */
const asksBeside = (rules: readonly FieldRule[], {conflicts}: RecordState): boolean =>
	conflicts.some(({field, status}) => status === 'pending' && field !== undefined && !rules.some(rule => rule.field === field));

function withoutRestoring(rules: readonly FieldRule[], {external, restoring = {}}: RecordState): Fields {
	const isHidden = (field: string): boolean => {
		const rule = rules.find(known => known.field === field);
		return rule !== undefined && isSameBy(rule, external[field], restoring[field]);
	};
	const hidden = new Set(Object.keys(restoring).filter(isHidden));
	return hidden.size === 0 ? external : Object.fromEntries(Object.entries(external).filter(([field]) => !hidden.has(field)));
}

function planField(rule: FieldRule, state: RecordState): FieldPlan {
	const edit = state.edits.get(rule.field);
	const known = state.conflicts.find(conflict => conflict.field === rule.field);
	const internal = state.internal[rule.field] ?? null;
	const base = state.base[rule.field];
	const external = toSeen(rule, base, state.external[rule.field]);
	// Our own write, come back: it is no change of theirs, whatever we have made of ours since.
	const sent = state.sent?.[rule.field];
	const isWhole = sent !== undefined && showsSent(rule, sent, external);
	const isCutEcho = !isWhole && rule.direction !== 'inbound' && isCut(sent, external) && !isSameBy(rule, base, external);
	// The look that tells what became of it also asks about the rest: until then it is owed, as before.
	if (isCutEcho && isSameBy(rule, internal, sent)) return {isOwed: true, isWaiting: known?.status === 'pending'};
	const isEcho = isWhole || isCutEcho;
	// What they took and do not store as it was sent is no change of theirs either: ours is neither lost by it nor sent for ever.
	const stored = state.stored?.[rule.field];
	const isTheirs = rule.direction === 'inbound' && rule.strategy === 'external_wins';
	if (stored !== undefined && external !== undefined && !isTheirs && isStoredOtherwise(rule, {sent: stored, internal, external})) {
		return {base: external, ...planConflict(rule, known, {field: rule.field, reason: 'stored_otherwise', base: external, internal, external, rule: 'the other side does not store it as it was sent'})};
	}
	// Theirs is what was agreed on, in another form: an edit of ours stays one, and what nobody edited takes the new form.
	const isRemapped = state.remapped?.has(rule.field) === true && external !== undefined;
	const isUnedited = isSameBy(rule, internal, base);
	const hasNewForm = isRemapped && isUnedited && rule.direction !== 'outbound' && toCanonicalJson(internal) !== toCanonicalJson(external);
	const verdict: FieldVerdict = hasNewForm ? {kind: 'pull', value: external, rule: 'only the mapping changed'} : compareField(rule, {
		base: isEcho || (isRemapped && !isUnedited) ? external : base, internal, external, internalAt: edit?.at, externalAt: state.externalAt, isDecided: edit?.isDecided,
		isGivenElsewhere: state.givenElsewhere?.has(rule.field), record: state.internal,
	});
	if (verdict.kind === 'unknown') return {isWaiting: known?.status === 'pending'};
	if (verdict.kind === 'conflict') return planConflict(rule, known, {field: rule.field, reason: verdict.reason, base, internal, external, rule: verdict.rule});
	// What the other side refused for good, or stores in its own way, stays a question until a person answers it or a side moves.
	const isRefused = (known?.reason === 'external_rejected' || known?.reason === 'stored_otherwise') && verdict.kind === 'push';
	if (isRefused && isSameBy(rule, known.internalValue, internal) && isSameBy(rule, known.externalValue, external)) return leaveAsked(known);
	const closed: FieldPlan = known?.status !== 'pending' ? {} : verdict.kind === 'agree' ? {converged: known.id} : {superseded: known.id};
	return {...closed, ...applyVerdict(rule, verdict, base, external ?? null)};
}

/** Keys that the other side adds to what was sent are what it says of its own. */
const isStoredOtherwise = (rule: FieldRule, {sent, internal, external}: {readonly sent: JsonValue; readonly internal: JsonValue; readonly external: JsonValue}): boolean =>
	isSameBy(rule, internal, sent) && !showsSent(rule, sent, external);

function applyVerdict(rule: FieldRule, verdict: Exclude<FieldVerdict, {kind: 'unknown' | 'conflict'}>, base: JsonValue | undefined, external: JsonValue): FieldPlan {
	const moveBase = (value: JsonValue): FieldPlan => (isSameBy(rule, base, value) ? {} : {base: value});
	switch (verdict.kind) {
		case 'agree':
			return {...moveBase(verdict.value), isSettled: true};
		case 'pull':
			return {set: verdict.value, base: external, isSettled: true};
		case 'merge':
			return {set: verdict.value, ...moveBase(external), ...(isSameBy(rule, verdict.value, external) ? {isSettled: true} : {isOwed: true})};
		case 'push':
			// The base follows the other side: what remains is a change of ours alone, which a later run cannot mistake.
			return {...moveBase(external), isOwed: true};
		case 'keep':
			// Without a base nothing was ever agreed, and keeping our value is no agreement either.
			return base === undefined ? {isSettled: true} : {...moveBase(external), isSettled: true};
	}
}

/** One question per field: asked once, updated when a side moves, and not asked again while a person has put it aside. */
function planConflict(rule: FieldRule, known: OpenConflict | undefined, planned: PlannedConflict): FieldPlan {
	if (known === undefined) return {opened: planned, isWaiting: true};
	const hasMoved =
		!isSameBy(rule, known.internalValue, planned.internal) ||
		!isSameBy(rule, known.externalValue, planned.external);
	return hasMoved ? {renewed: {...planned, id: known.id}, isWaiting: true} : leaveAsked(known);
}

/** What a person has put aside stays aside when both sides come back to it: an edit that led there is owed to nobody. */
const leaveAsked = ({status}: OpenConflict): FieldPlan => ({isWaiting: status === 'pending', isSettled: status === 'ignored'});
