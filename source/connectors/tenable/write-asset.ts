import type {Clock} from '../../core/process/clock.js';
import type {ExternalRecord, WriteRequest, WriteResult} from '../../core/connector.js';
import type {JsonObject, JsonValue} from '../../core/json.js';
import {findRefusal} from './find-refusal.js';
import {isOutcomeUnknown} from './is-outcome-unknown.js';
import {lookUntil} from './look-until.js';
import type {AssetClient, AssetState} from './asset-client.js';
import {currentValue, isSameAssetValue, parseChanges, type AssetChange, type OwnFields} from './asset-change.js';
import {setAttribute} from './set-attribute.js';
import type {AttributeClient} from './attribute-client.js';
import {isSameName, toIsoTime, toTagFields} from './map.js';

export type AssetWriterOptions = {readonly client: AssetClient; readonly attributes: AttributeClient; readonly clock: Clock; readonly own: OwnFields; readonly systemName: string};

/** What can be read of one asset: its tags, its custom attributes and, where Tenable gives them, its scores, in the form of exports. All other fields are left out. */
export function toAssetRecord(assetId: string, state: AssetState, {categories}: Pick<OwnFields, 'categories'>): ExternalRecord {
	const tag = toTagFields(state.assignments.map(({category, value}) => ({key: category, value})), categories);
	const updatedAt = state.details?.['updated_at'];
	const changedAt = toIsoTime(updatedAt);
	const fields: JsonObject = {id: assetId, ...toScores(state), ...(updatedAt !== undefined && {updated_at: updatedAt}), tag, ...toAttributes(state)};
	return {externalId: assetId, fields, isPartial: true, ...(changedAt !== undefined && {changedAt})};
}

const toAttributes = ({attributes}: AssetState): JsonObject =>
	(attributes.length === 0 ? {} : {attribute: Object.fromEntries(attributes.map(({name, value}) => [name, value]))});

/** Exports write scores as texts with one decimal, details as numbers: one asset has one spelling. */
function toScores({details}: AssetState): JsonObject {
	const scores = (['acr_score', 'exposure_score'] as const).map((name): readonly [string, JsonValue | undefined] => {
		const score = details?.[name];
		return [name, typeof score === 'number' ? score.toFixed(1) : score];
	});
	return Object.fromEntries(scores.filter((entry): entry is [string, JsonValue] => entry[1] !== undefined));
}

/**
 * Writes tags, custom attributes and the criticality rating of one asset. What is to change is read first and compared with what was
 * expected; afterwards it is read until it shows, because Tenable accepts such changes before it makes them. Doing it
 * twice is as good as once: what is there already is not sent.
 */
export function createAssetWriter({client, attributes, clock, own, systemName}: AssetWriterOptions): (request: WriteRequest) => Promise<WriteResult> {
	return async ({action, externalId, changes, expected, marker, signal}) => {
		if (action !== 'update' || externalId === undefined) return {kind: 'rejected', reasons: [`Parley does not ${action} assets in Tenable: scans do.`]};
		const parsed = parseChanges(changes, own);
		if (parsed.problems.length > 0) return {kind: 'rejected', reasons: parsed.problems};
		const before = await client.read(externalId, signal);
		if (before === undefined) return {kind: 'moved', record: undefined};
		if (before.details === undefined && parsed.changes.some(({kind}) => kind === 'acr')) return {kind: 'rejected', reasons: ['Tenable does not show the criticality rating of a single asset here, so a change could not be proven.']};
		// Of what is not told, nobody can say that it is as it was, nor that it is done.
		if (before.attributes.length === 0 && parsed.changes.some(({kind}) => kind === 'attribute')) return {kind: 'moved', record: toAssetRecord(externalId, before, own)};
		const owed = Object.keys(changes).filter(field => !isSameAssetValue(field, currentValue(field, before), changes[field]));
		const hasMoved = owed.some(field => Object.hasOwn(expected, field) && !isSameAssetValue(field, currentValue(field, before), expected[field]));
		if (hasMoved) return {kind: 'moved', record: toAssetRecord(externalId, before, own)};
		if (owed.length === 0) return {kind: 'written', record: toAssetRecord(externalId, before, own)};
		try {
			for (const change of parsed.changes) await apply({client, attributes, clock, systemName, assetId: externalId, before, note: `Parley ${marker}`, lookFor, signal}, change);
		} catch (error) {
			const reason = findRefusal(error);
			if (reason === undefined) throw error;
			return {kind: 'rejected', reasons: [reason]};
		}

		const after = await lookFor(externalId, state => owed.every(field => isSameAssetValue(field, currentValue(field, state), changes[field])), signal);
		return {kind: 'written', record: toAssetRecord(externalId, after, own)};
	};

	async function lookFor(assetId: string, shows: (state: AssetState) => boolean, signal: AbortSignal): Promise<AssetState> {
		const found = await lookUntil({clock, systemName, what: `asset ${assetId}`, signal, read: () => client.read(assetId, signal), shows: state => state !== undefined && shows(state)});
		// It shows, so it is there.
		return found ?? {assignments: [], details: undefined, attributes: []};
	}
}

type LookFor = (assetId: string, shows: (state: AssetState) => boolean, signal: AbortSignal) => Promise<AssetState>;

type Applying = Pick<AssetWriterOptions, 'client' | 'attributes' | 'clock' | 'systemName'> & {readonly assetId: string; readonly before: AssetState; readonly note: string; readonly lookFor: LookFor; readonly signal: AbortSignal};

async function apply(applying: Applying, change: AssetChange): Promise<void> {
	const {client, attributes, clock, systemName, assetId, before, note, signal} = applying;
	if (change.kind === 'attribute') return setAttribute({client: attributes, clock, systemName, assetId, before: before.attributes, signal}, change);
	if (change.kind === 'acr') {
		if (!isSameAssetValue('acr_score', before.details?.['acr_score'], change.score)) await client.setAcr(assetId, change.score, note, signal);
		return;
	}

	const assigned = before.assignments.filter(tag => isSameName(tag.category, change.category));
	const missing = change.values.filter(value => !assigned.some(tag => isSameName(tag.value, value)));
	const surplus = assigned.filter(tag => !change.values.some(value => isSameName(tag.value, value)));
	const added: string[] = [];
	for (const value of missing) added.push(await findOrCreate(client, change.category, value, signal));
	// The new value first: at no moment is the asset without any.
	if (added.length > 0) await assign(applying, 'add', added);
	if (surplus.length > 0) await assign(applying, 'remove', surplus.map(tag => tag.valueUuid));
}

/** A job whose answer was lost is looked for and not sent again: half of a change is no state to leave an asset in. */
async function assign({client, assetId, lookFor, signal}: Applying, action: 'add' | 'remove', valueUuids: readonly string[]): Promise<void> {
	try {
		await client.assignTags(action, assetId, valueUuids, signal);
	} catch (error) {
		if (!isOutcomeUnknown(error)) throw error;
		await lookFor(assetId, ({assignments}) => valueUuids.every(uuid => assignments.some(tag => tag.valueUuid === uuid) === (action === 'add')), signal);
	}
}

async function findOrCreate(client: AssetClient, category: string, value: string, signal: AbortSignal): Promise<string> {
	const find = async (): Promise<string | undefined> => {
		const values = await client.listTagValues(category, signal);
		return (values.find(tag => tag.value === value) ?? values.find(tag => isSameName(tag.value, value)))?.uuid;
	};

	const known = await find();
	if (known !== undefined) return known;
	try {
		return (await client.createTagValue(category, value, signal)).uuid;
	} catch (error) {
		// Refused as a duplicate when somebody made it meanwhile, or our first request did and its answer was lost.
		const made = findRefusal(error) === undefined ? undefined : await find();
		if (made === undefined) throw error;
		return made;
	}
}
