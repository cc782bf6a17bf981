import type {SyncedWorld} from './synced-world.js';

export type WeaknessOptions = {
	readonly pluginId: string;
	readonly systemId: string;
	readonly hosts: readonly string[];
	readonly severity?: number;
	/** Days since it was first and last seen. */
	readonly age?: number;
	readonly seen?: number;
	readonly cves?: readonly string[];
	readonly state?: string;
};

/** Findings of one plugin, each on a host of its own, as a scanner would have brought them in. */
export async function addWeakness(world: SyncedWorld, options: WeaknessOptions): Promise<void> {
	const {pluginId, systemId, hosts, severity = 3, age = 200, seen = 1, cves = [], state = 'OPEN'} = options;
	for (const host of hosts) {
		await world.otherProgram(
			`with host as (
				insert into ingestion_assets (asset_uuid, hostname, system_id) values (md5($1::text || $2::text)::uuid, $1::text, $2::text) on conflict (asset_uuid) do update set hostname = excluded.hostname returning asset_uuid
			)
			insert into ingestion_vulnerabilities (asset_uuid, plugin_id, plugin_name, severity, port, protocol, first_found, last_found, state, external_references, solution)
			select asset_uuid, $3::text, 'Weakness ' || $3::text, $4::integer, 443, 'tcp', now() at time zone 'UTC' - make_interval(days => $5::integer), now() at time zone 'UTC' - make_interval(days => $6::integer), $7::text, $8::jsonb, 'Install the update.' from host`,
			[host, systemId, pluginId, severity, age, seen, state, JSON.stringify(cves)]);
	}
}

/** What a later scan says of all its findings. */
export const setState = (world: SyncedWorld, pluginId: string, state: string) =>
	world.otherProgram('update ingestion_vulnerabilities set state = $2 where plugin_id = $1', [pluginId, state]);

export const dayAfter = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
