import * as z from 'zod';
import type {JsonObject, JsonValue} from '../../core/json.js';
import {toSample} from '../http/body-sample.js';
import {AttemptError} from '../http/http-failure.js';

/** What became of one item of a write. */
export type ItemResult = {readonly isDone: boolean; readonly errors: readonly string[]; readonly poamId: number | undefined};

/** `data` of a list may be null for "none". */
const list = z.object({data: z.array(z.json()).nullable()});
const one = z.object({data: z.record(z.string(), z.json())});
const results = z.object({
	data: z.array(z.object({
		success: z.union([z.boolean(), z.enum(['true', 'false']).transform(text => text === 'true')]),
		errors: z.array(z.union([z.string(), z.looseObject({})])).nullish(),
		poamId: z.number().nullish().catch(undefined),
	})),
});

export const parseList = (body: JsonValue): readonly JsonValue[] => parse(list, body, 'a list of records').data ?? [];

export const parseOne = (body: JsonValue): JsonObject => parse(one, body, 'a record').data;

export function parseResults(body: JsonValue): readonly ItemResult[] {
	return parse(results, body, 'the results of a write').data.map(({success, errors, poamId}) => ({
		isDone: success, poamId: poamId ?? undefined,
		errors: (errors ?? []).map(error => (typeof error === 'string' ? error : JSON.stringify(error))),
	}));
}

function parse<Output>(schema: z.ZodType<Output>, body: JsonValue, what: string): Output {
	const result = schema.safeParse(body);
	if (result.success) return result.data;
	throw new AttemptError({kind: 'payload', problem: 'malformed', detail: `its body is not ${what}`, sample: toSample(JSON.stringify(body))}, result.error);
}
