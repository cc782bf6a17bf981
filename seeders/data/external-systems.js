// Five attempts over about a minute outlive a restart on the other side.
const retry_config = {max_attempts: 5, base_delay_ms: 1000, max_delay_ms: 60_000};
// Tenable counts requests by the minute; a database is spared a flood, not slowed down.
const apiLimit = {requests_per_minute: 200, burst_capacity: 50};
const databaseLimit = {requests_per_minute: 6000, burst_capacity: 500};

/** Both are off until a person has given addresses and keys. */
export const externalSystems = [
	{
		system_name: 'Tenable.io',
		system_type: 'tenable',
		api_base_url: 'https://cloud.tenable.com',
		authentication_method: 'api_key',
		connection_config: {access_key: '', secret_key: ''},
		sync_enabled: false,
		sync_frequency_minutes: 60,
		rate_limit_config: apiLimit,
		retry_config,
		is_active: true,
	},
	{
		system_name: 'Xacta 360',
		system_type: 'xacta',
		api_base_url: 'https://xacta.example.com',
		authentication_method: 'database',
		connection_config: {connection_string: '', username: '', password: ''},
		sync_enabled: false,
		sync_frequency_minutes: 60,
		rate_limit_config: databaseLimit,
		retry_config,
		is_active: true,
	},
];
