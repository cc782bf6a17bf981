import {hostname} from 'node:os';
import process from 'node:process';
import {AppError} from '../errors/app-error.js';
import {runSystem} from '../sync/run-sync.js';
import type {OperationContext} from './context.js';
import type {SyncOptions, SyncOutcome, SyncRequest} from './operations.js';
import {requireChange} from './require-role.js';

const isSameName = (asked: string | undefined, name: string): boolean => asked === undefined || asked.toLowerCase() === name.toLowerCase();

/** Runs the asked systems and entity types now, in this process. A pair that fails does not stop the others; the first failure comes back in the outcome. */
export async function runSync(context: OperationContext, request: SyncRequest, options: SyncOptions = {}): Promise<SyncOutcome> {
	requireChange(context, 'operator', 'run a sync');
	const {database, actor} = context;
	const systems = (await database.stores.systems.list()).filter(system => isSameName(request.systemName, system.systemName));
	if (request.systemName !== undefined && systems.length === 0) {
		throw new AppError({
			code: 'NOT_FOUND', message: `There is no external system "${request.systemName}".`, nextStep: 'Run "parley systems list" for their names.',
		});
	}
	const enabled = systems.filter(system => system.isActive && system.syncEnabled);
	const [disabled] = systems;
	if (enabled.length === 0) {
		throw new AppError({
			code: 'SYNC_DISABLED',
			message: request.systemName === undefined ? 'No external system is enabled for syncing.' : `Syncing is off for ${request.systemName}.`,
			nextStep: `Turn it on: parley systems enable "${disabled?.systemName ?? ''}".`,
		});
	}
	const policies = (await database.stores.rules.listPolicies()).filter(policy => policy.isActive && (policy.direction !== 'outbound' || policy.isPushEnabled));
	const dependencies = {...context, holder: {owner: actor.username, host: hostname(), pid: process.pid}};
	const runs: SyncOutcome['runs'][number][] = [];
	let failure: unknown;
	for (const system of enabled) {
		const chosen = policies.filter(policy => policy.externalSystemId === system.id && (request.entityType === undefined || policy.entityType === request.entityType));
		if (chosen.length === 0) continue;
		const outcome = await runSystem(dependencies, {
			system, policies: chosen, scope: request.scope ?? 'changes', startedBy: actor.username,
			signal: options.signal ?? new AbortController().signal, onProgress: options.onProgress ?? (() => {}),
		});
		runs.push({operation: outcome.operation, children: outcome.children});
		failure ??= outcome.failure;
		if (options.signal?.aborted) break;
	}
	if (runs.length === 0) {
		throw new AppError({
			code: 'NOT_FOUND', message: `No active policy lets ${request.entityType ?? 'anything'} of ${request.systemName ?? 'the enabled systems'} come in.`,
			nextStep: 'Run "parley systems show" for what each system syncs.',
		});
	}
	return {runs, failure};
}
