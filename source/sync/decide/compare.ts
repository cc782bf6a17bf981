import type {FieldKind} from '../../core/entity.js';
import type {ConflictReason} from '../../core/conflict.js';
import type {JsonValue} from '../../core/json.js';
import type {ConflictStrategy, FieldPolicy, ItemMerge, SyncDirection} from '../../core/policy.js';
import {describeClashes, mergeItems} from './merge-items.js';
import {isSame} from '../mapping/normalize.js';

/** The rules that hold for one field, after the chain field > policy was read. */
export type FieldRule = {
	readonly field: string;
	readonly kind: FieldKind;
	readonly direction: SyncDirection;
	readonly strategy: ConflictStrategy;
	readonly policy: FieldPolicy;
};

/** Three values in canonical form. `undefined` means absent: no base yet, or nothing was sent. */
export type FieldState = {
	readonly base: JsonValue | undefined;
	readonly internal: JsonValue;
	readonly external: JsonValue | undefined;
	/** When each side last moved, by its own clock, where it is known. */
	readonly internalAt?: Date | undefined;
	readonly externalAt?: Date | undefined;
	/** A person chose our value in a conflict: a rule that asks a person has its answer. */
	readonly isDecided?: boolean | undefined;
	/** Another system gives us this field too, and nobody has edited it here. */
	readonly isGivenElsewhere?: boolean | undefined;
	/** The whole internal record, for rules that look at another field. */
	readonly record: Readonly<Record<string, JsonValue>>;
};

/** What is to happen with one field, and which rule says so. */
export type FieldVerdict = {readonly rule: string} & (
	| {readonly kind: 'agree'; readonly value: JsonValue}
	/** The other side said nothing about this field. */
	| {readonly kind: 'unknown'}
	| {readonly kind: 'pull'; readonly value: JsonValue}
	| {readonly kind: 'push'; readonly value: JsonValue}
	/** Both sides become this value. */
	| {readonly kind: 'merge'; readonly value: JsonValue}
	/** Our value stays although the other side differs, and nothing is owed to it. */
	| {readonly kind: 'keep'}
	| {readonly kind: 'conflict'; readonly reason: ConflictReason}
);

/** Whether two values of the rule's field say the same thing. */
export const isSameBy = ({kind, policy}: Pick<FieldRule, 'kind' | 'policy'>, left: JsonValue | undefined, right: JsonValue | undefined): boolean => isSame(kind, left, right, policy.equality);

/** Changes closer together than this are taken for simultaneous: no clock is better. */
export const clockErrorMs = 5_000;

/** Three-way comparison of one field: total, and without a look at any clock or store. */
export function compareField(rule: FieldRule, state: FieldState): FieldVerdict {
	const same = (left: JsonValue | undefined, right: JsonValue | undefined) => isSameBy(rule, left, right);
	const {base, internal} = state;
	const external = toSeen(rule, base, state.external);
	if (external === undefined) return {kind: 'unknown', rule: 'the other side did not send this field'};
	// First: the same value on both sides is never a conflict, however it came about.
	if (same(internal, external)) return {kind: 'agree', value: internal, rule: 'both sides hold the same value'};
	const frozen = state.isDecided && same(external, base) ? undefined : findFrozen(rule, state);
	if (base === undefined) return frozen === undefined ? meetFirst(rule, state, external) : {...frozen, reason: 'initial_mismatch', rule: `first contact: ${frozen.rule}`};
	const refusal = frozen ?? refuseMove(rule, state, external);
	if (same(internal, base)) {
		if (rule.direction === 'outbound') return frozen ?? {kind: 'push', value: internal, rule: 'outbound only: the other side drifted'};
		return refusal ?? {kind: 'pull', value: external, rule: 'only the other side changed'};
	}
	if (same(external, base)) return rule.direction === 'inbound' ? (frozen ?? drift(rule, state, external)) : ((state.isDecided ? undefined : refusal) ?? {kind: 'push', value: internal, rule: 'only our side changed'});
	return refusal ?? mergeOrDecide(rule, state, external);
}

/** A field that only leaves, and that the other side did not show, is there as it was last agreed on: what it never shows can still be owed. */
export const toSeen = ({direction}: FieldRule, base: JsonValue | undefined, external: JsonValue | undefined): JsonValue | undefined =>
	(external === undefined && direction === 'outbound' ? (base ?? null) : external);

/** No base: nothing tells who changed what. An empty field of ours may be filled; nothing else moves without a rule. */
function meetFirst(rule: FieldRule, state: FieldState, external: JsonValue): FieldVerdict {
	if (state.internal === null && rule.direction !== 'outbound') return {kind: 'pull', value: external, rule: 'first contact: our side was empty'};
	if (external === null) {
		return rule.direction === 'inbound'
			? {kind: 'keep', rule: 'first contact: the other side is empty, and an empty value never erases ours'}
			: {kind: 'push', value: state.internal, rule: 'first contact: the other side was empty'};
	}
	const verdict = decide(rule, state, external);
	const why = rule.strategy === 'manual' ? 'nothing tells which is right, and the strategy is manual' : verdict.rule;
	return verdict.kind === 'conflict' ? {...verdict, reason: 'initial_mismatch', rule: `first contact: ${why}`} : verdict;
}

/** An inbound-only field that was edited on our side, or that ours has from another system since. */
function drift(rule: FieldRule, {isGivenElsewhere}: FieldState, external: JsonValue): FieldVerdict {
	if (isGivenElsewhere) return {kind: 'keep', rule: 'inbound only: another system gives it too, and this one has not moved'};
	switch (rule.strategy) {
		case 'external_wins':
			return {kind: 'pull', value: external, rule: 'inbound only: our edit is taken back (external_wins)'};
		case 'internal_wins':
			return {kind: 'keep', rule: 'inbound only: our edit stays here (internal_wins)'};
		case 'newest_wins':
		case 'manual':
			return {kind: 'conflict', reason: 'drift', rule: `inbound only, and our side was edited (${rule.strategy})`};
	}
}

/** Whether the record is in a state in which no difference of this field may go away by itself. */
export const isFrozen = ({frozenWhen}: FieldPolicy, record: FieldState['record']): boolean =>
	frozenWhen !== undefined && frozenWhen.values.some(value => value === record[frozenWhen.field]);

type Refusal = Extract<FieldVerdict, {kind: 'conflict'}>;

function findFrozen({policy}: FieldRule, {record}: FieldState): Refusal | undefined {
	const field = policy.frozenWhen?.field ?? '';
	return isFrozen(policy, record) ? {kind: 'conflict', reason: 'frozen', rule: `frozen while ${field} is "${String(record[field])}"`} : undefined;
}

/** A state that may not follow the one before: only a person may make that move. A state in another spelling is the same one. */
function refuseMove(rule: FieldRule, {internal, base}: FieldState, external: JsonValue): Refusal | undefined {
	const {states} = rule.policy;
	if (states === undefined || typeof base !== 'string') return undefined;
	const same = (left: JsonValue, right: JsonValue): boolean => isSameBy(rule, left, right);
	const [, allowed = []] = Object.entries(states).find(([from]) => same(from, base)) ?? [];
	const illegal = [internal, external].find(value => !same(value, base) && !allowed.some(to => same(to, value)));
	return illegal === undefined ? undefined : {kind: 'conflict', reason: 'illegal_move', rule: `"${base}" may not become "${String(illegal)}"`};
}

function mergeOrDecide(rule: FieldRule, state: FieldState, external: JsonValue): FieldVerdict {
	const {merge} = rule.policy;
	if (typeof merge === 'object') return mergeLists(rule, merge, state, external);
	const merged = mergeValues(merge, rule.policy.equality, state, external);
	if (merged !== undefined && rule.direction === 'bidirectional') return {kind: 'merge', value: merged, rule: `merge: ${merge}`};
	return decide(rule, state, external);
}

/** Item by item: only what both sides did to one item is left to the strategy, which may leave it to a person. */
function mergeLists(rule: FieldRule, by: ItemMerge, {base, internal, ...state}: FieldState, external: JsonValue): FieldVerdict {
	const decided = decide(rule, {base, internal, ...state}, external);
	const winner = decided.kind === 'pull' ? 'theirs' : decided.kind === 'push' ? 'ours' : undefined;
	const merged = rule.direction === 'bidirectional' ? mergeItems(by, {base, ours: internal, theirs: external}, winner) : undefined;
	if (merged === undefined) return decided;
	const {value, clashes} = merged;
	if (clashes.length > 0 && winner === undefined) return {...decided, rule: `both sides changed ${describeClashes(clashes)}, and ${rule.strategy} leaves it to a person`};
	const why = `merge: items by ${by.itemsBy}${clashes.length === 0 ? '' : `; ${rule.strategy} decides ${describeClashes(clashes)}`}`;
	if (isSameBy(rule, value, external)) return {kind: 'pull', value: external, rule: why};
	return isSameBy(rule, value, internal) ? {kind: 'push', value: internal, rule: why} : {kind: 'merge', value, rule: why};
}

function decide(rule: FieldRule, state: FieldState, external: JsonValue): FieldVerdict {
	const pull: FieldVerdict = rule.direction === 'outbound' ? {kind: 'conflict', reason: 'both_changed', rule: 'outbound only, and the other side wins by strategy'} : {kind: 'pull', value: external, rule: rule.strategy};
	const push: FieldVerdict = rule.direction === 'inbound' ? {kind: 'keep', rule: `${rule.strategy}, inbound only`} : {kind: 'push', value: state.internal, rule: rule.strategy};
	switch (rule.strategy) {
		case 'external_wins':
			return pull;
		case 'internal_wins':
			return push;
		case 'newest_wins': {
			const ahead = state.internalAt === undefined || state.externalAt === undefined ? 0 : state.internalAt.getTime() - state.externalAt.getTime();
			if (Math.abs(ahead) > clockErrorMs) return ahead > 0 ? push : pull;
			return {kind: 'conflict', reason: 'both_changed', rule: 'newest_wins, but the clocks cannot tell which is newer'};
		}
		case 'manual':
			return {kind: 'conflict', reason: 'both_changed', rule: 'both sides changed, and the strategy is manual'};
	}
}

/** What two changed values become together; undefined when the rule does not apply to them. */
function mergeValues(merge: Exclude<FieldPolicy['merge'], ItemMerge>, equality: FieldPolicy['equality'], {base, internal}: FieldState, external: JsonValue): JsonValue | undefined {
	switch (merge) {
		case undefined:
			return undefined;
		case 'max':
		case 'min':
			if (typeof internal !== 'number' || typeof external !== 'number') return undefined;
			return merge === 'max' ? Math.max(internal, external) : Math.min(internal, external);
		case 'union':
			return uniteLists(base, internal, external, equality?.separator ?? ',');
		case 'append':
			return appendTexts(base, internal, external);
	}
}

/** Both additions stay, and what either side removed is gone. */
function uniteLists(base: JsonValue | undefined, internal: JsonValue, external: JsonValue, separator: string): JsonValue | undefined {
	const toItems = (value: JsonValue | undefined): readonly string[] | undefined => {
		if (value === null || value === undefined) return [];
		if (typeof value === 'string') return value.split(separator).map(item => item.trim()).filter(item => item !== '');
		return Array.isArray(value) && value.every(item => typeof item === 'string') ? (value as readonly string[]) : undefined;
	};
	const [old, ours, theirs] = [toItems(base), toItems(internal), toItems(external)];
	if (old === undefined || ours === undefined || theirs === undefined) return undefined;
	const all = [...new Set([...ours, ...theirs])];
	const kept = all.filter(item => !old.includes(item) || (ours.includes(item) && theirs.includes(item)));
	return typeof internal === 'string' || typeof external === 'string' ? kept.join(separator) : kept;
}

/** Both tails, theirs first, when both only wrote on after the base. */
function appendTexts(base: JsonValue | undefined, internal: JsonValue, external: JsonValue): JsonValue | undefined {
	const start = base ?? '';
	if (typeof start !== 'string' || typeof internal !== 'string' || typeof external !== 'string') return undefined;
	if (!internal.startsWith(start) || !external.startsWith(start)) return undefined;
	return external + internal.slice(start.length);
}
