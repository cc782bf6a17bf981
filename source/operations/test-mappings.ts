import {entityDefinitions, type EntityType} from '../core/entity.js';
import type {ExternalSystem} from '../core/external-system.js';
import {isJsonObject, type JsonObject, type JsonValue} from '../core/json.js';
import type {FieldMapping, MappingRule} from '../core/mapping.js';
import type {PairName} from '../core/pair-key.js';
import {toRejectedRecord} from '../core/rejected-record.js';
import type {Link} from '../core/stores/link-store.js';
import type {Stores} from '../core/stores/stores.js';
import {AppError} from '../errors/app-error.js';
import {createRecordMapper, readPath} from '../sync/mapping/map-record.js';
import type {OperationContext} from './context.js';
import {getMappingRows} from './get-mapping-rows.js';
import {getSystemRow} from './get-system-row.js';
import {parseMappings} from './parse-mappings.js';
import {requireRole} from './require-role.js';

export type TestRequest = PairName & {
	/** The id by which the other side knows the record. */
	readonly externalId: string;
	/** Mappings to try beside those of today: a document as "import" takes it. */
	readonly document?: JsonValue;
};

/** What a mapping gives for a record; `undefined` as a value means absent. */
export type TriedValue = {readonly value: JsonValue | undefined} | {readonly failure: string};

export type MappingTest = {
	readonly externalId: string;
	/** Where the record came from. */
	readonly source: 'read now' | 'read now, the rest as it was last received' | 'read now, in part: the rest comes in listings only' | 'kept when it was rejected';
	readonly fields: readonly {
		readonly internalField: string;
		readonly externalField: string;
		readonly raw: JsonValue | undefined;
		/** By the mappings of today; undefined: there is none for this field. */
		readonly before: TriedValue | undefined;
		/** By the document; undefined without one, or when it has none for this field. */
		readonly after: TriedValue | undefined;
		/** What our record holds; undefined when it has none yet. */
		readonly ours: JsonValue | undefined;
	}[];
};

/** Tries mappings on one real record, and writes nothing. @throws NOT_FOUND, MAPPING_INVALID, EXTERNAL_… */
export async function testMappings(context: OperationContext, request: TestRequest, signal: AbortSignal = new AbortController().signal): Promise<MappingTest> {
	requireRole(context, 'operator', 'read records of other systems');
	const {stores} = context.database;
	const {entityType, externalId} = request;
	const definition = entityDefinitions[entityType];
	const system = await getSystemRow(stores, request.systemName);
	const present = await getMappingRows(stores, system, entityType);
	const wanted = request.document === undefined ? [] : parseMappings(request.document).mappings;
	const link = await stores.links.findByExternalId(system.id, entityType, externalId);
	const received = link === undefined ? undefined : await findReceived(stores, link, present);
	const {fields, source} = await findRecord(context, {system, entityType, externalId, received}, signal);
	const ours = link === undefined ? undefined : (await stores.records.find(entityType, link.internalId, Object.keys(definition.fields)))?.fields;
	const limits = await stores.pages.columnLimits(definition);
	const tryAll = (rules: readonly MappingRule[]): ReadonlyMap<string, TriedValue> => new Map(rules.map(rule => {
		// Alone, so that a field that fails does not hide the others.
		const mapping: FieldMapping = {...rule, id: 0, externalSystemId: system.id, entityType, version: 1};
		const mapped = createRecordMapper(definition, [mapping], limits).map({externalId, fields});
		return [rule.internalField, mapped.kind === 'mapped' ? {value: mapped.fields[rule.internalField]} : {failure: mapped.failures.map(({message}) => message).join(' ')}];
	}));
	const [before, after] = [tryAll(present), tryAll(wanted)];
	return {
		externalId, source,
		fields: toShownRules(present, wanted).map(({internalField, externalField}) => ({
			internalField, externalField, raw: readPath(fields, externalField.split('.')), before: before.get(internalField), after: after.get(internalField), ours: ours?.[internalField],
		})),
	};
}

/** What the document has beyond the mappings of today, then those, each as the document has it where it does. */
function toShownRules(present: readonly MappingRule[], wanted: readonly MappingRule[]): readonly MappingRule[] {
	const today = new Set(present.map(({internalField}) => internalField));
	const documented = new Map(wanted.map(rule => [rule.internalField, rule]));
	return [...wanted.filter(({internalField}) => !today.has(internalField)), ...present.map(rule => documented.get(rule.internalField) ?? rule)];
}

/** The record as it was last received, where it came from this system: it has the key that this one sends. */
async function findReceived(stores: Stores, {entityType, internalId}: Link, mappings: readonly MappingRule[]): Promise<JsonObject | undefined> {
	const received = await stores.records.findReceived(entityType, internalId);
	if (received === undefined) return undefined;
	const {keyFields} = entityDefinitions[entityType];
	const isOwn = mappings.some(({internalField, externalField}) => keyFields.includes(internalField) && readPath(received, externalField.split('.')) !== undefined);
	return isOwn ? received : undefined;
}

type AskedRecord = {readonly system: ExternalSystem; readonly entityType: EntityType; readonly externalId: string; readonly received: JsonObject | undefined};

/**
 * Asks the other side. Where it tells of one record only in part, the rest is as it was last received; where it cannot be
 * asked for one record, all is as it was kept when it was rejected.
 */
async function findRecord(context: OperationContext, {system, entityType, externalId, received}: AskedRecord, signal: AbortSignal): Promise<{readonly fields: JsonObject; readonly source: MappingTest['source']}> {
	const connector = await context.connect(system, undefined);
	try {
		const record = await connector.read(entityType, externalId, signal);
		if (record !== undefined && record.isPartial !== true) return {fields: record.fields, source: 'read now'};
		if (record !== undefined && received !== undefined) return {fields: overlay(received, record.fields), source: 'read now, the rest as it was last received'};
		if (record !== undefined) return {fields: record.fields, source: 'read now, in part: the rest comes in listings only'};
	} catch (error) {
		if (!(error instanceof AppError) || error.code !== 'EXTERNAL_UNSUPPORTED') throw error;
	} finally {
		await connector.close();
	}
	const {stores} = context.database;
	const [kept] = await stores.pages.listUnlinkedConflicts(system.id, entityType, [externalId]);
	const rejected = kept === undefined ? undefined : await stores.conflicts.find(kept.id);
	const raw = rejected === undefined ? undefined : toRejectedRecord(rejected)?.raw;
	if (raw !== undefined && isJsonObject(raw)) return {fields: raw, source: 'kept when it was rejected'};
	throw new AppError({
		code: 'NOT_FOUND', message: `${system.systemName} shows no ${entityType} "${externalId}".`,
		nextStep: 'Give the id by which that system knows it; "parley explain" and "parley rejected list" show such ids.',
	});
}

/** What was read now, over what was received before; objects are laid over each other key by key. */
const overlay = (received: JsonObject, read: JsonObject): JsonObject =>
	({...received, ...Object.fromEntries(Object.entries(read).map(([key, value]) => {
		const before = received[key];
		return [key, isJsonObject(before) && isJsonObject(value) ? overlay(before, value) : value];
	}))});
