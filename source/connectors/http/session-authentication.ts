import type {Clock} from '../../core/process/clock.js';
import type {Authentication, Credentials, CredentialsRequest} from './authentication.js';

/** What signing in gave. `expiresAt`, by our clock, where the other side tells. */
export type Session = {readonly token: string; readonly expiresAt: Date | undefined};

export type SessionAuthenticationOptions = {
	/** Sends name and password, and gives the token to `learn` before anything of the answer is kept. Throws AppErrors. */
	readonly signIn: (request: CredentialsRequest & {readonly learn: (token: string) => void}) => Promise<Session>;
	readonly toHeaders: (token: string) => Readonly<Record<string, string>>;
	readonly clock: Clock;
	/** Name and password, as far as they are secret. */
	readonly secrets: readonly string[];
	/** Told each token before it is used, so that no log shows it. */
	readonly learnSecret: (value: string) => void;
};

export type SessionAuthentication = Authentication & {
	readonly renew: NonNullable<Authentication['renew']>;
	/** Ends a sign-in that is under way. */
	readonly close: () => void;
};

/** A session is left this long before it ends, because a request takes time to arrive. */
const marginMs = 30_000;
/** Of old tokens only the last few can still be in an answer that is under way. */
const rememberedTokens = 4;

type Held = {readonly credentials: Credentials; readonly expiresAt: Date | undefined};

/**
 * A session: signs in when the first request needs it, and again when the session ends or is refused. All requests that
 * need a new one at the same time share one sign-in, which goes on although the one that began it was given up.
 */
export function createSessionAuthentication({signIn, toHeaders, clock, secrets, learnSecret}: SessionAuthenticationOptions): SessionAuthentication {
	const closing = new AbortController();
	let held: Held | undefined;
	let pending: Promise<Held> | undefined;
	let tokens: readonly string[] = [];

	function learn(token: string): void {
		tokens = [...tokens.filter(known => known !== token), token].slice(-rememberedTokens);
		learnSecret(token);
	}

	async function enter(isForced: boolean): Promise<Held> {
		try {
			const {token, expiresAt} = await signIn({signal: closing.signal, isForced, learn});
			held = {credentials: {headers: toHeaders(token)}, expiresAt};
			return held;
		} finally {
			pending = undefined;
		}
	}

	async function share({signal, isForced}: CredentialsRequest): Promise<Credentials> {
		signal.throwIfAborted();
		pending ??= enter(isForced);
		return (await unlessAborted(pending, signal)).credentials;
	}

	const isOver = ({expiresAt}: Held): boolean => expiresAt !== undefined && expiresAt.getTime() - marginMs <= clock.now().getTime();

	return {
		current: async request => (held === undefined || isOver(held) ? share(request) : held.credentials),
		// Somebody else may have signed in since this request left.
		renew: async (refused, request) => (held !== undefined && held.credentials !== refused ? held.credentials : share(request)),
		secrets: () => [...secrets, ...tokens],
		close: () => closing.abort(new Error('The connection was closed.')),
	};
}

/** Waits with a signal of one's own for what others wait for as well. */
async function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
	const {promise, reject} = Promise.withResolvers<never>();
	const stop = () => reject(signal.reason);
	signal.addEventListener('abort', stop, {once: true});
	try {
		return await Promise.race([work, promise]);
	} finally {
		signal.removeEventListener('abort', stop);
	}
}
