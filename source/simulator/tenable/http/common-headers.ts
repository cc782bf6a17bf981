import {Draw} from '../../random.js';

/** What every answer of Tenable's gateway carries; `now`, in epoch milliseconds, is the server's own time. */
export function commonHeaders(seed: number, requestUuid: string, now: number): ReadonlyArray<readonly [string, string]> {
	const site = `nginx-cloud-site-id=us-east-1-prod-${new Draw(seed, 'site', 0).hex(8)}`;
	return [
		['Date', new Date(now).toUTCString()],
		['X-Request-Uuid', requestUuid],
		['X-Gateway-Site-ID', 'nginx-router-k7c2p-us-east-1-prod'],
		['Cache-Control', 'no-cache'],
		['Strict-Transport-Security', 'max-age=63072000; includeSubDomains'],
		['X-Content-Type-Options', 'nosniff'],
		['Set-Cookie', `${site}; path=/; HttpOnly; SameSite=Strict; Secure`],
		['Set-Cookie', `${site}; path=/; HttpOnly; SameSite=Strict; Secure`],
		['Vary', 'origin,accept-encoding'],
		['server', 'tenable.io'],
	];
}
