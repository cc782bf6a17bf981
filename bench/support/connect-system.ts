import type {Server} from './server.js';
import type {Simulator} from './simulator.js';

/** Chunks of so many assets' findings: about 2,000 findings each at twenty an asset. */
const findingChunkAssets = 100;

/** Makes the simulator the Tenable.io of a database, with a rate limit that is not what is measured. */
export async function connectSystem(server: Server, database: string, {url, accessKey, secretKey}: Simulator): Promise<void> {
	await server.query(database, `
		update external_systems set api_base_url = $1, sync_enabled = true, rate_limit_config = '{"requests_per_minute": 600000, "burst_capacity": 10000}',
			connection_config = connection_config || $2::jsonb
		where system_type = 'tenable'`,
	[url, JSON.stringify({access_key: accessKey, secret_key: secretKey, finding_chunk_assets: String(findingChunkAssets)})]);
}
