import {formatCount} from './format-count.js';
import type {Operation} from '../operation.js';
import {describePart, toPartCommand} from './describe-part.js';
import {toCommand} from './to-command.js';

/** What is known of a run whose process ended without a word. */
export type Abandonment = {
	/** "host (pid 123)", and when it was last heard of; undefined: it held no lease. */
	readonly holder: string | undefined;
	readonly heardAt: Date | undefined;
	/** After how many records the next run of the pair, in the same scope, goes on; undefined: no page was finished. */
	readonly done: number | undefined;
};

/** The plan that an operation applies; a run is its own correlation. */
export const findAppliedPlan = ({id, parentId, correlationId}: Pick<Operation, 'id' | 'parentId' | 'correlationId'>): string | undefined =>
	(correlationId === id || correlationId === parentId ? undefined : correlationId);

type Abandoned = Pick<Operation, 'id' | 'parentId' | 'correlationId' | 'systemName' | 'entityType' | 'direction' | 'scope' | 'part'>;

/** For whoever has to see to it: what happens next, how to have it now, and whose process it was. A plan is applied whole or not at all. */
export function describeAbandoned(operation: Abandoned, abandonment: Abandonment): string {
	const {systemName, entityType, scope, part} = operation;
	const {holder, heardAt} = abandonment;
	const command = toCommand('sync run --system', systemName, [...(entityType === undefined ? [] : [`--entity ${entityType}`]), ...(scope === 'full' ? ['--full'] : [])].join(' '));
	const last = holder === undefined || heardAt === undefined ? '' : `. ${holder} was last heard of at ${heardAt.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
	const plan = findAppliedPlan(operation);
	if (plan !== undefined) return `Stopped without an end, and nothing of the plan was written: parley sync apply ${plan.slice(0, 8)}${last}`;
	if (part !== undefined) return `Stopped without an end; ${describePart(part)} again: ${toPartCommand(systemName, entityType, part)}${last}`;
	return `Stopped without an end; the next ${scope === 'full' ? 'full run' : 'run'} ${tellPlace(operation, abandonment)}: ${command}${last}`;
}

function tellPlace({entityType, direction}: Pick<Operation, 'entityType' | 'direction'>, {done}: Abandonment): string {
	if (entityType === undefined) return 'goes on at the last finished page';
	if (direction === 'outbound') return 'goes on with what is owed';
	return done === undefined ? 'begins again' : `goes on after ${formatCount(done)} record${done === 1 ? '' : 's'}`;
}
