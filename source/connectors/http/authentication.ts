/** What one request carries to prove who asks. Compared by identity: whoever was refused says with which of them. */
export type Credentials = {readonly headers: Readonly<Record<string, string>>};

/** `isForced`: a person's own test of the connection, which goes even while the circuit is open. */
export type CredentialsRequest = {readonly signal: AbortSignal; readonly isForced: boolean};

/** How one client proves who it is. One for each scheme; the client knows none of them by name. */
export type Authentication = {
	/** Signs in first where there is such a thing. Throws what signing in threw. */
	readonly current: (request: CredentialsRequest) => Promise<Credentials>;
	/** Others in place of those that were refused with 401; absent where there are none to be had. */
	readonly renew?: (refused: Credentials, request: CredentialsRequest) => Promise<Credentials>;
	/** The values that must show up nowhere; asked each time, because there may be more by then. */
	readonly secrets: () => readonly string[];
};

/** Keys that travel in headers of their own. `secrets`: those of the values that are secret. */
export function createHeaderAuthentication(headers: Readonly<Record<string, string>>, secrets: readonly string[]): Authentication {
	const credentials: Credentials = {headers};
	return {current: () => Promise.resolve(credentials), secrets: () => secrets};
}

/** A token that somebody issued and that cannot be renewed from here. */
export const createBearerAuthentication = (token: string): Authentication => createHeaderAuthentication({authorization: `Bearer ${token}`}, [token]);

/** For requests that need no proof, such as signing in. `secrets` may turn up in their bodies. */
export const createAnonymousAuthentication = (secrets: () => readonly string[]): Authentication => ({current: () => Promise.resolve({headers: {}}), secrets});
