import {findAppliedPlan} from '../core/text/describe-abandoned.js';
import {toPartCommand} from '../core/text/describe-part.js';
import {toCommand} from '../core/text/to-command.js';
import {entityDefinitions, type EntityType} from '../core/entity.js';
import type {Operation, OperationStatus} from '../core/operation.js';
import type {Checkpoint} from '../core/stores/checkpoint-store.js';
import type {PairFacts} from '../core/stores/health-store.js';
import type {Stores} from '../core/stores/stores.js';
import type {SyncSelection} from '../core/sync-selection.js';
import {chooseSystems} from './choose-systems.js';

/**
 * A run of one pair that did not reach its end, and where the next one goes on: after its last finished page (`place`), at the
 * beginning of the part that it was asked for, of which no place is kept (`part`), or at the beginning of a pair that a whole
 * run did not come to (`unreached`).
 */
export type InterruptedRun = {
	readonly from: 'place' | 'part' | 'unreached';
	readonly systemName: string;
	readonly entityType: EntityType;
	readonly plural: string;
	readonly scope: 'changes' | 'full';
	readonly selection: SyncSelection | undefined;
	readonly operationId: string;
	/** Records that are done. */
	readonly read: number;
};

/** The latest run of a pair, where it did not come to its end and left no place to go on from, as when no page of it was finished. */
export type UnbegunRun = Pick<InterruptedRun, 'systemName' | 'entityType' | 'plural' | 'scope' | 'operationId'> & {
	readonly status: Extract<OperationStatus, 'abandoned' | 'failed' | 'cancelled'>;
	/** What an outbound run had still to send is on record as owed. */
	readonly direction: Operation['direction'];
	/** What does it again. */
	readonly command: string;
};

export type StoppedRuns = {readonly resumed: readonly InterruptedRun[]; readonly unbegun: readonly UnbegunRun[]};
export type ResumeRequest = {readonly systemName?: string | undefined; readonly entityType?: EntityType | undefined};

/** So far back a whole run is looked for that did not come to all of its pairs. */
const wholeRunsBack = 20;

/** What was interrupted of the asked pairs, in the order in which they are run. @throws NOT_FOUND, SYNC_DISABLED, POLICY_INVALID */
export async function listStoppedRuns(stores: Stores, {systemName, entityType}: ResumeRequest): Promise<StoppedRuns> {
	const facts = await stores.health.listPairFacts();
	const resumed: InterruptedRun[] = [];
	const unbegun: UnbegunRun[] = [];
	for (const {system, policies} of await chooseSystems(stores, {systemName, entityType, direction: 'any'})) {
		const whole = await listWholeRuns(stores, system.id);
		for (const {entityType: type} of policies) {
			const named = {systemName: system.systemName, entityType: type, plural: entityDefinitions[type].plural};
			const own = facts.find(pair => pair.externalSystemId === system.id && pair.entityType === type);
			const place = (await stores.checkpoints.find({externalSystemId: system.id, entityType: type}))?.interrupted;
			if (place !== undefined) resumed.push(toStoppedPlace(system.systemName, type, place));
			else {
				const begun = findPart(own) ?? findUnreached(type, own, whole);
				if (begun !== undefined) resumed.push({...named, ...begun, read: 0});
				else if (own !== undefined) unbegun.push(...findUnbegun(named, own));
			}
		}
	}
	return {resumed, unbegun};
}

/** A run that goes on after its last finished page. */
export const toStoppedPlace = (systemName: string, entityType: EntityType, {scope, operationId, counts}: NonNullable<Checkpoint['interrupted']>): InterruptedRun =>
	({from: 'place', systemName, entityType, plural: entityDefinitions[entityType].plural, scope, selection: undefined, operationId, read: counts.read});

type Beginning = Pick<InterruptedRun, 'from' | 'scope' | 'selection' | 'operationId'>;

/** A part of the other side that the last run of a pair was asked for, and did not read to its end. */
function findPart(own: PairFacts | undefined): Beginning | undefined {
	const last = own?.running ?? own?.lastRun;
	if (!isStopped(last) || last.part === undefined || last.part.kind === 'rejected') return undefined;
	return {from: 'part', scope: last.scope, selection: last.part, operationId: last.id};
}

type WholeRun = {readonly operation: Operation; readonly reached: ReadonlySet<EntityType | undefined>};

/** The newest runs of a system that have stopped without all of their pairs, newest first. */
async function listWholeRuns(stores: Stores, externalSystemId: number): Promise<readonly WholeRun[]> {
	const {rows} = await stores.operations.page({externalSystemId}, undefined, wholeRunsBack);
	const stopped = rows.filter(run => isStopped(run) && run.entityTypes !== undefined && run.part?.kind !== 'rejected');
	return Promise.all(stopped.map(async operation => ({operation, reached: new Set((await stores.operations.listChildren(operation.id)).map(child => child.entityType))})));
}

/** The newest run that was to come to this pair and did not, where none has come to it since. */
function findUnreached(type: EntityType, own: PairFacts | undefined, runs: readonly WholeRun[]): Beginning | undefined {
	const run = runs.find(({operation, reached}) => operation.entityTypes?.includes(type) === true && !reached.has(type));
	if (run === undefined) return undefined;
	const {operation: {id, scope, part, startedAt}} = run;
	const last = own?.running ?? own?.lastRun;
	if (last !== undefined && last.startedAt >= startedAt) return undefined;
	return {from: 'unreached', scope, selection: part?.kind === 'rejected' ? undefined : part, operationId: id};
}

function findUnbegun(named: Pick<InterruptedRun, 'systemName' | 'entityType' | 'plural'>, {running, lastRun}: PairFacts): readonly UnbegunRun[] {
	const last = running ?? lastRun;
	if (!isStopped(last)) return [];
	const {status, scope, direction, part, id: operationId} = last;
	const told = {...named, status, scope, direction, operationId};
	const plan = findAppliedPlan(last);
	if (plan !== undefined) return status === 'abandoned' ? [{...told, command: `parley sync apply ${plan.slice(0, 8)}`}] : [];
	if (part !== undefined) return [{...told, command: toPartCommand(named.systemName, named.entityType, part)}];
	return [{...told, command: toCommand('sync run --system', named.systemName, `--entity ${named.entityType}${scope === 'full' ? ' --full' : ''}`)}];
}

type Stopped = Operation & {readonly status: UnbegunRun['status']};

const isStopped = (run: Operation | undefined): run is Stopped => run?.status === 'abandoned' || run?.status === 'failed' || run?.status === 'cancelled';
