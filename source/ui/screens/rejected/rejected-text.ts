import {type SafeText, toSafeText} from '../../../core/text/safe-text.js';
import type {RejectedRecord} from '../../../core/rejected-record.js';
import {safe} from '../../text/safe.js';

/** A record that could not be taken: every rule that it failed, and the record as it was received. */
export function rejectedText({conflict, externalId, failures, raw, fields}: RejectedRecord): {readonly title: SafeText; readonly text: SafeText} {
	const parts = [
		`${conflict.systemName} · ${conflict.entityType} ${externalId}`,
		'\nFAILED', ...failures.map(({stage, field, externalField, message}) => `  ${stage}${field === '' ? '' : `, ${field}${externalField === '' || externalField === field ? '' : ` (they call it ${externalField})`}`}: ${message}`),
		...(fields === undefined ? ['\nIt was never readable, or is too large to be kept: it cannot be mapped again from here. A sync reads it anew.'] : []),
		'\nRECORD', JSON.stringify(raw, null, 2),
	];
	return {title: safe(externalId), text: toSafeText(parts.join('\n'), {keepLines: true})};
}
