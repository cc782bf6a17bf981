import type {Clock} from '../../../core/process/clock.js';
import {Draw} from '../../random.js';

/** Name and password of the one user who may sign in. */
export type Login = {readonly username: string; readonly password: string};

/** Sessions of a name and a password; each ends by itself, and its token is worthless from then on. */
export type Sessions = {
	/** The token; undefined for a wrong name or password. */
	readonly signIn: (username: string, password: string) => string | undefined;
	readonly accepts: (token: string | undefined) => boolean;
	/** Ends all of them at once. */
	readonly endAll: () => void;
};

export function createSessions({login, clock, lifetimeMs, seed}: {readonly login: Login; readonly clock: Clock; readonly lifetimeMs: number; readonly seed: number}): Sessions {
	const endsAt = new Map<string, number>();
	let made = 0;
	return {
		signIn(username, password) {
			if (username !== login.username || password !== login.password) return undefined;
			const token = new Draw(seed, 'session', made++).hex(48);
			endsAt.set(token, clock.now().getTime() + lifetimeMs);
			return token;
		},
		accepts: token => token !== undefined && (endsAt.get(token) ?? 0) > clock.now().getTime(),
		endAll: () => endsAt.clear(),
	};
}

/** The token of `X-Cookie: token=…`. */
export const parseSessionToken = (header: string | undefined): string | undefined => /(?:^|;)\s*token=([^;\s]+)/.exec(header ?? '')?.[1];
