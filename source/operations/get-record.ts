import {entityDefinitions, type EntityType, type FieldKind} from '../core/entity.js';
import type {FoundRecord} from '../core/found-record.js';
import type {JsonValue} from '../core/json.js';
import type {Stores} from '../core/stores/stores.js';
import {AppError} from '../errors/app-error.js';
import type {OperationContext} from './context.js';
import {explainLinks, type RecordExplanation} from './explain-record.js';

/** By our own number of the row, or by its key or an id of another system. */
export type GetRecordRequest = {readonly entityType: EntityType} & ({readonly id: number} | {readonly key: string});

/** A record of ours, whole. */
export type RecordDetail = {
	readonly record: FoundRecord;
	/** Every field that a mapping could write, in the order of its definition. */
	readonly fields: readonly {readonly field: string; readonly kind: FieldKind; readonly value: JsonValue}[];
	/** What each system that it is linked to says of its mapped fields, and which rule decides. */
	readonly links: readonly RecordExplanation[];
};

/** @throws NOT_FOUND */
export async function getRecord({database: {stores}}: OperationContext, request: GetRecordRequest): Promise<RecordDetail> {
	const {entityType} = request;
	const definition = entityDefinitions[entityType];
	const id = 'id' in request ? String(request.id) : await findId(stores, entityType, request.key);
	const [record] = id === undefined ? [] : await stores.records.listFound(entityType, [id]);
	const held = id === undefined ? undefined : await stores.records.find(entityType, id, Object.keys(definition.fields));
	if (record === undefined || held === undefined) throw unknownRecord(request);
	const links = (await stores.links.listOfRecord(entityType, record.entityId)).filter(link => link.internalId === String(record.id));
	return {
		record,
		fields: Object.entries(definition.fields).flatMap(([field, kind]) => (held.fields[field] === undefined ? [] : [{field, kind, value: held.fields[field]}])),
		links: await explainLinks(stores, links, record.entityId),
	};
}

async function findId(stores: Stores, entityType: EntityType, key: string): Promise<string | undefined> {
	return (await stores.records.findByKey(entityType, key, []))?.id ?? (await stores.links.listOfRecord(entityType, key))[0]?.internalId;
}

const unknownRecord = (request: GetRecordRequest): AppError => new AppError({
	code: 'NOT_FOUND',
	message: `There is no ${request.entityType} ${'id' in request ? `number ${request.id}` : `"${request.key}"`}.`,
	nextStep: `Give its key (${entityDefinitions[request.entityType].keyFields.join(':')}) or the other side's id; "parley records list ${request.entityType}" shows the keys.`,
});
