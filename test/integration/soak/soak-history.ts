import type {JsonValue} from '../../../source/core/json.js';
import type {TenableSimulator} from '../../../source/simulator/tenable/start-tenable-simulator.js';
import {applyEffect} from '../../../source/simulator/tenable/state/apply-effect.js';
import {createTenant, type Tenant} from '../../../source/simulator/tenable/state/tenant.js';
import type {SyncedWorld} from '../../support/synced-world.js';
import {keyOf, tagFields} from './soak-keys.js';

/** What the other side held for each field of a record, in turn, by `entity type|external id|field`; the same value twice running is one. */
export type History = ReadonlyMap<string, readonly JsonValue[]>;

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

/** Replays both ledgers from the start. */
export async function readHistory(world: SyncedWorld, simulator: TenableSimulator): Promise<History> {
	const history = new Map<string, JsonValue[]>();
	const hold = (key: string, value: JsonValue) => {
		const held = history.get(key) ?? [];
		history.set(key, held);
		if (held.length === 0 || held.at(-1) !== value) held.push(value);
	};
	const {organization, settings} = simulator.tenant;
	const replay = createTenant({organization, settings, clock: {now: () => organization.now, sleep: () => Promise.resolve()}});
	const look = (assets: readonly string[]) => {
		for (const id of assets) {
			for (const [field, value] of Object.entries(heldByTenable(replay, id))) hold(keyOf('asset', id, field), value);
		}
	};
	for (const {effect, at, by} of simulator.report().effects) {
		const assets = 'assets' in effect ? effect.assets : [];
		look(assets);
		applyEffect(replay, effect, at, by);
		look(assets);
	}
	for (const {table, before, after} of await world.xacta.effects()) {
		if (table !== 'poams') continue;
		for (const row of [before, after]) {
			const id = row?.['poam_id'];
			if (typeof id !== 'string') continue;
			hold(keyOf('poam', id, 'poc'), row?.['responsible_individual'] ?? null);
			const risk = row?.['risk_rating'] ?? null;
			hold(keyOf('poam', id, 'risk_rating'), risk === 'medium' ? 'moderate' : risk);
		}
	}
	return history;
}
