import type {PageScope} from '../core/stores/page-store.js';
import {toEntityKey} from '../core/entity.js';
import type {SyncDependencies} from './dependencies.js';
import {guardDisappearance} from './guards.js';
import type {PairRun} from './pair-run.js';
import type {SeenLinks} from './seen-links.js';

/** A record is called missing after this many complete passes in a row without it. */
export const passesUntilMissing = 2;

const batch = 5000;

/** After a complete pass: what it did not meet is counted, and asked about once it was missing often enough. Gives how many questions were opened. */
export async function concludeMissing({database, clock, failpoint}: SyncDependencies, run: PairRun, seen: SeenLinks, startedAt: Date): Promise<number> {
	const {pair} = run;
	const {definition, system} = pair;
	const vanished: string[] = [];
	let linked = 0;
	let after = '0';
	for (;;) {
		const linkIds = await database.stores.pages.listLinkIds(system.id, definition.entityType, {after, before: startedAt, limit: batch});
		const last = linkIds.at(-1);
		if (last === undefined) break;
		after = last;
		linked += linkIds.length;
		vanished.push(...linkIds.filter(linkId => !seen.has(linkId)));
	}
	if (vanished.length === 0) return 0;
	guardDisappearance(definition.plural, vanished.length, linked);
	const opened = await database.transact(async stores => {
		await run.lease.fence(stores);
		const missing = await stores.pages.markMissing(vanished, passesUntilMissing);
		await failpoint?.('inbound.missing-marked');
		const records = missing.length === 0 ? [] : await stores.pages.loadLinked(definition, missing, pair.fields);
		const asked = records.filter(record => !record.conflicts.some(conflict => conflict.field === undefined && conflict.status === 'pending'));
		const scope: PageScope = {externalSystemId: system.id, systemType: system.systemType, definition, operationId: run.operationId, at: clock.now()};
		await stores.pages.openConflicts(scope, asked.map(record => ({
			externalId: record.externalId, linkId: record.linkId, internalId: record.internalId, entityId: toEntityKey(definition, record.internal),
			entityLabel: String(record.internal[definition.labelField] ?? ''), type: 'missing_record', reason: 'vanished', field: undefined,
			base: record.base, internal: record.internal, external: undefined, internalAt: undefined, internalBy: undefined,
			externalAt: record.externalAt, externalBy: record.externalBy, note: `Not returned by ${passesUntilMissing} complete listings in a row.`,
		})));
		await stores.records.setSyncStatus(definition.entityType, asked.map(record => record.internalId), 'conflict');
		await failpoint?.('inbound.missing-asked');
		return asked.length;
	});
	await failpoint?.('inbound.missing-committed');
	return opened;
}
