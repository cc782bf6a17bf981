import type {FieldKind} from '../../core/entity.js';
import type {JsonValue} from '../../core/json.js';
import type {FieldMapping} from '../../core/mapping.js';
import type {FieldPolicy} from '../../core/policy.js';
import type {LinkedRecord} from '../../core/stores/page-store.js';
import {compareField, isFrozen, type FieldRule, type FieldVerdict} from './compare.js';
import {isLeftOut} from './filter-record.js';
import {findGivenElsewhere} from './find-given-elsewhere.js';
import type {Pair} from '../pair.js';

/** One link of the chain field > mapping > policy > system: what it says about the field. */
export type RuleStep = {
	readonly level: 'field' | 'mapping' | 'policy' | 'system';
	readonly says: string;
	/** The verdict follows from this one. Where the values alone give it (both are the same), none does. */
	readonly isDeciding: boolean;
};

/** Why a field is as it is. Values are canonical; `undefined` means absent. */
export type FieldExplanation = {
	readonly field: string;
	readonly externalField: string;
	readonly kind: FieldKind;
	readonly base: JsonValue | undefined;
	readonly internal: JsonValue;
	readonly external: JsonValue | undefined;
	readonly internalChange: {readonly at: Date | undefined; readonly by: string} | undefined;
	/** When and by whom the other side's record last changed, as far as it tells; it tells of no single field. */
	readonly externalChange: {readonly at: Date | undefined; readonly by: string | undefined};
	/** What the next run decides when neither side moves; undefined: the field is not compared. */
	readonly verdict: FieldVerdict | undefined;
	readonly conflict: {readonly id: number; readonly status: 'pending' | 'ignored'} | undefined;
	readonly chain: readonly RuleStep[];
};

/** Explains one mapped field of a linked record by the function that decides it. Pure. */
export function explainField(pair: Pair, mapping: FieldMapping, linked: LinkedRecord): FieldExplanation {
	const {internalField: field} = mapping;
	const rule = pair.rules.find(one => one.field === field);
	const edit = linked.edits.get(field);
	const conflict = linked.conflicts.find(one => one.field === field);
	const external = Object.hasOwn(linked.theirs, field) ? linked.theirs[field] : linked.base[field];
	const internal = linked.internal[field] ?? null;
	const isOut = isLeftOut(pair, linked);
	const compared = rule && compareField(rule, {
		base: linked.base[field], internal, external, internalAt: edit?.at, externalAt: linked.externalAt, isDecided: edit?.isDecided,
		isGivenElsewhere: findGivenElsewhere(pair, linked).has(field), record: linked.internal,
	});
	const verdict: FieldVerdict | undefined = isOut && compared !== undefined && compared.kind !== 'agree' ? {kind: 'keep', rule: 'the filters of the policy leave this record out'} : compared;
	return {
		field, externalField: mapping.externalField, kind: pair.definition.fields[field] ?? 'text', base: linked.base[field], internal, external,
		internalChange: edit, externalChange: {at: linked.externalAt, by: linked.externalBy},
		verdict,
		conflict: conflict && {id: conflict.id, status: conflict.status},
		chain: toChain(pair, mapping, {rule, isOut, decider: isOut && verdict?.kind === 'keep' ? 'policy' : findDecider(verdict, linked.internal, pair.policy.fields[field])}),
	};
}

/** Where the rule stands that the verdict follows from; undefined when the values alone give it. */
function findDecider(verdict: FieldVerdict | undefined, record: LinkedRecord['internal'], own: FieldPolicy = {}): RuleStep['level'] | undefined {
	if (verdict === undefined || verdict.kind === 'merge') return 'field';
	if (verdict.kind === 'agree' || verdict.kind === 'unknown') return undefined;
	if (verdict.kind === 'conflict' && (verdict.reason === 'illegal_move' || isFrozen(own, record))) return 'field';
	return own.strategy === undefined && own.direction === undefined && typeof own.merge !== 'object' ? 'policy' : 'field';
}

type Deciding = {readonly rule: FieldRule | undefined; readonly isOut: boolean; readonly decider: RuleStep['level'] | undefined};

function toChain({policy, system}: Pair, mapping: FieldMapping, {rule, isOut, decider}: Deciding): readonly RuleStep[] {
	const fieldRules = describeFieldPolicy(policy.fields[mapping.internalField]);
	const checks = mapping.validations.length === 0 ? '' : `, checks ${mapping.validations.map(({type}) => type).join(', ')}`;
	const steps: readonly Omit<RuleStep, 'isDeciding'>[] = [
		{level: 'field', says: fieldRules.length === 0 ? 'has no policy of its own' : fieldRules.join('; ')},
		{level: 'mapping', says: `number ${mapping.id}, version ${mapping.version}: reads ${mapping.externalField} by "${mapping.transformation.type}"${mapping.isRequired ? ', required' : ''}${checks}`},
		{
			level: 'policy',
			says: `${policy.direction}, ${policy.strategy}; ${policy.isPushEnabled ? 'pushing is on' : 'pushing is off'}${policy.isActive ? '' : '; not active'}${isOut ? '; its filters leave this record out' : ''}${rule === undefined || rule.direction === policy.direction ? '' : `; the field narrows it to ${rule.direction}`}`,
		},
		{level: 'system', says: `${system.systemName}: syncing is ${system.syncEnabled && system.isActive ? 'on' : 'off'}`},
	];
	return steps.map(step => ({...step, isDeciding: step.level === decider}));
}

/** Each rule of `field_level_policies` for this field, in words. */
function describeFieldPolicy(own: FieldPolicy | undefined): readonly string[] {
	if (own === undefined) return [];
	const {direction, strategy, ignore, frozenWhen, merge, states, equality} = own;
	return [
		...(ignore ? ['is not compared'] : []),
		...(direction === undefined ? [] : [`direction ${direction}`]),
		...(strategy === undefined ? [] : [`strategy ${strategy}`]),
		...(frozenWhen === undefined ? [] : [`frozen while ${frozenWhen.field} is ${frozenWhen.values.map(String).join(' or ')}`]),
		...(merge === undefined ? [] : [typeof merge === 'object' ? `merges its items by ${merge.itemsBy}, else by ${merge.orBy.join(' and ')}` : `merges by ${merge}`]),
		...(states === undefined ? [] : [`may move ${Object.entries(states).map(([from, to]) => `${from} → ${to.length === 0 ? 'nothing' : to.join('|')}`).join(', ')}`]),
		...(equality === undefined ? [] : [`equal by ${Object.entries(equality).map(([name, value]) => `${name} ${String(value)}`).join(', ')}`]),
	];
}
