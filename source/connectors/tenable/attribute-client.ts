import {json, nothing} from '../http/body-reader.js';
import type {HttpClient} from '../http/http-client.js';
import {matchAttributes, parseAttributes, parseAttributeValues, type AttributeField, type AttributeValue} from './attribute-wire.js';

/** The endpoints of custom attributes: their definitions, and their values on one asset. All failures are AppErrors. */
export type AttributeClient = {
	/** The attributes of these names, with their ids; asks nothing when there are no names. */
	readonly find: (names: readonly string[], signal: AbortSignal) => Promise<readonly AttributeField[]>;
	/** Tenable does not answer with the new id: it is in the list afterwards. */
	readonly define: (name: string, signal: AbortSignal) => Promise<void>;
	/** Undefined: there is no such asset. */
	readonly valuesOf: (assetId: string, signal: AbortSignal) => Promise<readonly AttributeValue[] | undefined>;
	readonly set: (assetId: string, attributeId: string, value: string, signal: AbortSignal) => Promise<void>;
	readonly clear: (assetId: string, attributeId: string, signal: AbortSignal) => Promise<void>;
};

const base = 'api/v3/assets';

export function createAttributeClient(http: HttpClient): AttributeClient {
	return {
		async find(names, signal) {
			if (names.length === 0) return [];
			const {value} = await http.send({method: 'GET', path: `${base}/attributes`, purpose: 'list the custom attributes', reader: json(parseAttributes), signal});
			return matchAttributes(names, value);
		},
		async define(name, signal) {
			await http.send({
				method: 'POST', path: `${base}/attributes`, json: {attributes: [{name, description: 'Kept by Parley'}]},
				purpose: `define the custom attribute "${name}"`, reader: nothing(), signal,
			});
		},
		async valuesOf(assetId, signal) {
			const {value} = await http.send<readonly AttributeValue[] | 'none'>({
				method: 'GET', path: `${base}/${assetId}/attributes`, purpose: `read the custom attributes of asset ${assetId}`, reader: json(parseAttributeValues),
				// An asset that is unknown is 400 here.
				recover: ({status}) => (status === 400 || status === 404 ? 'none' : undefined), signal,
			});
			return value === 'none' ? undefined : value;
		},
		async set(assetId, attributeId, value, signal) {
			await http.send({
				method: 'PUT', path: `${base}/${assetId}/attributes/${attributeId}`, json: {value}, isRepeatable: false,
				purpose: `set a custom attribute of asset ${assetId}`, reader: nothing(), signal,
			});
		},
		async clear(assetId, attributeId, signal) {
			await http.send({
				method: 'DELETE', path: `${base}/${assetId}/attributes/${attributeId}`, isRepeatable: false,
				purpose: `clear a custom attribute of asset ${assetId}`, reader: nothing(), signal,
			});
		},
	};
}
