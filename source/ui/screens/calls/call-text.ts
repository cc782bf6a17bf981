import type {JsonValue} from '../../../core/json.js';
import {type SafeText, toSafeText} from '../../../core/text/safe-text.js';
import type {LoggedCall} from '../../../core/stores/api-call-store.js';
import {safe} from '../../text/safe.js';

const pretty = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

const section = (title: string, value: JsonValue | undefined): readonly string[] => (value === undefined ? [] : [`\n${title}\n${pretty(value)}`]);

/** One call, request and response, to scroll through. */
export function callText(call: LoggedCall): {readonly title: SafeText; readonly text: SafeText} {
	const parts = [
		`${call.method} ${call.endpoint}`,
		`${call.systemName} · ${call.calledAt.toISOString().replace('T', ' ').slice(0, 23)} UTC · ${call.responseStatus ?? (call.errorMessage === undefined ? 'done' : 'no answer')} · ${Math.round(call.responseTimeMs)} ms`,
		...(call.operationId === undefined ? [] : [`Run ${call.operationId}`]),
		...(call.errorMessage === undefined ? [] : [`\nERROR\n${call.errorMessage}`]),
		...section('REQUEST HEADERS', call.requestHeaders),
		...section('REQUEST BODY', call.requestBody),
		...section('RESPONSE HEADERS', call.responseHeaders),
		...section('RESPONSE BODY', call.responseBody),
	];
	return {title: safe(`Call ${call.id}`), text: toSafeText(parts.join('\n'), {keepLines: true})};
}
