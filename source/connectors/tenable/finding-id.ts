import type {JsonObject} from '../../core/json.js';

/** The parts by which Tenable tells findings apart. */
export type FindingId = {readonly externalId: string; readonly assetId: string; readonly pluginId: string; readonly port: string; readonly protocol: string};

/** Undefined: no finding can have this id. */
export function parseFindingId(externalId: string): FindingId | undefined {
	const [, assetId, pluginId, port, protocol] = /^([\w-]{1,128}):(\d{1,13}):(\d{1,5}):([\w-]{1,16})$/.exec(externalId) ?? [];
	if (assetId === undefined || pluginId === undefined || port === undefined || protocol === undefined) return undefined;
	return {externalId, assetId, pluginId, port, protocol};
}

/** What the id alone says of a finding, in the form of exports. */
export const toFindingKey = ({assetId, pluginId, port, protocol}: FindingId): JsonObject => ({
	asset: {uuid: assetId}, plugin: {id: Number(pluginId)}, port: {port: Number(port), protocol},
});
