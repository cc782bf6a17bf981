import type {JsonValue} from '../../../core/json.js';
import {type SafeText, toSafeText} from '../../../core/text/safe-text.js';
import type {AuditedEvent} from '../../../core/stores/audit-store.js';
import {safe} from '../../text/safe.js';

const section = (title: string, value: JsonValue | undefined): readonly string[] => (value === undefined ? [] : [`\n${title}\n${JSON.stringify(value, null, 2)}`]);

/** One audit event, to scroll through. */
export function eventText(event: AuditedEvent): {readonly title: SafeText; readonly text: SafeText} {
	const parts = [
		`${event.action} on ${event.targetType} ${event.targetId}`,
		`by ${event.actor} · ${event.at.toISOString().replace('T', ' ').slice(0, 23)} UTC`,
		...section('BEFORE', event.before),
		...section('AFTER', event.after),
		...section('DETAIL', event.detail),
	];
	return {title: safe(`Audit event ${event.sequence}`), text: toSafeText(parts.join('\n'), {keepLines: true})};
}
