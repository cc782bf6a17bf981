import type {JsonObject, JsonValue} from '../../../source/core/json.js';
import type {TenableSimulator} from '../../../source/simulator/tenable/start-tenable-simulator.js';
import {applyEffect} from '../../../source/simulator/tenable/state/apply-effect.js';
import {createTenant, type Tenant} from '../../../source/simulator/tenable/state/tenant.js';
import type {XactaEffect} from '../../../source/simulator/xacta/start-xacta-simulator.js';
import type {SyncedWorld} from '../../support/synced-world.js';
import {toOurWord} from '../model/two-sides.js';
import {keyOf, tagFields} from './soak-keys.js';

/** One value of a field, in our words, and in theirs where they differ; `at` and `by` say when (epoch milliseconds there) and by whom it was set. What was there before has neither. */
export type Held = {readonly value: JsonValue; readonly theirWord?: JsonValue; readonly at?: number; readonly by?: string};

/** What the other side held for each field of a record, in turn, by `entity type|external id|field`; the same word twice running is one. */
export type History = ReadonlyMap<string, readonly Held[]>;

/** What Tenable holds of one asset, by our fields: its criticality rating and its tags. */
export function heldByTenable({assets, tags}: Tenant, id: string): Readonly<Record<string, JsonValue>> {
	const view = assets.viewOf(assets.findIndex(id) ?? -1);
	const values = view.tags.map(({valueUuid}) => tags.value(valueUuid));
	return {
		acr_score: view.acrScore,
		...Object.fromEntries(Object.entries(tagFields).map(([category, field]) => {
			const {uuid} = tags.findCategory(category) ?? {};
			return [field, values.find(value => value?.categoryUuid === uuid)?.value ?? null];
		})),
	};
}

/** What a row of Xacta's POA&Ms holds of what people change on both sides, by our fields. */
const heldByXacta = (row: JsonObject): Readonly<Record<'poc' | 'risk_rating', string | null>> => ({poc: toText(row['responsible_individual']), risk_rating: toText(row['risk_rating'])});

const toText = (value: JsonValue | undefined): string | null => (typeof value === 'string' ? value : null);

const toOurs = (field: string, value: string | null): JsonValue => (field === 'risk_rating' ? toOurWord(field, value) : value);

/** What a change in Xacta says, by our fields: nothing where it is only another word for what stood there. */
export function saidInXacta({table, before, after}: Pick<XactaEffect, 'table' | 'before' | 'after'>): JsonObject {
	if (table !== 'poams' || before === null || after === null) return {};
	const was: JsonObject = heldByXacta(before);
	return Object.fromEntries(Object.entries(heldByXacta(after)).map(([field, word]) => [field, toOurs(field, word)] as const).filter(([field, value]) => value !== toOurs(field, toText(was[field]))));
}

/** Replays both ledgers from the start. */
export async function readHistory(world: SyncedWorld, simulator: TenableSimulator): Promise<History> {
	const history = new Map<string, Held[]>();
	const hold = (key: string, value: JsonValue, set: Omit<Held, 'value'> = {}) => {
		const held = history.get(key) ?? [];
		history.set(key, held);
		const last = held.at(-1);
		if (last === undefined || last.value !== value || last.theirWord !== set.theirWord) held.push({value, ...set});
	};
	const {organization, settings} = simulator.tenant;
	const replay = createTenant({organization, settings, clock: {now: () => organization.now, sleep: () => Promise.resolve()}});
	const lookAtAssets = (assets: readonly string[], set?: Pick<Held, 'at' | 'by'>) => {
		for (const id of assets) {
			for (const [field, value] of Object.entries(heldByTenable(replay, id))) hold(keyOf('asset', id, field), value, set);
		}
	};
	for (const {effect, at, by} of simulator.report().effects) {
		const assets = 'assets' in effect ? effect.assets : [];
		lookAtAssets(assets);
		applyEffect(replay, effect, at, by);
		lookAtAssets(assets, {at, by});
	}
	for (const {table, before, after, at, application: by} of await world.xacta.effects()) {
		const id = (after ?? before)?.['poam_id'];
		if (table !== 'poams' || typeof id !== 'string') continue;
		const look = (row: JsonObject | null, set: Pick<Held, 'at' | 'by'> = {}) => {
			for (const [field, word] of Object.entries(row === null ? {} : heldByXacta(row))) {
				const value = toOurs(field, word);
				hold(keyOf('poam', id, field), value, {...(word === value ? {} : {theirWord: word}), ...set});
			}
		};
		look(before);
		look(after, {at: at.getTime(), by});
	}
	return history;
}
