import {isAcronym} from './map.js';

export type PoamId = {readonly systemId: string; readonly poamId: string};
export type ControlId = {readonly systemId: string; readonly acronym: string};

/** "1001:17"; undefined for what can name no POA&M. */
export function parsePoamId(externalId: string): PoamId | undefined {
	const [, systemId, poamId] = /^(\d{1,15}):(\d{1,15})$/.exec(externalId) ?? [];
	return systemId === undefined || poamId === undefined ? undefined : {systemId, poamId};
}

/** "1001:AC-2(1)"; undefined for what can name no control. */
export function parseControlId(externalId: string): ControlId | undefined {
	const [, systemId, acronym] = /^(\d{1,15}):(.+)$/.exec(externalId) ?? [];
	return systemId === undefined || !isAcronym(acronym) ? undefined : {systemId, acronym};
}

export const isSystemId = (externalId: string): boolean => /^\d{1,15}$/.test(externalId);
