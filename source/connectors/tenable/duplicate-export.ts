import {isJsonObject} from '../../core/json.js';
import type {StatusFailure} from '../http/http-call.js';

const uuid = /^[\da-f]{8}-?(?:[\da-f]{4}-?){3}[\da-f]{12}$/i;

/**
 * The export that is already running by the same filters, when that is why a new one was refused: a 409 that names it,
 * or one of the two older kinds of 429. Undefined for every other refusal.
 */
export function findDuplicateExport({status, json}: StatusFailure): string | undefined {
	if (!isJsonObject(json) || (status !== 409 && status !== 429)) return undefined;
	return [json['active_job_id'], findInMessage(json['message']), findInTemplate(json['strings'], json['values'])].find(isUuid);
}

const isUuid = (value: unknown): value is string => typeof value === 'string' && uuid.test(value);

/** "Duplicate export not allowed. … (job_uuid=… container_uuid=… createdAt=…)" */
const findInMessage = (message: unknown): string | undefined => (typeof message === 'string' ? /\bjob_uuid=([\da-f-]+)/i.exec(message)?.[1] : undefined);

/** `strings` are the text around `values`, one before each. */
function findInTemplate(strings: unknown, values: unknown): unknown {
	if (!Array.isArray(strings) || !Array.isArray(values)) return undefined;
	const place = strings.findIndex(text => typeof text === 'string' && text.endsWith('job_uuid='));
	return place === -1 ? undefined : values[place];
}
