import type {Operation} from '../operation.js';
import {toCommand} from './to-command.js';

type Told = Pick<Operation, 'status' | 'direction' | 'systemName' | 'entityType' | 'scope' | 'counts'>;

/**
 * What a partial part of a run means for a person: what became of what its problems name, and what to do. Undefined for what is
 * not partial, and for a whole run, of which each part tells that itself.
 */
export function describePartial({status, direction, systemName, entityType, scope, counts}: Told): string | undefined {
	if (status !== 'partial' || entityType === undefined || direction === undefined) return undefined;
	const again = `${toCommand('sync run --system', systemName, `--entity ${entityType}`)}${direction === 'inbound' && scope === 'full' ? ' --full' : ''}`;
	if (direction === 'inbound') return `This was left out; the rest came in, and nothing counts as gone because of it. To ask for it again: ${again}`;
	return [
		...(counts.rejected > 0 ? ['What was refused waits for a person: correct it here, or decide (parley conflicts list).'] : []),
		...(counts.rejected === 0 || counts.unchanged > 0 ? [`What did not leave is still owed. To try it again: ${again}`] : []),
	].join(' ');
}
