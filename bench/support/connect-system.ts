import type {Server} from './server.js';
import type {Simulator} from './simulator.js';

/** Chunks of so many assets' findings: about 2,000 findings each at twenty an asset. */
const findingChunkAssets = 100;

const limit = {requests_per_minute: 600_000, burst_capacity: 10_000};

/** Makes the simulator the Tenable.io of a database, with a rate limit that is not what is measured. Says what it set. */
export async function connectSystem(server: Server, database: string, {url, accessKey, secretKey}: Simulator): Promise<string> {
	await server.query(database, `
		update external_systems set api_base_url = $1, sync_enabled = true, rate_limit_config = $3::jsonb,
			connection_config = connection_config || $2::jsonb
		where system_type = 'tenable'`,
	[url, JSON.stringify({access_key: accessKey, secret_key: secretKey, finding_chunk_assets: String(findingChunkAssets)}), JSON.stringify(limit)]);
	return `Parley's own limit is ${limit.requests_per_minute.toLocaleString('en-US')} requests a minute; a chunk holds the findings of ${findingChunkAssets} assets.`;
}
