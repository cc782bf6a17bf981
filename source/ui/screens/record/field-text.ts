import {type SafeText, toSafeText} from '../../../core/text/safe-text.js';
import type {RecordRow} from '../../store/record-rows.js';
import {formatFullValue, formatMoment} from '../../text/format.js';
import {verdictWord} from '../../text/glyphs.js';
import {safe} from '../../text/safe.js';

type Change = {readonly at: Date | undefined; readonly by: string | undefined} | undefined;

const moved = (change: Change): string => (change?.at === undefined ? '' : `   (${formatMoment(change.at)} UTC by ${change.by ?? 'somebody'})`);

/** All that is known of one field: its values in full, who moved them, and the chain of rules. */
export function fieldText({field, value, systemName, explained}: RecordRow): {readonly title: SafeText; readonly text: SafeText} {
	const title = safe(field);
	if (explained === undefined) return {title, text: toSafeText(`OURS\n  ${formatFullValue(value)}\n\nNo mapping of a linked system reads or writes this field.`, {keepLines: true})};
	const {externalField, kind, base, internal, external, internalChange, externalChange, verdict, conflict, chain} = explained;
	const parts = [
		`${field} (${kind}), which ${systemName ?? ''} calls ${externalField}`,
		'\nLAST AGREED', `  ${formatFullValue(base)}`,
		'\nOURS', `  ${formatFullValue(internal)}${moved(internalChange)}`,
		'\nTHEIRS', `  ${formatFullValue(external)}${moved(externalChange)}`,
		'\nVERDICT', `  ${verdictWord(verdict)}: ${verdict?.rule ?? 'the field policy says not to compare it'}`,
		...(conflict === undefined ? [] : [`  conflict ${conflict.id} about it is ${conflict.status}`]),
		'\nRULES', ...chain.map(({level, says, isDeciding}) => `${isDeciding ? '→' : ' '} ${level}: ${says}`),
	];
	return {title, text: toSafeText(parts.join('\n'), {keepLines: true})};
}
