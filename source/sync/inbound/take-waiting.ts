import type {ExternalRecord, Page} from '../../core/connector.js';
import {entityDefinitions} from '../../core/entity.js';
import {isShortened} from '../../core/question-name.js';
import type {Fields, WaitingRecord} from '../../core/stores/page-store.js';
import type {Stores} from '../../core/stores/stores.js';
import type {SyncDependencies} from '../dependencies.js';
import type {PagePlan} from '../decide/page-plan.js';
import type {Pair} from '../pair.js';
import type {PairRun} from '../pair-run.js';
import {writeInParts} from './split-page.js';

/** Waiting records looked at in one statement. */
const batch = 500;

/**
 * Records that our database did not take because what they belong to was not there, as a finding before its asset: those
 * whose parent has come are taken now, from what was kept of them. The other side need not send them again.
 */
export async function* takeWaiting({database: {stores}}: Pick<SyncDependencies, 'database'>, {pair, signal}: PairRun, write: (part: Page) => Promise<PagePlan>): AsyncGenerator<PagePlan> {
	let after = 0;
	for (;;) {
		signal.throwIfAborted();
		const waiting = await stores.pages.listWaiting(pair.system.id, pair.definition.entityType, {after, limit: batch});
		const last = waiting.at(-1);
		if (last === undefined) return;
		after = last.id;
		const records = await keepWithParents(stores, pair, waiting);
		if (records.length > 0) yield* writeInParts(pair.definition, {records, unreadable: []}, write);
	}
}

/** Those that can be read and miss no parent that we know of: the others would be refused once more. */
async function keepWithParents(stores: Stores, {definition, mapper}: Pair, waiting: readonly WaitingRecord[]): Promise<readonly ExternalRecord[]> {
	// What is known by a part of its id only comes in when it is listed again.
	const read = waiting.filter(({externalId}) => !isShortened(externalId)).flatMap(({externalId, fields}): readonly {readonly record: ExternalRecord; readonly mapped: Fields}[] => {
		const record = {externalId, fields};
		const mapped = mapper.map(record);
		return mapped.kind === 'mapped' ? [{record, mapped: mapped.fields}] : [];
	});
	const missing = new Set<string>();
	for (const [field, parentType] of Object.entries(definition.parents)) {
		const keys = [...new Set(read.flatMap(({mapped}) => mapped[field] ?? []).map(String))];
		const present = await stores.pages.listPresentKeys(entityDefinitions[parentType], keys);
		for (const {record, mapped} of read) if (mapped[field] !== undefined && mapped[field] !== null && !present.has(String(mapped[field]))) missing.add(record.externalId);
	}
	return read.flatMap(({record}) => (missing.has(record.externalId) ? [] : [record]));
}
