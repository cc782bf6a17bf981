import {AppError} from '../../errors/app-error.js';
import type {JsonObject, JsonValue} from '../../core/json.js';
import {json} from '../http/body-reader.js';
import type {HttpClient} from '../http/http-client.js';
import {findHttpFailure} from '../http/http-failure.js';
import {parseList, parseOne, parseResults, type ItemResult} from './wire.js';

/** One function for each request. Ids are digits. All failures are AppErrors; undefined says that there is no such thing. */
export type EmassClient = {
	/** Proves address, certificate and key. */
	readonly ping: (signal: AbortSignal) => Promise<void>;
	/** `at` is the server's clock when it was asked, or a little before. */
	readonly listSystems: (signal: AbortSignal) => Promise<{readonly systems: readonly JsonValue[]; readonly at: Date}>;
	readonly getSystem: (systemId: string, signal: AbortSignal) => Promise<JsonObject | undefined>;
	readonly listControls: (systemId: string, signal: AbortSignal, acronym?: string) => Promise<readonly JsonValue[] | undefined>;
	/** Every result of its tests, oldest first. */
	readonly listTestResults: (systemId: string, acronym: string, signal: AbortSignal) => Promise<readonly JsonValue[]>;
	readonly listPoams: (systemId: string, signal: AbortSignal) => Promise<readonly JsonValue[] | undefined>;
	readonly getPoam: (systemId: string, poamId: string, signal: AbortSignal) => Promise<JsonObject | undefined>;
	/** A result for each item, in their order. What is too much for one request goes in several. */
	readonly write: (write: EmassWrite) => Promise<readonly ItemResult[]>;
};

type EmassCall = {
	/** Below /api, without a leading slash. */
	readonly path: string;
	/** After "could not". */
	readonly purpose: string;
	readonly signal: AbortSignal;
};

type EmassRead = EmassCall & {readonly search?: Readonly<Record<string, string>>};

export type EmassWrite = EmassCall & {readonly method: 'POST' | 'PUT'; readonly items: readonly JsonObject[]};

const firstBatch = 100;
/** "API rule failed", with which the API answers what is too much, and the status that gateways have for it. */
const tooMuch: ReadonlySet<number> = new Set([490, 413]);

export function createEmassClient(http: HttpClient, systemName: string): EmassClient {
	const get = async <Value>(parse: (body: JsonValue) => Value, {path, search = {}, ...call}: EmassRead): Promise<Value | undefined> => {
		const {value} = await http.send<Value | 'none'>({...call, method: 'GET', path: `api/${path}`, search, reader: json(parse), recover: ({status}) => (status === 404 ? 'none' : undefined)});
		return value === 'none' ? undefined : value;
	};

	/** Never repeated by itself: what was sent as a whole record would undo what somebody changed meanwhile. */
	const send = async ({method, path, items, purpose, signal}: EmassWrite): Promise<readonly ItemResult[]> => {
		const reader = json(parseResults);
		const {value} = await http.send({method, path: `api/${path}`, json: items, isRepeatable: false, purpose, reader, signal}).catch((error: unknown) => {
			throw isAnswerLost(error) ? outcomeUnknown(systemName, purpose, error) : error;
		});
		if (value.length === items.length) return value;
		throw outcomeUnknown(systemName, purpose, `it told of ${value.length} items where ${items.length} were sent`);
	};

	return {
		async ping(signal) {
			await http.send({method: 'GET', path: 'api', purpose: 'accept our key', reader: json(), isForced: true, signal});
		},
		async listSystems(signal) {
			const {value, sentAt} = await http.send({method: 'GET', path: 'api/systems', purpose: 'list its systems', reader: json(parseList), signal});
			return {systems: value, at: sentAt};
		},
		getSystem: (systemId, signal) => get(parseOne, {path: `systems/${systemId}`, purpose: `read system ${systemId}`, signal}),
		listControls: (systemId, signal, acronym) =>
			get(parseList, {path: `systems/${systemId}/controls`, search: acronym === undefined ? {} : {acronyms: acronym}, purpose: `list the controls of system ${systemId}`, signal}),
		listTestResults: async (systemId, acronym, signal) => await get(parseList, {
			path: `systems/${systemId}/test-results`, search: {controlAcronyms: acronym, latestOnly: 'false'}, purpose: `list the test results of ${acronym} in system ${systemId}`, signal,
		}) ?? [],
		listPoams: (systemId, signal) => get(parseList, {path: `systems/${systemId}/poams`, purpose: `list the POA&Ms of system ${systemId}`, signal}),
		getPoam: (systemId, poamId, signal) => get(parseOne, {path: `systems/${systemId}/poams/${poamId}`, purpose: `read POA&M ${poamId} of system ${systemId}`, signal}),
		async write(write) {
			const results: ItemResult[] = [];
			let size = firstBatch;
			while (results.length < write.items.length) {
				const items = write.items.slice(results.length, results.length + size);
				try {
					results.push(...await send({...write, items}));
				} catch (error) {
					const failure = findHttpFailure(error);
					if (failure?.kind !== 'status' || !(error instanceof AppError)) throw error;
					if (tooMuch.has(failure.status) && items.length > 1) size = Math.ceil(items.length / 2);
					// The request as a whole was refused, so each of its items was.
					else if (tooMuch.has(failure.status) || failure.status === 400 || failure.status === 404) results.push(...items.map(() => ({isDone: false, errors: [error.message], poamId: undefined})));
					else throw error;
				}
			}
			return results;
		},
	};
}

/** An answer came and cannot be read: the write may have been done. */
const isAnswerLost = (error: unknown): boolean => error instanceof AppError && error.code === 'EXTERNAL_BAD_PAYLOAD';

const outcomeUnknown = (systemName: string, purpose: string, cause: unknown): AppError => new AppError({
	code: 'EXTERNAL_UNREACHABLE',
	message: `${systemName} was asked to ${purpose}, and its answer cannot be read; whether it took effect is not known (${cause instanceof Error ? cause.message : String(cause)}).`,
	nextStep: 'The record must be read back before anything is sent again. What was under way: parley operations list',
	isRetryable: false,
	cause,
});
