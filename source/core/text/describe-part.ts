import {assertNever} from '../../errors/assert-never.js';
import type {EntityType} from '../entity.js';
import type {RunPart} from '../operation.js';
import {formatAmount} from './format-count.js';
import {toCommand} from './to-command.js';

/** What a run was asked for in place of all: "what changed since 2026-11-30 14:00 UTC", "2 records by id (P-1, P-2)". */
export function describePart(part: RunPart): string {
	switch (part.kind) {
		case 'since': return `what changed since ${part.at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
		case 'ids': return `${formatAmount(part.externalIds.length, 'record', 'records')} by id (${part.externalIds.slice(0, shownIds).join(', ')}${part.externalIds.length > shownIds ? ', …' : ''})`;
		case 'rejected': return 'rejected records';
		default: return assertNever(part);
	}
}

const shownIds = 5;

/** What does it again. A part of the other side is on record, however many ids it names; which rejected records, is not. */
export const toPartCommand = (systemName: string, entityType: EntityType | undefined, {kind}: RunPart): string =>
	toCommand(kind === 'rejected' ? 'rejected replay --all --system' : 'sync resume --system', systemName, entityType === undefined ? '' : `--entity ${entityType}`);
