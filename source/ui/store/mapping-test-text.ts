import {formatAmount} from '../../core/text/format-count.js';
import {type SafeText, toSafeText} from '../../core/text/safe-text.js';
import type {MappingTest, TriedValue} from '../../operations/test-mappings.js';
import {formatFullValue} from '../text/format.js';
import {safe} from '../text/safe.js';

const tell = (tried: TriedValue | undefined): string => (tried === undefined ? '(no mapping)' : 'failure' in tried ? `✖ ${tried.failure}` : formatFullValue(tried.value));

/** What the mappings make of one record: field by field as it was sent, by the rules in force, by the draft, and ours. */
export function mappingTestText({externalId, source, fields}: MappingTest, hasDraft: boolean): {readonly title: SafeText; readonly text: SafeText} {
	const isOther = ({before, after}: MappingTest['fields'][number]): boolean => hasDraft && tell(before) !== tell(after);
	const failing = fields.filter(({before, after}) => [hasDraft ? after : before].some(tried => tried !== undefined && 'failure' in tried));
	const told = (field: MappingTest['fields'][number]): readonly string[] => [
		`\n${field.internalField}, which they call ${field.externalField}`,
		...(isOther(field) ? [`  - now ${tell(field.before)}`, `  + then ${tell(field.after)}`] : [`  becomes ${tell(field.before)}`]),
		...(formatFullValue(field.raw) === tell(field.before) ? [] : [`  sent as ${formatFullValue(field.raw)}`]),
		...(formatFullValue(field.ours) === tell(field.before) ? [] : [`  ours is ${formatFullValue(field.ours)}`]),
	];
	const others = fields.filter(isOther);
	const same = fields.filter(field => !isOther(field));
	const parts = [
		`${externalId}, ${source}. Nothing is written.`,
		failing.length === 0 ? 'Every field passes.' : `${formatAmount(failing.length, 'field fails', 'fields fail')}: ${failing.map(({internalField}) => internalField).join(', ')}`,
		...(hasDraft ? [`\nCHANGED BY THE DRAFT · ${others.length}`, ...others.flatMap(told), `\nTHE SAME · ${same.length}`, ...same.flatMap(told)] : same.flatMap(told)),
	];
	return {title: safe(`Tried on ${externalId}`), text: toSafeText(parts.join('\n'), {keepLines: true})};
}
