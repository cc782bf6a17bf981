export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export type JsonObject = {readonly [key: string]: JsonValue};

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON with the keys of every object in order: equal values give equal texts. */
export function toCanonicalJson(value: JsonValue): string {
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	if (Array.isArray(value)) return `[${value.map(toCanonicalJson).join(',')}]`;
	const object = value as JsonObject;
	const members = Object.keys(object).sort().map(key => `${JSON.stringify(key)}:${toCanonicalJson(object[key] ?? null)}`);
	return `{${members.join(',')}}`;
}
