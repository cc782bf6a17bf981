import {isJsonObject, type JsonObject, type JsonValue} from '../../core/json.js';
import {json, nothing} from '../http/body-reader.js';
import type {HttpClient} from '../http/http-client.js';
import type {AttributeClient} from './attribute-client.js';
import type {AttributeField} from './attribute-wire.js';
import {isIdentifier} from './map.js';
import {parseAssignments, parseTagValue, parseTagValues, type TagAssignment, type TagValue} from './wire.js';

export type AssetAttribute = AttributeField & {readonly value: string | null};

/** What one asset can be asked for outside of an export. */
export type AssetState = {
	readonly assignments: readonly TagAssignment[];
	/** Undefined where Tenable gives no details of a single asset. */
	readonly details: JsonObject | undefined;
	/** The custom attributes that are fields, each with what the asset has of it; none where Tenable does not tell. */
	readonly attributes: readonly AssetAttribute[];
};

/** The endpoints of single assets and of tags. All failures are AppErrors. */
export type AssetClient = {
	/** Undefined: there is no such asset. */
	readonly read: (assetId: string, signal: AbortSignal) => Promise<AssetState | undefined>;
	readonly listTagValues: (category: string, signal: AbortSignal) => Promise<readonly TagValue[]>;
	/** Makes the category too, when there is none of that name. */
	readonly createTagValue: (category: string, value: string, signal: AbortSignal) => Promise<TagValue>;
	/** Accepted at once, visible some time later. */
	readonly assignTags: (action: 'add' | 'remove', assetId: string, valueUuids: readonly string[], signal: AbortSignal) => Promise<void>;
	/** Accepted at once, visible some time later. */
	readonly setAcr: (assetId: string, score: number, note: string, signal: AbortSignal) => Promise<void>;
};

const valuesPerPage = 5000;

export type AssetClientOptions = {readonly http: HttpClient; readonly attributes: AttributeClient; readonly attributeNames: readonly string[]};

export function createAssetClient({http, attributes, attributeNames}: AssetClientOptions): AssetClient {
	async function readAttributes(assetId: string, signal: AbortSignal): Promise<readonly AssetAttribute[]> {
		const fields = await attributes.find(attributeNames, signal);
		const values = fields.every(({id}) => id === undefined) ? [] : await attributes.valuesOf(assetId, signal);
		// The asset was there a moment ago: what is not told of it is not empty.
		if (values === undefined) return [];
		return fields.map(field => ({...field, value: values.find(({id}) => id === field.id)?.value ?? null}));
	}

	return {
		async read(assetId, signal) {
			if (!isIdentifier(assetId)) return undefined;
			const {value: assignments} = await http.send<readonly TagAssignment[] | 'none'>({
				method: 'GET', path: `tags/assets/${assetId}/assignments`, purpose: `read the tags of asset ${assetId}`,
				reader: json(parseAssignments), recover: ({status}) => (status === 404 ? 'none' : undefined), signal,
			});
			if (assignments === 'none') return undefined;
			const {value: details} = await http.send<JsonValue>({
				method: 'GET', path: `assets/${assetId}`, purpose: `read asset ${assetId}`,
				reader: json(), recover: ({status}) => (status === 404 ? 'none' : undefined), signal,
			});
			return {assignments, details: isJsonObject(details) ? details : undefined, attributes: await readAttributes(assetId, signal)};
		},
		async listTagValues(category, signal) {
			const found: TagValue[] = [];
			for (let offset = 0; ; offset += valuesPerPage) {
				const {value} = await http.send({
					method: 'GET', path: 'tags/values', search: {f: `category_name:eq:${category}`, limit: valuesPerPage, offset},
					purpose: `list the values of tag category "${category}"`, reader: json(parseTagValues), signal,
				});
				found.push(...value.values);
				if (offset + valuesPerPage >= value.total) return found;
			}
		},
		async createTagValue(category, value, signal) {
			const sent = await http.send({
				method: 'POST', path: 'tags/values', json: {category_name: category, value},
				// A second one is refused as a duplicate, which the caller looks up.
				isRepeatable: true, purpose: `create tag "${category}: ${value}"`, reader: json(parseTagValue), signal,
			});
			return sent.value;
		},
		async assignTags(action, assetId, valueUuids, signal) {
			await http.send({
				method: 'POST', path: 'tags/assets/assignments', json: {action, assets: [assetId], tags: [...valueUuids]},
				purpose: `${action} tags of asset ${assetId}`, reader: nothing(), signal,
			});
		},
		async setAcr(assetId, score, note, signal) {
			await http.send({
				method: 'POST', path: 'api/v2/assets/bulk-jobs/acr', json: [{acr_score: score, reason: ['Other'], note, asset: [{id: assetId}]}],
				purpose: `set the criticality rating of asset ${assetId}`, reader: nothing(), signal,
			});
		},
	};
}
