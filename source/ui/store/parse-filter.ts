import {type ConflictFilter, conflictReasons} from '../../core/conflict.js';
import {entityTypes, isEntityType} from '../../core/entity.js';
import type {SafeText} from '../../core/safe-text.js';
import {safe} from '../text/safe.js';

/** A system as a filter names it. */
type NamedSystem = {readonly externalSystemId: number; readonly systemName: string};

const statuses = ['pending', 'resolved', 'ignored'] as const;

export type ParsedFilter = {readonly filter: ConflictFilter} | {readonly problem: SafeText};

/** Reads `system:xacta entity:poam field:poc reason:both_changed assigned:sam text`; what has no name is text. */
export function parseFilter(typed: string, systems: readonly NamedSystem[]): ParsedFilter {
	let filter: ConflictFilter = {status: 'pending'};
	const words: string[] = [];
	for (const [, name, quoted, plain = ''] of typed.matchAll(/(?:(\w+):)?(?:"([^"]*)"|(\S+))/g)) {
		const value = quoted ?? plain;
		if (name === undefined) {
			words.push(value);
			continue;
		}
		const part = parsePart(name.toLowerCase(), value, systems);
		if ('problem' in part) return part;
		filter = {...filter, ...part};
	}
	return {filter: words.length === 0 ? filter : {...filter, text: words.join(' ')}};
}

function parsePart(name: string, value: string, systems: readonly NamedSystem[]): ConflictFilter | {readonly problem: SafeText} {
	switch (name) {
		case 'system': {
			const found = systems.find(system => system.systemName.toLowerCase().includes(value.toLowerCase()));
			if (found !== undefined) return {externalSystemId: found.externalSystemId};
			return {problem: safe(`No system is called "${value}". There are: ${systems.map(system => system.systemName).join(', ')}.`)};
		}
		case 'entity': {
			const entityType = entityTypes.find(type => type === value || `${type}s` === value) ?? value;
			return isEntityType(entityType) ? {entityType} : {problem: safe(`"${value}" is no entity type. There are: ${entityTypes.join(', ')}.`)};
		}
		case 'field': return {fieldName: value === '(record)' ? null : value};
		case 'reason': {
			const reason = conflictReasons.find(one => one === value.replaceAll(/[ -]/g, '_'));
			return reason === undefined ? {problem: safe(`"${value}" is no reason. There are: ${conflictReasons.join(', ')}.`)} : {reason};
		}
		case 'assigned': return {assignedTo: value};
		case 'status': {
			const status = statuses.find(one => one === value);
			return status === undefined ? {problem: safe(`"${value}" is no status. There are: ${statuses.join(', ')}.`)} : {status};
		}
		default: return {problem: safe(`"${name}:" filters nothing. There are: system, entity, field, reason, assigned, status.`)};
	}
}
