import type {EntityType} from '../../core/entity.js';
import type {JsonObject, JsonValue} from '../../core/json.js';
import type {WireList, WireThing} from './wire.js';

/** What the service answers when it does not do what was asked. */
export type ServiceRefusal = {readonly refusal: 'login' | 'offline' | 'changed' | 'missing' | 'invalid'; readonly text: string};

export type ListQuestion = {readonly afterId: string | undefined; readonly sinceRevision: number | undefined; readonly limit: number};

export type ChangeQuestion = {readonly id: string; readonly data: JsonObject; readonly ifRevision: number | undefined; readonly requestId: string; readonly isNew: boolean};

/**
 * Another system that lives in this process: a table of things for each entity type, each change of which has a number.
 * Connectors ask through `ask…`; `people` change it behind their backs.
 */
export type MemoryService = {
	readonly askList: (token: string, entityType: EntityType, question: ListQuestion) => Promise<WireList | ServiceRefusal>;
	readonly askOne: (token: string, entityType: EntityType, id: string) => Promise<WireThing | ServiceRefusal>;
	/** A request that it has seen before changes nothing and is answered as it was then. */
	readonly askChange: (token: string, entityType: EntityType, question: ChangeQuestion) => Promise<WireThing | ServiceRefusal>;
	readonly people: {
		readonly put: (entityType: EntityType, id: string, data: JsonObject) => void;
		readonly remove: (entityType: EntityType, id: string) => void;
		/** Something that is no thing, sent in place of one. */
		readonly spoil: (entityType: EntityType, id: string, item: JsonValue) => void;
		readonly goOffline: (isOffline: boolean) => void;
		readonly idsOf: (entityType: EntityType) => readonly string[];
	};
};

export type MemoryServiceOptions = {readonly token: string; readonly now: () => Date};

/** What is sent for each id; without a `thing` it is something spoilt. */
type Table = Map<string, {readonly revision: number; readonly item: JsonValue; readonly thing?: WireThing}>;

export function createMemoryService({token: expectedToken, now}: MemoryServiceOptions): MemoryService {
	const tables = new Map<EntityType, Table>();
	const answered = new Map<string, WireThing>();
	let revision = 0;
	let isOffline = false;

	const tableOf = (entityType: EntityType): Table => {
		const table = tables.get(entityType) ?? new Map();
		tables.set(entityType, table);
		return table;
	};
	const keep = (entityType: EntityType, id: string, data: JsonObject, by: string, isGone = false): WireThing => {
		const thing: WireThing = {id, revision: ++revision, modified: now().toISOString(), modifiedBy: by, ...(isGone ? {gone: true} : {}), data};
		tableOf(entityType).set(id, {revision: thing.revision, item: thing, thing});
		return thing;
	};
	const findThing = (entityType: EntityType, id: string) => {
		const thing = tableOf(entityType).get(id)?.thing;
		return thing?.gone ? undefined : thing;
	};
	/** Another process would answer later, and with copies: what it gave cannot be changed from outside. */
	const answer = async <T>(token: string, work: () => T | ServiceRefusal): Promise<T | ServiceRefusal> => {
		await Promise.resolve();
		if (isOffline) return {refusal: 'offline', text: 'connection refused'};
		return token === expectedToken ? structuredClone(work()) : {refusal: 'login', text: 'unknown token'};
	};

	return {
		askList: (token, entityType, {afterId, sinceRevision, limit}) => answer(token, () => {
			const all = [...tableOf(entityType)].sort(([left], [right]) => (left < right ? -1 : 1))
				.filter(([, entry]) => (sinceRevision === undefined ? entry.thing?.gone !== true : entry.revision > sinceRevision));
			const rest = all.filter(([id]) => afterId === undefined || id > afterId);
			const next = rest.length > limit ? rest[limit - 1]?.[0] : undefined;
			return {items: rest.slice(0, limit).map(([, entry]) => entry.item), total: all.length, revision, ...(next === undefined ? {} : {next})};
		}),
		askOne: (token, entityType, id) => answer<WireThing>(token, () => findThing(entityType, id) ?? {refusal: 'missing', text: `no ${entityType} ${id}`}),
		askChange: (token, entityType, {id, data, ifRevision, requestId, isNew}) => answer<WireThing>(token, () => {
			const before = answered.get(requestId);
			if (before !== undefined) return before;
			const current = findThing(entityType, id);
			if (current === undefined && !isNew) return {refusal: 'missing', text: `no ${entityType} ${id}`};
			if (current !== undefined && ifRevision !== undefined && current.revision !== ifRevision) return {refusal: 'changed', text: `${id} is at revision ${current.revision}`};
			if (Object.values(data).some(value => typeof value === 'string' && value.length > 4000)) return {refusal: 'invalid', text: 'a text may have 4,000 characters'};
			const thing = keep(entityType, id, {...current?.data, ...data}, 'parley');
			answered.set(requestId, thing);
			return thing;
		}),
		people: {
			put: (entityType, id, data) => void keep(entityType, id, data, 'somebody'),
			remove: (entityType, id) => void keep(entityType, id, {}, 'somebody', true),
			spoil: (entityType, id, item) => void tableOf(entityType).set(id, {revision: ++revision, item}),
			goOffline: value => {
				isOffline = value;
			},
			idsOf: entityType => [...tableOf(entityType)].filter(([, {thing}]) => thing !== undefined && thing.gone !== true).map(([id]) => id).sort(),
		},
	};
}
