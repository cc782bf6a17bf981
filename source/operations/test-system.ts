import type {OperationContext} from './context.js';
import {getSystemRow} from './get-system-row.js';
import {requireRole} from './require-role.js';

export type SystemTest = {readonly systemName: string; readonly description: string; readonly version: string | undefined; readonly responseTimeMs: number};

/** Proves that a system's address and credentials work; writes nothing there or here but the log of its calls. */
export async function testSystem(context: OperationContext, systemName: string, signal: AbortSignal = new AbortController().signal): Promise<SystemTest> {
	requireRole(context, 'operator', 'test the connection of a system');
	const {database, clock} = context;
	const system = await getSystemRow(database.stores, systemName);
	const connector = await context.connect(system, undefined);
	try {
		const startedAt = clock.now();
		const {description, version} = await connector.check(signal);
		return {systemName: system.systemName, description, version, responseTimeMs: clock.now().getTime() - startedAt.getTime()};
	} finally {
		await connector.close();
	}
}
