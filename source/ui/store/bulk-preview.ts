import type {Conflict} from '../../core/conflict.js';
import type {SafeText} from '../../core/safe-text.js';
import {formatAmount, formatCount, formatFullValue} from '../text/format.js';
import {joinSafe, safe} from '../text/safe.js';
import {truncate} from '../text/width.js';
import type {ConfirmOverlay} from './overlay.js';
import type {BulkVerdict} from './state.js';
import {createTextField} from './text-field.js';
import {fieldName, verdictToDo} from './words.js';

const sampleSize = 10;
/** Above this many, the count has to be typed. */
const typedAbove = 100;
const valueWidth = 24;

/** What a bulk verdict would do, before it does it: how many, of which fields, and a sample with before and after. */
export function previewBulk(action: BulkVerdict, conflicts: readonly Conflict[], isCut: boolean): ConfirmOverlay {
	const fields = [...new Set(conflicts.map(fieldName))];
	const amount = formatAmount(conflicts.length, 'conflict', 'conflicts');
	const rest = conflicts.length - sampleSize;
	return {
		kind: 'confirm',
		title: joinSafe([verdictToDo(action), amount], safe(': ')),
		lines: [
			safe(`${effects[action]}${fields.length > 1 ? ` ${fields.length} fields: ${fields.slice(0, 3).join(', ')}${fields.length > 3 ? ', …' : ''}.` : ''}`),
			...(isCut ? [safe(`Only the first ${formatCount(conflicts.length)} are taken at once.`)] : []),
			safe(''),
			...sample(conflicts).map(conflict => describeChange(action, conflict)),
			...(rest > 0 ? [safe(`… and ${formatCount(rest)} more`)] : []),
		],
		confirmLabel: joinSafe([verdictToDo(action), formatCount(conflicts.length)], safe(' ')),
		expected: conflicts.length > typedAbove ? String(conflicts.length) : undefined,
		field: createTextField(),
		focus: 'cancel',
		onConfirm: {type: 'bulk/confirmed'},
	};
}

const effects: Readonly<Record<BulkVerdict, string>> = {
	keep_internal: 'The other systems get our values (left: theirs now, right: afterwards).',
	keep_external: 'Our records get their values (left: ours now, right: afterwards).',
	ignore: 'Both sides stay as they are until either moves (left: ours, right: theirs).',
};

/** Spread over the whole selection, so that its end is seen too. */
function sample(conflicts: readonly Conflict[]): readonly Conflict[] {
	const step = Math.max(1, conflicts.length / sampleSize);
	return conflicts.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step)).slice(0, sampleSize);
}

function describeChange(action: BulkVerdict, conflict: Conflict): SafeText {
	const ours = truncate(formatFullValue(conflict.internalValue), valueWidth);
	const theirs = truncate(formatFullValue(conflict.externalValue), valueWidth);
	const record = truncate(safe(conflict.entityId), valueWidth);
	switch (action) {
		case 'keep_internal': return safe(`${record}  ${theirs} → ${ours}`);
		case 'keep_external': return safe(`${record}  ${ours} → ${theirs}`);
		case 'ignore': return safe(`${record}  ${ours} | ${theirs}`);
	}
}
