import {randomUUID} from 'node:crypto';
import * as z from 'zod';
import {AppError} from '../../errors/app-error.js';
import type {Cursor, ListRequest, Page} from '../../core/connector.js';
import type {JsonValue} from '../../core/json.js';
import type {DateCodec} from './date-codec.js';
import type {EmassClient} from './emass-client.js';
import {toControl, toId, toPoam, toSystem, type ElementMapper, type MappedElement} from './map.js';

export type ListedEntity = 'system' | 'control' | 'poam';

export type ListerParts = {
	readonly client: EmassClient;
	readonly codec: DateCodec;
	/** The address. What is known of one instance says nothing of another. */
	readonly source: string;
	readonly concurrentRequests: number;
	readonly now: () => Date;
};

/** A page ends after so many systems, however few records they have: a run shows that it lives, and loses little when it stops. */
const systemsPerPage = 50;
/** All systems come in one answer. */
const everySystem = 'all';

const mappers: Readonly<Record<ListedEntity, ElementMapper>> = {system: toSystem, control: toControl, poam: toPoam};

/** Where a listing goes on: in the first of `todo`, after the record `after`. */
const positionSchema = z.strictObject({
	source: z.string(), listing: z.string(), startedAt: z.string(), todo: z.array(z.string()), after: z.string().nullable(),
	done: z.number(), total: z.number(), gaps: z.array(z.string()),
});
type Position = z.infer<typeof positionSchema>;

/** What one system holds, in order; why it could not be read; or neither, while nobody asked. */
type Chunk = {readonly elements: readonly MappedElement[]; readonly gap?: string};

/**
 * Reads everything, system by system: the API can be asked for no less, knows no pages, and tells no time of a change. A
 * few systems are asked at once; what they gave beyond a page is kept for the next one, and asked for again by a process
 * that does not have it.
 */
export function createLister(parts: ListerParts): (entity: ListedEntity, request: ListRequest) => Promise<Page> {
	/** What was fetched ahead, by listing: of each type of record there is one under way. */
	const ahead = new Map<ListedEntity, {readonly listing: string; readonly chunks: Map<string, Promise<Chunk>>}>();
	return async (entity, request) => {
		request.signal.throwIfAborted();
		const position = (request.cursor === undefined ? undefined : parsePosition(request.cursor, parts.source)) ?? await begin(parts, entity, request.signal);
		const kept = ahead.get(entity);
		const chunks = kept?.listing === position.listing ? kept.chunks : new Map<string, Promise<Chunk>>();
		ahead.set(entity, {listing: position.listing, chunks});
		const page = await fillPage({...parts, entity, signal: request.signal, chunks}, request.pageSize, position);
		if (page.next === undefined) ahead.delete(entity);
		return page;
	};
}

async function begin({client, source, now}: ListerParts, entity: ListedEntity, signal: AbortSignal): Promise<Position> {
	const start = {source, listing: randomUUID(), after: null, done: 0, gaps: []};
	if (entity === 'system') return {...start, startedAt: now().toISOString(), todo: [everySystem], total: 1};
	const {systems, at} = await client.listSystems(signal);
	const ids = systems.map(system => toId((system as {systemId?: JsonValue} | null)?.systemId));
	const todo = [...new Set(ids.filter(id => id !== undefined))].sort((left, right) => Number(left) - Number(right));
	const nameless = ids.filter(id => id === undefined).length;
	return {...start, startedAt: at.toISOString(), todo, total: todo.length, gaps: nameless === 0 ? [] : [`${nameless} systems came without a usable id, so what belongs to them was not read.`]};
}

/** One request of a listing, with what was fetched ahead by system. */
type Listing = ListerParts & {readonly entity: ListedEntity; readonly signal: AbortSignal; readonly chunks: Map<string, Promise<Chunk>>};

async function fillPage(listing: Listing, pageSize: number, start: Position): Promise<Page> {
	const {chunks} = listing;
	const found: MappedElement[] = [];
	let position = start;
	for (const systemId of start.todo) {
		if (found.length >= pageSize || position.done - start.done >= systemsPerPage) break;
		fetchAhead(listing, position.todo);
		const {elements, gap} = await chunks.get(systemId) ?? {elements: []};
		const {after} = position;
		const left = after === null ? elements : elements.filter(({key}) => key > after);
		const taken = left.slice(0, pageSize - found.length);
		found.push(...taken);
		if (taken.length < left.length) {
			position = {...position, after: taken.at(-1)?.key ?? after};
			break;
		}
		chunks.delete(systemId);
		position = {...position, todo: position.todo.slice(1), after: null, done: position.done + 1, gaps: gap === undefined ? position.gaps : [...position.gaps, gap]};
	}
	return toPage(found, position);
}

function toPage(found: readonly MappedElement[], position: Position): Page {
	const page = {
		records: found.flatMap(element => ('record' in element ? [element.record] : [])),
		unreadable: found.flatMap(element => ('unreadable' in element ? [element.unreadable] : [])),
		progress: {done: position.done, total: position.total, unit: 'pages' as const},
	};
	if (position.todo.length > 0) return {...page, next: {...position}};
	return {...page, watermark: {source: position.source, startedAt: position.startedAt}, gaps: position.gaps};
}

/** Asks for the next systems, as many at once as is allowed; those that were asked for already are not asked again. */
function fetchAhead(listing: Listing, todo: readonly string[]): void {
	const {chunks, concurrentRequests} = listing;
	for (const systemId of todo.slice(0, concurrentRequests)) {
		if (chunks.has(systemId)) continue;
		const chunk = readChunk(listing, systemId);
		chunks.set(systemId, chunk);
		// A failure is met when its turn comes, and must not count as unhandled before. The next attempt asks anew.
		chunk.catch(() => chunks.delete(systemId));
	}
}

async function readChunk(listing: Listing, systemId: string): Promise<Chunk> {
	const {entity, codec} = listing;
	try {
		const elements = await readElements(listing, systemId);
		if (elements === undefined) return {elements: [], gap: `System ${systemId} was listed and is not there any more.`};
		const mapped = elements.map((element, place) => mappers[entity](element, place, codec));
		const byKey = new Map(mapped.map(element => [element.key, element]));
		return {elements: [...byKey.values()].sort((left, right) => (left.key < right.key ? -1 : 1))};
	} catch (error) {
		// One system that may not be read must not cost all others.
		if (error instanceof AppError && error.code === 'EXTERNAL_FORBIDDEN' && entity !== 'system') return {elements: [], gap: `System ${systemId} may not be read: ${error.message}`};
		throw error;
	}
}

async function readElements({client, entity, signal}: Listing, systemId: string): Promise<readonly JsonValue[] | undefined> {
	switch (entity) {
		case 'system': return (await client.listSystems(signal)).systems;
		case 'control': return client.listControls(systemId, signal);
		case 'poam': return client.listPoams(systemId, signal);
	}
}

/** Undefined for a cursor of another version or of another address: the listing then begins anew, which loses nothing. */
function parsePosition(cursor: Cursor, source: string): Position | undefined {
	const {success, data} = positionSchema.safeParse(cursor);
	return success && data.source === source ? data : undefined;
}
