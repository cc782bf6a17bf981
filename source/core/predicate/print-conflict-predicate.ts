import {simplify, type ConflictCondition, type ConflictPredicate, type ValueMatch, type ValueSide} from './conflict-predicate.js';
import type {NamedSystem} from './predicate-conditions.js';

const sideNames: Readonly<Record<ValueSide, string>> = {base: 'base', internal: 'ours', external: 'theirs'};
const units = [['w', 604_800_000], ['d', 86_400_000], ['h', 3_600_000], ['m', 60_000], ['s', 1000]] as const;
const ownWords = new Set(['and', 'or', 'not', 'everything', 'nothing']);

/** A predicate as it would be typed: `parseConflictPredicate` reads it back. A system that is gone is shown by its number. */
export function printConflictPredicate(predicate: ConflictPredicate, systems: readonly NamedSystem[]): string {
	return print(simplify(predicate), systems, 'top');
}

function print(predicate: ConflictPredicate, systems: readonly NamedSystem[], place: 'top' | 'all' | 'any' | 'not'): string {
	switch (predicate.kind) {
		case 'all':
			return predicate.of.length === 0 ? 'everything' : bracket(predicate.of.map(part => print(part, systems, 'all')).join(' '), place === 'not' || place === 'all');
		case 'any':
			return predicate.of.length === 0 ? 'nothing' : bracket(predicate.of.map(part => print(part, systems, 'any')).join(' or '), place !== 'top');
		case 'not':
			return `not ${print(predicate.of, systems, 'not')}`;
		default:
			return printCondition(predicate, systems);
	}
}

const bracket = (text: string, isNeeded: boolean): string => (isNeeded ? `(${text})` : text);

function printCondition(condition: ConflictCondition, systems: readonly NamedSystem[]): string {
	switch (condition.kind) {
		case 'system':
			return `system:${quote(systems.find(system => system.externalSystemId === condition.externalSystemId)?.systemName ?? `#${condition.externalSystemId}`)}`;
		case 'entity':
			return `entity:${condition.entityType}`;
		case 'field':
			return condition.field === null ? 'field:(record)' : `field:${condition.field === '-' ? '"-"' : quote(condition.field)}`;
		case 'reason':
			return `reason:${condition.reason}`;
		case 'type':
			return `type:${condition.conflictType}`;
		case 'status':
			return `status:${condition.status}`;
		case 'value':
			return `${sideNames[condition.side]}:${printMatch(condition.is)}`;
		case 'age':
			return `${condition.than}:${printSpan(condition.ms)}`;
		case 'severity':
			return `severity:${condition.level}${condition.orAbove ? '+' : ''}`;
		case 'assigned':
			return `assigned:${condition.to === null ? 'nobody' : condition.to === 'nobody' ? '"nobody"' : quote(condition.to)}`;
		case 'text':
			return isPlain(condition.text) && !condition.text.includes(':') && !ownWords.has(condition.text.toLowerCase()) ? condition.text : JSON.stringify(condition.text);
		case 'ids':
			return condition.ids.length === 0 ? 'nothing' : `id:${condition.ids.join(',')}`;
		case 'version':
			return `version:${condition.version}`;
	}
}

function printMatch(match: ValueMatch): string {
	switch (match.match) {
		case 'is':
			return match.value === null ? 'null' : `=${JSON.stringify(match.value)}`;
		case 'absent':
			return 'absent';
		case 'reads':
			return match.text === 'null' || match.text === 'absent' ? JSON.stringify(match.text) : quote(match.text);
		case 'contains':
			return `~${quote(match.text)}`;
	}
}

/** In the largest unit that leaves nothing over; below a second counts as one. */
function printSpan(ms: number): string {
	const seconds = Math.ceil(ms / 1000) * 1000;
	const [unit, unitMs] = units.find(([, size]) => seconds % size === 0) ?? ['s', 1000];
	return `${seconds / unitMs}${seconds === 0 ? 's' : unit}`;
}

const isPlain = (text: string): boolean => /^[^\s()"=~][^\s()]*$/.test(text);

const quote = (text: string): string => (isPlain(text) ? text : JSON.stringify(text));
