import type {EntityType} from '../../../source/core/entity.js';
import type {Health, PairHealth, SystemHealth} from '../../../source/core/health.js';
import type {MemoryWorld} from './memory-world.js';
import {tenable, xacta} from './sample-conflicts.js';

const minute = 60_000;

export function memoryHealth(world: MemoryWorld): Health {
	const now = world.now();
	const before = (minutes: number): Date => new Date(now.getTime() - minutes * minute);
	const pending = world.conflicts.filter(conflict => conflict.status === 'pending');
	const pair = (system: typeof tenable, entityType: EntityType, part: Partial<PairHealth>): PairHealth => {
		const waiting = pending.filter(conflict => conflict.externalSystemId === system.id && conflict.entityType === entityType).length;
		const running = world.operations.find(operation => operation.status === 'running' && operation.entityType === entityType && operation.externalSystemId === system.id);
		return {
			externalSystemId: system.id, systemName: system.name, entityType, direction: 'bidirectional', isPushEnabled: false, state: running ? 'running' : waiting > 0 ? 'waiting' : 'ok',
			lastInboundAt: before(2), lastOutboundAt: undefined, nextRunAt: new Date(now.getTime() + 58 * minute), pendingConflicts: waiting, rejected: 0, outboxDepth: 0,
			lateSince: undefined, running, shortfalls: [], problem: undefined, failingSince: undefined, leaseHolder: running ? 'jump-01 (pid 4411)' : undefined, ...part,
		};
	};
	const system = (of: typeof tenable, systemType: string, part: Partial<SystemHealth>): SystemHealth => ({
		externalSystemId: of.id, systemName: of.name, systemType, syncEnabled: true, callsToday: 1204, errorsToday: 3, medianResponseMs: 310,
		recentResponseMs: [310, 280, 290, 350, 420, 300, 290, 280, 300, 510, 640, 380, 300, 290, 310, 320], limiter: {used: 182, perMinute: 200, pausedUntil: undefined}, breaker: {state: 'closed', resumesAt: undefined}, ...part,
	});
	return {
		state: pending.length > 0 ? 'waiting' : 'ok', pendingConflicts: pending.length,
		pairs: [
			pair(tenable, 'asset', {}), pair(tenable, 'vulnerability', {direction: 'inbound', nextRunAt: new Date(now.getTime() + 13 * minute), rejected: 3}),
			pair(xacta, 'system', {lastInboundAt: before(60), nextRunAt: new Date(now.getTime() + 22 * 60 * minute)}), pair(xacta, 'control', {lastInboundAt: before(6)}),
			pair(xacta, 'poam', {lastInboundAt: before(6), lastOutboundAt: before(6), isPushEnabled: true, outboxDepth: 2, rejected: 1}),
		],
		systems: [system(tenable, 'tenable', {}), system(xacta, 'xacta', {callsToday: 96, errorsToday: 0, medianResponseMs: 8, recentResponseMs: [8, 8, 9, 7, 8, 8, 12, 8, 8, 9, 8]})],
		recent: world.operations.filter(operation => operation.parentId !== undefined && operation.completedAt !== undefined).slice(0, 20),
		isDaemonAlive: true, at: now, ...world.health,
	};
}
