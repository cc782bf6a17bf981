import {type SafeText, toSafeText} from '../../../core/text/safe-text.js';
import type {PlanRow} from '../../../core/sync-plan.js';
import {formatFullValue} from '../../text/format.js';
import {alsoOf, kindWord, recordOf} from './view.js';

/** One record of a plan: every field before and after, every question, and what would be owed. */
export function planRowText(row: PlanRow): {readonly title: SafeText; readonly text: SafeText} {
	const parts = [
		`${kindWord(row.kind)} · ${row.entityType} ${recordOf(row)}${alsoOf(row) === '' ? '' : ` (${alsoOf(row)})`} · over there ${row.externalId}`,
		...(row.changes.length === 0 ? [] : ['\nCHANGES', ...row.changes.flatMap(({field, before, after}) => [field, `  - ${before === undefined ? '(nothing)' : formatFullValue(before)}`, `  + ${formatFullValue(after)}`])]),
		...(row.questions.length === 0 ? [] : ['\nA PERSON IS ASKED', ...row.questions.flatMap(({field, reason, internal, external, note}) => [
			`${field ?? 'the record'}: ${reason.replaceAll('_', ' ')}`, ...(field === undefined ? [] : [`  ours   ${formatFullValue(internal)}`, `  theirs ${formatFullValue(external)}`]), ...(note === undefined ? [] : [`  ${note}`]),
		])]),
		...(row.owed.length === 0 ? [] : ['\nOWED TO THEM', ...row.owed.map(field => `  ${field}`)]),
	];
	return {title: recordOf(row), text: toSafeText(parts.join('\n'), {keepLines: true})};
}
