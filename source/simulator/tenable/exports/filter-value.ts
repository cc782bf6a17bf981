import {isJsonObject, type JsonObject, type JsonValue} from '../../../core/json.js';
import {refusePayload} from '../http/refusals.js';

/** Readers for the values of filters; each refuses what is of another kind, naming the filter. */

export function readObject(value: JsonValue | undefined, name: string): JsonObject {
	if (value === undefined || value === null) return {};
	return isJsonObject(value) ? value : refusePayload(`"${name}" must be an object`, name);
}

/** Unix seconds. */
export function readTime(value: JsonValue, name: string): number {
	return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : refusePayload(`"${name}" must be a Unix timestamp in seconds`, name);
}

export function readBoolean(value: JsonValue, name: string): boolean {
	return typeof value === 'boolean' ? value : refusePayload(`"${name}" must be a boolean`, name);
}

export function readTexts(value: JsonValue, name: string): readonly string[] {
	const list: readonly JsonValue[] = typeof value === 'string' ? [value] : Array.isArray(value) ? value as readonly JsonValue[] : [];
	if (list.length === 0 && !Array.isArray(value)) refusePayload(`"${name}" must be a list of strings`, name);
	return list.map(item => (typeof item === 'string' ? item : refusePayload(`"${name}" must hold strings`, name)));
}

export function readIntegers(value: JsonValue, name: string): readonly number[] {
	if (!Array.isArray(value)) return refusePayload(`"${name}" must be a list of integers`, name);
	return (value as readonly JsonValue[]).map(item => (typeof item === 'number' && Number.isInteger(item) ? item : refusePayload(`"${name}" must hold integers`, name)));
}

const comparisons = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte'];

/** `{"gte": 7}` and the like, as a test of a number; a finding without the number never passes. */
export function readRange(value: JsonValue, name: string): (actual: number | undefined) => boolean {
	const range = isJsonObject(value) ? value : refusePayload(`"${name}" must be an object`, name);
	const unknown = Object.keys(range).find(key => !comparisons.includes(key));
	if (unknown !== undefined) refusePayload(`"${name}.${unknown}" is not allowed`, `${name}.${unknown}`);
	if (range['eq'] !== undefined && ['gt', 'gte', 'lt', 'lte'].some(key => range[key] !== undefined)) refusePayload(`"${name}.eq" excludes ranges`, name);
	const bound = (key: string) => (typeof range[key] === 'number' ? range[key] : undefined);
	const list = (key: string) => (Array.isArray(range[key]) ? range[key] as readonly JsonValue[] : undefined);
	return actual => actual !== undefined
		&& (list('eq')?.includes(actual) ?? true) && !(list('neq')?.includes(actual) ?? false)
		&& actual > (bound('gt') ?? -Infinity) && actual >= (bound('gte') ?? -Infinity)
		&& actual < (bound('lt') ?? Infinity) && actual <= (bound('lte') ?? Infinity);
}

/** "10.20.0.0/16", or one address. */
export function readCidr(value: JsonValue, name: string): (address: string) => boolean {
	const [, network = '', bits = '32'] = typeof value === 'string' ? /^(\d+(?:\.\d+){3})(?:\/(\d+))?$/.exec(value) ?? [] : [];
	if (network === '' || Number(bits) > 32) refusePayload(`"${name}" must be an IPv4 range in CIDR notation`, name);
	const size = 2 ** (32 - Number(bits));
	const blockOf = (address: string) => Math.floor(address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) / size);
	return address => blockOf(address) === blockOf(network);
}
