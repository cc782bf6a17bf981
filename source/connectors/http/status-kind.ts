import type {ErrorCode} from '../../errors/codes.js';

export type StatusKind = {
	readonly code: ErrorCode;
	/** What the status says, to a person. */
	readonly meaning: string;
	/** `safe`: the request had no effect, whatever it was. `repeatable`: only a request that may be sent twice. */
	readonly retry: 'safe' | 'repeatable' | 'never';
	/** Whether it counts against the circuit. */
	readonly isOutage: boolean;
};

const kind = (code: ErrorCode, meaning: string, retry: StatusKind['retry'] = 'never', isOutage = false): StatusKind => ({code, meaning, retry, isOutage});

const kinds: Readonly<Record<number, StatusKind>> = {
	400: kind('EXTERNAL_REJECTED', 'it calls the request invalid'),
	401: kind('EXTERNAL_AUTHENTICATION_FAILED', 'it does not accept the credentials'),
	402: kind('EXTERNAL_FORBIDDEN', 'the licence does not cover this'),
	403: kind('EXTERNAL_FORBIDDEN', 'the credentials are accepted, but lack the permission'),
	404: kind('EXTERNAL_NOT_FOUND', 'it knows no such thing'),
	405: kind('EXTERNAL_UNSUPPORTED', 'it does not offer this'),
	406: kind('EXTERNAL_UNSUPPORTED', 'it does not offer this'),
	407: kind('EXTERNAL_UNREACHABLE', 'the proxy wants credentials of its own'),
	408: kind('EXTERNAL_UNREACHABLE', 'it waited too long for the request', 'repeatable'),
	409: kind('EXTERNAL_REJECTED', 'it conflicts with what is there'),
	410: kind('EXTERNAL_NOT_FOUND', 'it is gone for good'),
	412: kind('EXTERNAL_REJECTED', 'the record changed meanwhile'),
	420: kind('EXTERNAL_RATE_LIMITED', 'too many requests', 'safe'),
	421: kind('EXTERNAL_FAILED', 'the request reached the wrong server', 'safe'),
	423: kind('EXTERNAL_REJECTED', 'the record is locked'),
	425: kind('EXTERNAL_FAILED', 'too early', 'safe'),
	429: kind('EXTERNAL_RATE_LIMITED', 'too many requests', 'safe'),
	500: kind('EXTERNAL_FAILED', 'it failed inside', 'repeatable', true),
	501: kind('EXTERNAL_UNSUPPORTED', 'it does not offer this'),
	502: kind('EXTERNAL_FAILED', 'its gateway got no good answer', 'repeatable', true),
	503: kind('EXTERNAL_FAILED', 'it is unavailable', 'repeatable', true),
	504: kind('EXTERNAL_FAILED', 'its gateway got no answer in time', 'repeatable', true),
	505: kind('EXTERNAL_UNSUPPORTED', 'it does not speak this version of HTTP'),
};

/** The one table from HTTP status to what it means for us. */
export function toStatusKind(status: number): StatusKind {
	const known = kinds[status];
	if (known !== undefined) return known;
	if (status < 300) return kind('EXTERNAL_BAD_PAYLOAD', 'the answer is not one that was asked for');
	if (status < 400) return kind('EXTERNAL_FAILED', 'it redirects, which Parley never follows');
	if (status < 500) return kind('EXTERNAL_REJECTED', 'it refuses the request');
	return kind('EXTERNAL_FAILED', 'it failed inside', 'repeatable', true);
}
