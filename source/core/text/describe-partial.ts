import type {Operation} from '../operation.js';
import type {SyncSelection} from '../sync-selection.js';
import {quoteWord} from './quote-word.js';
import {toCommand} from './to-command.js';

type Told = Pick<Operation, 'status' | 'direction' | 'systemName' | 'entityType' | 'scope' | 'part' | 'counts'>;

/**
 * What a partial part of a run means for a person: what became of what its problems name, and what to do. Undefined for what is
 * not partial, and for a whole run, of which each part tells that itself.
 */
export function describePartial({status, direction, systemName, entityType, scope, part, counts}: Told): string | undefined {
	if (status !== 'partial' || entityType === undefined || direction === undefined) return undefined;
	// Rejected records that cannot be mapped again: their problem names each way out.
	if (part?.kind === 'rejected') return undefined;
	const again = toCommand('sync run --system', systemName, [`--entity ${entityType}`, ...(direction === 'inbound' ? toFlags(part, scope) : [])].join(' '));
	if (direction === 'inbound') return `This was left out; the rest came in, and nothing counts as gone because of it. To ask for it again: ${again}`;
	return [
		...(counts.rejected > 0 ? ['What was refused waits for a person: correct it here, or decide (parley conflicts list).'] : []),
		...(counts.rejected === 0 || counts.unchanged > 0 ? [`What did not leave is still owed. To try it again: ${again}`] : []),
	].join(' ');
}

/** Nobody pastes more ids than these. */
const mostIds = 20;

function toFlags(part: SyncSelection | undefined, scope: Operation['scope']): readonly string[] {
	if (part === undefined) return scope === 'full' ? ['--full'] : [];
	if (part.kind === 'since') return [`--since ${part.at.toISOString()}`];
	return [`--ids ${part.externalIds.length > mostIds ? '…' : quoteWord(part.externalIds.join(','))}`];
}
