/**
 * When a lease ends. A heartbeat that lies further ahead than a lease lasts is of a time before the server's clock was put
 * back, or of another server that stood in its place: whoever is alive would have renewed it by now, so it is over.
 */
export const leaseEnd = (lease: string): string =>
	`(case when ${lease}.heartbeat_at - clock_timestamp() > ${lease}.expires_at - ${lease}.heartbeat_at then clock_timestamp() - interval '1 second' else ${lease}.expires_at end)`;
