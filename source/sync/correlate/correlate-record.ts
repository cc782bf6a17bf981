import {isIPv4} from 'node:net';
import type {CorrelationRule, Evidence, EvidenceKind} from '../../core/correlation-rule.js';
import type {JsonObject, JsonValue} from '../../core/json.js';
import {readPath} from '../mapping/map-record.js';

/** What a record shows, by rule and by its evidence in order; nothing that many hosts share. */
export type Facts = readonly (readonly ReadonlySet<string>[])[];

/** Which of our records an external one is. */
export type Correlation =
	| {readonly kind: 'none'}
	| {readonly kind: 'one'; readonly internalId: string; readonly rule: string}
	/** For a person: several fit, or a more trusted rule speaks against the one. */
	| {readonly kind: 'doubtful'; readonly internalIds: readonly string[]; readonly note: string};

export type KnownFacts = {readonly internalId: string; readonly facts: Facts};

/** Reads a record as the other side sent it. */
export const readFacts = (rules: readonly CorrelationRule[], record: JsonObject): Facts => readEach(rules, ({paths}) => paths.map(path => readPath(record, path.split('.'))));

/** Reads a row of ours: its columns, and what was once received for it. */
export const readOurFacts = (rules: readonly CorrelationRule[], columns: JsonObject, received: JsonObject): Facts =>
	readEach(rules, ({columns: names, paths}) => [...names.map(name => columns[name]), ...paths.map(path => readPath(received, path.split('.')))]);

/** Every value of one evidence, comparable with any other of its kind. */
function readEach(rules: readonly CorrelationRule[], read: (evidence: Evidence) => readonly (JsonValue | undefined)[]): Facts {
	return rules.map(({evidence}) => evidence.map(one => new Set(read(one).flatMap(value => toValues(one.kind, value)))));
}

function toValues(kind: EvidenceKind, value: JsonValue | undefined): readonly string[] {
	if (Array.isArray(value)) return value.flatMap((item: JsonValue) => toValues(kind, item));
	if (typeof value !== 'string') return [];
	return value.split(/[\s,;]+/).flatMap(text => toComparable(kind, text.toLowerCase()) ?? []);
}

/** Undefined for what names no single host: an empty or made-up number, a card of a virtual bridge, the host itself. */
function toComparable(kind: EvidenceKind, text: string): string | undefined {
	switch (kind) {
		case 'uuid': {
			const digits = text.replace(/[^0-9a-f]/g, '');
			return digits.length === 32 && !/^(.)\1*$/.test(digits) ? digits : undefined;
		}
		case 'mac': {
			const digits = text.replace(/[^0-9a-f]/g, '');
			const isOfAMaker = digits.length === 12 && !/^(.)\1*$/.test(digits) && (Number.parseInt(digits.slice(0, 2), 16) & 3) === 0;
			return isOfAMaker ? digits : undefined;
		}
		case 'name':
			return text === '' || text.startsWith('localhost') || isIPv4(text) ? undefined : text.replace(/\.$/, '');
		case 'ipv4':
			return isIPv4(text) && !/^(?:127\.|0\.|169\.254\.)/.test(text) ? text : undefined;
	}
}

/**
 * Which of `ours` a stranger is: the most trusted rule that finds anything decides. Several that fit, or one that a more
 * trusted rule speaks against because both sides show something else there, are for a person. Pure; order means nothing.
 */
export function correlateRecord(rules: readonly CorrelationRule[], stranger: Facts, ours: readonly KnownFacts[]): Correlation {
	for (const [index, rule] of rules.entries()) {
		const fitting = ours.filter(({facts}) => shares(stranger[index], facts[index]));
		const [only, ...others] = fitting;
		if (only === undefined) continue;
		const internalIds = fitting.map(({internalId}) => internalId).sort((left, right) => Number(left) - Number(right));
		if (others.length > 0) return {kind: 'doubtful', internalIds, note: `${fitting.length} of our records have its ${rule.name}.`};
		const against = rules.slice(0, index).find((_, stronger) => contradicts(stranger[stronger], only.facts[stronger]));
		if (against !== undefined) return {kind: 'doubtful', internalIds, note: `It has the ${rule.name} of one of our records, and another ${against.name}.`};
		return {kind: 'one', internalId: only.internalId, rule: rule.name};
	}
	return {kind: 'none'};
}

type Shown = Facts[number] | undefined;

const sharesValue = (left: ReadonlySet<string>, right: ReadonlySet<string> | undefined): boolean => [...left].some(value => right?.has(value));
const shares = (left: Shown = [], right: Shown = []): boolean => left.length > 0 && left.every((values, part) => sharesValue(values, right[part]));
const contradicts = (left: Shown = [], right: Shown = []): boolean => left.some((values, part) => values.size > 0 && (right[part]?.size ?? 0) > 0 && !sharesValue(values, right[part]));

/** Two strangers that claim one record of ours: neither of them is it without a person's word. */
export function settleClaims(claims: ReadonlyMap<string, Correlation>): ReadonlyMap<string, Correlation> {
	const claimed = Map.groupBy([...claims.values()].flatMap(claim => (claim.kind === 'one' ? [claim.internalId] : [])), internalId => internalId);
	return new Map([...claims].map(([externalId, claim]) => [externalId, claim.kind === 'one' && (claimed.get(claim.internalId)?.length ?? 0) > 1
		? {kind: 'doubtful', internalIds: [claim.internalId], note: `Several records of one page have the ${claim.rule} of one of ours.`}
		: claim]));
}
