import {isJsonObject, type JsonObject, type JsonValue} from '../../core/json.js';

/** Something that goes wrong with one request, or with the export that it starts. */
export type Fault = TransportFault | BatchFault | ExportFault | ChunkFault;

export type TransportFault =
	| {readonly kind: 'delay'; readonly ms: number}
	/** The request is taken and never answered; with `effect: "after"` it did what it asked for. */
	| {readonly kind: 'hang'; readonly effect?: 'before' | 'after'}
	| {readonly kind: 'drip'; readonly bytesPerSecond: number}
	/** The connection is reset: before the request had its effect, after it, or in the middle of the answer. */
	| {readonly kind: 'reset'; readonly when: 'before' | 'after' | 'mid-body'}
	/** The body ends too early: shorter than its content-length, cut inside chunked encoding, or whole on the wire but half a JSON. */
	| {readonly kind: 'truncate'; readonly how: 'content-length' | 'chunked' | 'valid-length'}
	/** 200 with the HTML page of a login. */
	| {readonly kind: 'wrong-type'}
	| {readonly kind: 'invalid-json'}
	| {readonly kind: 'empty'}
	| {readonly kind: 'no-content'}
	| {readonly kind: 'gzip-bomb'; readonly megabytes: number}
	| {readonly kind: 'large-header'; readonly bytes: number}
	/** Some other status; with `effect: "after"` the request did what it asked for all the same. */
	| {readonly kind: 'status'; readonly status: number; readonly retryAfter?: string; readonly effect?: 'before' | 'after'}
	| {readonly kind: 'redirect'; readonly location: string; readonly status?: number};

/** A write of many items: so many of them take effect, then the connection is reset. */
export type BatchFault = {readonly kind: 'batch-cut'; readonly after: number};

/** What becomes of an export; asked for on the request that starts it. */
export type ExportFault =
	/** Ends in ERROR or CANCELLED when so many chunks are there; the rest is in `chunks_cancelled`. */
	| {readonly kind: 'export-error'; readonly afterChunks: number}
	| {readonly kind: 'export-cancelled'; readonly afterChunks: number}
	/** FINISHED, with some chunks in `chunks_failed` or `chunks_cancelled`. */
	| {readonly kind: 'chunks-failed'; readonly count: number}
	| {readonly kind: 'chunks-cancelled'; readonly count: number}
	/** Listed as available, but 404 when asked for. */
	| {readonly kind: 'chunks-missing'; readonly count: number}
	/** Ids that leave numbers out: 1, 2, 5, 6, 9… */
	| {readonly kind: 'chunk-gaps'}
	/** While in PROCESSING each second list has lost the chunks of the one before. */
	| {readonly kind: 'list-shrinks'}
	| {readonly kind: 'stuck'; readonly status: 'QUEUED' | 'PROCESSING'}
	/** Gone as soon as it is FINISHED. */
	| {readonly kind: 'expires-at-once'};

/** What is in a chunk; asked for on the request that downloads it. */
export type ChunkFault =
	| {readonly kind: 'null-chunk'}
	| {readonly kind: 'empty-chunk'}
	/** So many of its records come twice, the second time with another content. */
	| {readonly kind: 'duplicate-records'; readonly count: number}
	/** So great a share of its records (0 to 1) changes the type of a value, loses a key, or brings unknown words. */
	| {readonly kind: 'type-drift'; readonly share: number}
	/** So great a share of its records carries texts that attack whoever stores or shows them. */
	| {readonly kind: 'hostile-strings'; readonly share: number}
	/** So many things that are no records at all: numbers, null, a text, a list. */
	| {readonly kind: 'not-records'; readonly count: number};

type Parameter = 'number' | 'text' | readonly string[];
type Shape = {readonly required: Readonly<Record<string, Parameter>>; readonly optional?: Readonly<Record<string, Parameter>>};

const shapes: Readonly<Record<Fault['kind'], Shape>> = {
	'delay': {required: {ms: 'number'}},
	'hang': {required: {}, optional: {effect: ['before', 'after']}},
	'drip': {required: {bytesPerSecond: 'number'}},
	'reset': {required: {when: ['before', 'after', 'mid-body']}},
	'truncate': {required: {how: ['content-length', 'chunked', 'valid-length']}},
	'wrong-type': {required: {}},
	'invalid-json': {required: {}},
	'empty': {required: {}},
	'no-content': {required: {}},
	'gzip-bomb': {required: {megabytes: 'number'}},
	'large-header': {required: {bytes: 'number'}},
	'status': {required: {status: 'number'}, optional: {retryAfter: 'text', effect: ['before', 'after']}},
	'redirect': {required: {location: 'text'}, optional: {status: 'number'}},
	'batch-cut': {required: {after: 'number'}},
	'export-error': {required: {afterChunks: 'number'}},
	'export-cancelled': {required: {afterChunks: 'number'}},
	'chunks-failed': {required: {count: 'number'}},
	'chunks-cancelled': {required: {count: 'number'}},
	'chunks-missing': {required: {count: 'number'}},
	'chunk-gaps': {required: {}},
	'list-shrinks': {required: {}},
	'stuck': {required: {status: ['QUEUED', 'PROCESSING']}},
	'expires-at-once': {required: {}},
	'null-chunk': {required: {}},
	'empty-chunk': {required: {}},
	'duplicate-records': {required: {count: 'number'}},
	'type-drift': {required: {share: 'number'}},
	'hostile-strings': {required: {share: 'number'}},
	'not-records': {required: {count: 'number'}},
};

/** Reads a fault from JSON, or says in a sentence what is wrong with it. */
export function parseFault(value: JsonValue | undefined): Fault | string {
	if (!isJsonObject(value)) return 'A fault is an object with a "kind".';
	const kind = value['kind'];
	if (typeof kind !== 'string' || !Object.hasOwn(shapes, kind)) return `"${String(kind)}" is no kind of fault; there are: ${Object.keys(shapes).join(', ')}.`;
	const {required, optional = {}} = shapes[kind as Fault['kind']];
	for (const [name, parameter] of Object.entries({...required, ...optional})) {
		const isMissing = value[name] === undefined;
		if (isMissing ? Object.hasOwn(required, name) : !fits(value[name], parameter)) return `Fault "${kind}" wants "${name}": ${describe(parameter)}.`;
	}
	return value as JsonObject as Fault;
}

const fits = (value: JsonValue | undefined, parameter: Parameter): boolean =>
	parameter === 'number' ? typeof value === 'number' && Number.isFinite(value) && value >= 0
		: parameter === 'text' ? typeof value === 'string' : typeof value === 'string' && parameter.includes(value);

const describe = (parameter: Parameter): string =>
	parameter === 'number' ? 'a number' : parameter === 'text' ? 'a text' : `one of ${parameter.join(', ')}`;
