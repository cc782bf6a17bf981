import {isJsonObject, type JsonObject, type JsonValue} from '../../../core/json.js';
import {gatewayError, refuse, refusePayload} from '../http/refusals.js';
import type {Call} from '../http/router.js';

/** Readers for request bodies; each refuses what does not fit, as the gateway's validation does. */

export const objectBody = (call: Call): JsonObject =>
	(isJsonObject(call.body) ? call.body : refuse(gatewayError(400, 'Invalid request payload JSON format')));

export function requiredText(body: JsonObject, name: string): string {
	const value = body[name];
	return typeof value === 'string' && value !== '' ? value : refusePayload(`"${name}" is required`, name);
}

export function optionalText(body: JsonObject, name: string): string | undefined {
	const value = body[name];
	if (value === undefined || value === null) return undefined;
	return typeof value === 'string' ? value : refusePayload(`"${name}" must be a string`, name);
}

export function textList(value: JsonValue | undefined, name: string): readonly string[] {
	if (!Array.isArray(value) || value.length === 0) return refusePayload(`"${name}" must be a list that is not empty`, name);
	return (value as readonly JsonValue[]).map(item => (typeof item === 'string' ? item : refusePayload(`"${name}" must hold strings`, name)));
}

export function objectList(value: JsonValue | undefined, name: string): readonly JsonObject[] {
	if (!Array.isArray(value) || value.length === 0) return refusePayload(`"${name}" must be a list that is not empty`, name);
	return (value as readonly JsonValue[]).map(item => (isJsonObject(item) ? item : refusePayload(`"${name}" must hold objects`, name)));
}
