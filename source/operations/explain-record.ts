import {entityDefinitions, toEntityKey, toEntityLabel, type EntityType} from '../core/entity.js';
import type {Link} from '../core/stores/link-store.js';
import type {Stores} from '../core/stores/stores.js';
import {AppError} from '../errors/app-error.js';
import {explainField, type FieldExplanation} from '../sync/decide/explain-field.js';
import {loadPair} from '../sync/load-pair.js';
import type {OperationContext} from './context.js';

export type ExplainRequest = {
	readonly entityType: EntityType;
	/** Our key of the record ("POAM-2026-0042"), or the id by which the other side knows it. */
	readonly key: string;
	readonly field?: string;
};

/** One record as one external system and ourselves know it. */
export type RecordExplanation = {
	readonly systemName: string;
	readonly entityType: EntityType;
	readonly entityId: string;
	readonly label: string;
	readonly externalId: string;
	/** By what the two were taken for the same; undefined: one was made from the other, or it was never noted. */
	readonly tiedBy?: string | undefined;
	/** Questions about the record as a whole. */
	readonly recordConflicts: readonly {readonly id: number; readonly reason: string; readonly status: 'pending' | 'ignored'}[];
	readonly fields: readonly FieldExplanation[];
};

/** Which rule decides each field of a record, from which values; one for each system that it is linked to. @throws NOT_FOUND */
export async function explainRecord({database: {stores}}: OperationContext, request: ExplainRequest): Promise<readonly RecordExplanation[]> {
	const {entityType, key, field} = request;
	const links = await stores.links.listOfRecord(entityType, key);
	if (links.length === 0) throw await unknownRecord(stores, request);
	const explained = await explainLinks(stores, links, key, field);
	if (field !== undefined && explained.every(({fields}) => fields.length === 0)) throw unknownField(request, explained);
	return explained;
}

/** What each of a record's links says; `key` names the record where our row is gone. */
export async function explainLinks(stores: Stores, links: readonly Link[], key: string, field?: string): Promise<readonly RecordExplanation[]> {
	const explained: RecordExplanation[] = [];
	for (const {id, externalId, externalSystemId, entityType, tiedBy} of links) {
		const system = await stores.systems.findById(externalSystemId);
		const policy = await stores.rules.findPolicy(externalSystemId, entityType);
		if (system === undefined || policy === undefined) continue;
		const pair = await loadPair(stores, system, policy);
		const [linked] = await stores.pages.readLinked(pair.definition, [id], pair.fields);
		if (linked === undefined) continue;
		const mappings = pair.mappings.filter(mapping => field === undefined || mapping.internalField === field);
		explained.push({
			systemName: system.systemName, entityType, externalId, tiedBy,
			entityId: linked.isInternalGone ? key : toEntityKey(pair.definition, linked.internal), label: toEntityLabel(pair.definition, linked.internal),
			recordConflicts: linked.conflicts.filter(conflict => conflict.field === undefined).map(({id: conflictId, reason, status}) => ({id: conflictId, reason, status})),
			fields: mappings.map(mapping => explainField(pair, mapping, linked)),
		});
	}
	return explained;
}

async function unknownRecord(stores: Stores, {entityType, key}: ExplainRequest): Promise<AppError> {
	const {plural} = entityDefinitions[entityType];
	const isOurs = (await stores.records.findByKey(entityType, key, [])) !== undefined;
	return new AppError({
		code: 'NOT_FOUND',
		message: isOurs ? `"${key}" is linked to no external system.` : `There is no linked record "${key}" among the ${plural}.`,
		nextStep: isOurs ? 'A full run links it where the other side has it: parley sync run --full' : `Give its key as lists show it (${entityDefinitions[entityType].keyFields.join(':')}), or the other side's id.`,
	});
}

const unknownField = ({entityType, field}: ExplainRequest, explained: readonly RecordExplanation[]): AppError => new AppError({
	code: 'NOT_FOUND',
	message: Object.hasOwn(entityDefinitions[entityType].fields, field ?? '')
		? `"${field ?? ''}" has no mapping for ${explained.map(({systemName}) => systemName).join(', ')}: it is never compared.`
		: `${entityDefinitions[entityType].plural} have no field "${field ?? ''}".`,
	nextStep: `Leave the field out to see all that are compared.`,
});
