import {formatValue} from '../../core/text/format-value.js';
import type {Conflict} from '../../core/conflict.js';
import type {JsonValue} from '../../core/json.js';
import type {Restoration} from '../../core/stores/outbox-store.js';
import {isSameBy} from '../../sync/decide/compare.js';
import {invertField} from '../../sync/mapping/invert.js';
import {toMeant} from '../../sync/mapping/normalize.js';
import {toFieldSituation, type PairSituation} from './field-situation.js';

/** A settled conflict whose value the other side has taken. */
export type SentSubject = Pick<Conflict, 'systemName' | 'externalValue' | 'resolvedValue'> & {readonly fieldName: string; readonly linkId: string};

export type PlannedRestoration = {readonly restoration: Restoration | undefined} | {readonly refusal: string};

/** What the other side is to be sent so that it holds again what it held before the verdict; nothing, when it does. Pure. */
export function planRestoration({systemName, fieldName: field, linkId, externalValue, resolvedValue}: SentSubject, base: JsonValue | undefined, pair: PairSituation): PlannedRestoration {
	const {rule, mappings} = toFieldSituation(pair, field);
	const mapping = mappings.find(({internalField}) => internalField === field);
	if (rule === undefined || mapping === undefined || rule.direction === 'inbound') return {refusal: `The value has left for ${systemName} already, and the field is only read now.`};
	if (base === undefined || !isSameBy(rule, base, resolvedValue)) return {refusal: 'Both sides have agreed on a value since.'};
	if (externalValue === undefined) return {refusal: `The value has left for ${systemName} already, and what it held before is not known.`};
	if (isSameBy(rule, externalValue, base)) return {restoration: undefined};
	const sent = invertField(mapping, rule.kind, toMeant(externalValue, rule.policy.equality));
	if (sent.kind === 'refused') return {refusal: `The value has left for ${systemName} already, and ${formatValue(externalValue)} cannot be sent to it: ${sent.reason}`};
	return {restoration: {linkId, fields: {[field]: externalValue}, changes: {[mapping.externalField]: sent.value}, expected: {[field]: base}}};
}
