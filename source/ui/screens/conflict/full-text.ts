import type {JsonValue} from '../../../core/json.js';
import {toRecordName} from '../../../core/text/record-name.js';
import {type SafeText, toSafeText} from '../../../core/text/safe-text.js';
import type {ConflictDetail} from '../../../operations/get-conflict.js';
import {formatMoment} from '../../text/format.js';
import {safe} from '../../text/safe.js';
import {fieldName, reasonWord} from '../../store/words.js';

const shown = (value: JsonValue | undefined): string => {
	if (value === undefined) return '(absent)';
	if (value === null) return '(none)';
	return typeof value === 'string' ? (value === '' ? '(empty)' : value) : JSON.stringify(value, null, 2);
};

/** A conflict in full length, to scroll through. */
export function conflictText(detail: ConflictDetail): {readonly title: SafeText; readonly text: SafeText} {
	const {conflict, explanation, otherFields, context} = detail;
	const changed = (change: typeof conflict.internalChange): string =>
		change === undefined ? '' : ` · ${[change.at === undefined ? undefined : `${formatMoment(change.at)} UTC`, change.by].filter(part => part !== undefined).join(' by ')}`;
	const {name, also} = toRecordName(conflict);
	const parts = [
		`${name}  ${also}`,
		`${conflict.systemName} · ${reasonWord(conflict.reason)} · conflict ${conflict.id}, version ${conflict.version}`,
		`\nLAST AGREED\n${shown(conflict.baseValue)}`,
		`\nOURS${changed(conflict.internalChange)}\n${shown(conflict.internalValue)}`,
		`\n${conflict.systemName.toUpperCase()}${changed(conflict.externalChange)}\n${shown(conflict.externalValue)}`,
		`\nWHY HERE\n${explanation}`,
		...(conflict.note === undefined ? [] : [`\nNOTE\n${conflict.note}`]),
		...(conflict.assignedTo === undefined ? [] : [`\nASSIGNED TO\n${conflict.assignedTo}`]),
		...(context.length === 0 ? [] : ['\nRECORD', ...context.map(fact => `${fact.name}: ${shown(fact.value)}`)]),
		...(otherFields.length === 0 ? [] : ['\nOTHER FIELDS', ...otherFields.map(field => `${field.field} (${field.state}): ${shown(field.internal)}`)]),
	];
	return {title: safe(`${name} · ${fieldName(conflict)}`), text: toSafeText(parts.join('\n'), {keepLines: true})};
}
