import type {JsonValue} from '../../core/json.js';
import type {Mask} from '../../core/text/mask.js';
import {toSample} from './body-sample.js';
import type {StatusFailure} from './http-call.js';
import {AttemptError} from './http-failure.js';
import {parseJson} from './parse-json.js';
import {parseRetryAfter} from './retry-after.js';

/** How much is read of what explains an error status. */
const errorBodyBytes = 64 * 1024;

type Expected = {
	/** Any, when there is none. */
	readonly mediaTypes: readonly string[];
	readonly mask: Mask;
	readonly now: Date;
};

/** Lets an answer pass whose body may be read. @throws AttemptError for an error status, with what its body says of it, and for a type that nobody asked for */
export async function checkAnswer(response: Response, {mediaTypes, mask, now}: Expected): Promise<void> {
	if (!response.ok) throw new AttemptError(await toStatusFailure(response, mask, now));
	refuseMediaType(response, mediaTypes);
}

async function toStatusFailure(response: Response, mask: Mask, now: Date): Promise<StatusFailure> {
	const text = mask(await readBeginning(response));
	const isJson = response.headers.get('content-type')?.includes('json') ?? false;
	const location = response.headers.get('location');
	return {
		kind: 'status',
		status: response.status,
		sample: toSample(text),
		json: isJson ? tryParse(text) : undefined,
		retryAfterMs: parseRetryAfter(response.headers.get('retry-after'), response.headers.get('date'), now),
		location: location === null ? undefined : toSample(mask(location)),
	};
}

async function readBeginning({body}: Response): Promise<string> {
	const pieces: Uint8Array[] = [];
	let bytes = 0;
	try {
		for await (const piece of body ?? []) {
			pieces.push(piece);
			bytes += piece.length;
			if (bytes >= errorBodyBytes) break;
		}
	} catch {
		// The status is known; its explanation broke off. What came of it will do.
	}

	return Buffer.concat(pieces).toString('utf8');
}

function tryParse(text: string): JsonValue | undefined {
	try {
		return parseJson(text).value;
	} catch {
		return undefined; // Declared as JSON and is not: the sample shows it.
	}
}

/** An answer of a type that nobody asked for is a login page or a proxy's notice: never "no records". */
function refuseMediaType(response: Response, accepted: readonly string[]): void {
	const header = response.headers.get('content-type');
	if (accepted.length === 0 || header === null) return;
	const type = header.split(';', 1)[0]?.trim().toLowerCase() ?? '';
	if (accepted.includes(type) || (accepted.includes('application/json') && type.endsWith('+json'))) return;
	// What is left of it does not matter, and neither does how it ends.
	response.body?.cancel().catch(() => undefined);
	throw new AttemptError({kind: 'payload', problem: 'content-type', detail: `with "${toSample(type)}" where ${accepted.join(' or ')} is due`, sample: ''});
}
