import type {Verdict} from '../../core/conflict.js';
import {formatFullValue} from '../text/format.js';
import {joinSafe, safe} from '../text/safe.js';
import {formatAmount, formatCount} from '../../core/text/format-count.js';
import type {SafeText} from '../../core/text/safe-text.js';
import {truncate} from '../text/width.js';
import {type BulkJob, type BulkPlan, countSettled} from './bulk.js';
import type {Overlay, PreviewOverlay} from './overlay.js';
import {createTextField} from './text-field.js';
import {recordVerdictToDo, verdictToDo} from './words.js';

/** Above this many, the count has to be typed. */
export const typedAbove = 100;

/** Asks whether a plan is to be carried out. What it says of itself is drawn from the state: components/bulk-plan-view.ts. */
export function askAboutPlan(plan: BulkPlan): PreviewOverlay {
	const count = countSettled(plan);
	const canConfirm = plan.kind === 'rule' ? plan.canApply : count > 0;
	return {
		kind: 'preview',
		title: planTitle(plan),
		confirmLabel: canConfirm ? confirmLabel(plan, count) : undefined,
		expected: canConfirm && count > typedAbove ? String(count) : undefined,
		field: createTextField(),
		focus: 'cancel',
		top: 0,
		onConfirm: {type: 'bulk/confirmed'},
	};
}

/** How far work is, once it runs. */
export const progressOf = ({kind}: BulkJob): Overlay => ({kind: 'progress', title: safe(kind === 'undo' ? 'Taking back' : 'Settling')});

const valueWidth = 24;

/** "keep theirs", "edit to 2027-01-15". */
export const tellVerdict = (verdict: Verdict): SafeText =>
	verdict.kind === 'edit' ? joinSafe([safe('both become'), truncate(formatFullValue(verdict.value), valueWidth)], safe(' ')) : verdictToDo(verdict.kind);

function planTitle(plan: BulkPlan): SafeText {
	switch (plan.kind) {
		case 'verdict': return joinSafe([tellVerdict(plan.verdict), formatAmount(plan.preview.count, 'conflict', 'conflicts')], safe(': '));
		case 'record': return joinSafe([recordVerdictToDo(plan.verdict), formatAmount(plan.preview.count, 'conflict', 'conflicts')], safe(': '));
		case 'rule': return joinSafe([safe('Make it a rule'), verdictToDo(plan.verdict)], safe(': '));
	}
}

function confirmLabel(plan: BulkPlan, count: number): SafeText {
	switch (plan.kind) {
		case 'verdict': return joinSafe([verdictToDo(plan.verdict.kind), formatCount(count)], safe(' '));
		case 'record': return joinSafe([recordVerdictToDo(plan.verdict), formatCount(count)], safe(' '));
		case 'rule': return joinSafe([safe('put it in force, settle'), formatCount(count)], safe(' '));
	}
}
