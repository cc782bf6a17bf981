import {formatAmount, formatCount} from '../../../core/text/format-count.js';
import {planRowKinds, type SyncPlan} from '../../../core/sync-plan.js';
import type {Binding, Keymap} from '../../keymap/binding.js';
import {question} from '../../keymap/confirmations.js';
import type {ConfirmOverlay} from '../../store/overlay.js';
import {touchedBy} from '../../store/plan-handlers.js';
import {selectedPlan, selectedPlanRow} from '../../store/selectors.js';
import {pluralOf, tellCounts} from '../../store/words.js';
import {joinSafe, safe} from '../../text/safe.js';
import {planRowText} from './row-text.js';
import {tellTally} from './view.js';

/** Above this many records, and whenever a guard is cleared, the count has to be typed. */
const typedAbove = 100;

/** Says what applying would do; where it is much, or where a guard would stop a run, the number has to be typed. */
function applyQuestion(plan: SyncPlan): ConfirmOverlay {
	const touched = touchedBy(plan);
	const guards = plan.pairs.flatMap(pair => pair.guards);
	return {
		...question({
			title: joinSafe([safe('Apply plan'), safe(plan.id.slice(0, 8)), safe(`to ${formatAmount(touched, 'record', 'records')}`)], safe(' ')),
			lines: [
				...plan.pairs.flatMap(({systemName, entityType, counts, tally}) => [safe(`${systemName} ${pluralOf(entityType)}: ${tellCounts(counts)}`), safe(`  ${tellTally(tally)}`)]),
				...(guards.length === 0 ? [] : [safe(''), safe('▲ A guard would stop such a run; applying the plan clears it:'), ...guards.map(guard => safe(`  ${guard}`))]),
				safe(''),
				safe('All of it is done, or nothing: when either side moved since, it is refused.'),
			],
			confirmLabel: safe(`apply to ${formatCount(touched)}`),
			onConfirm: {type: 'work/requested', work: {kind: 'apply', plan, clearsGuards: guards.length > 0}},
		}),
		expected: touched > typedAbove || guards.length > 0 ? String(touched) : undefined,
	};
}

const bindings: readonly Binding[] = [
	{
		id: 'plan.row', keys: ['enter', 'l', 'right', 'w'], label: 'whole', help: 'This record: every field before and after.', footer: 10,
		disabledReason: state => (selectedPlanRow(state) === undefined ? 'There is no record here.' : undefined),
		run: ({state, dispatch}) => {
			const row = selectedPlanRow(state);
			if (row !== undefined) dispatch({type: 'overlay/opened', overlay: {kind: 'text', ...planRowText(row), top: 0}});
		},
	},
	{
		id: 'plan.kind', keys: ['tab'], label: 'next kind', help: 'Only records that would be created, then linked, updated, asked about, rejected, missing, noted; then all.', footer: 11,
		run: ({state: {route}, dispatch}) => {
			if (route.screen !== 'plan') return;
			const {kind, ...plan} = route;
			const next = planRowKinds[kind === undefined ? 0 : planRowKinds.indexOf(kind) + 1];
			dispatch({type: 'route/replaced', route: next === undefined ? plan : {...plan, kind: next}});
		},
	},
	{
		id: 'plan.apply', keys: ['A'], label: 'apply', help: 'Do exactly what this plan says, after asking; refused when either side moved since.', footer: 12, isModifying: true,
		disabledReason: state => {
			const plan = selectedPlan(state);
			if (plan === undefined) return 'The plan is not read yet.';
			if (state.syncs.some(({label}) => label === `plan ${plan.id.slice(0, 8)}`)) return 'It is being applied.';
			if (touchedBy(plan) === 0) return 'It would do nothing.';
			return plan.appliedAt === undefined ? undefined : `It was applied by ${plan.appliedBy ?? 'somebody'} already.`;
		},
		run: ({state, dispatch}) => {
			const plan = selectedPlan(state);
			if (plan !== undefined) dispatch({type: 'overlay/opened', overlay: applyQuestion(plan)});
		},
	},
	{
		id: 'plan.again', keys: ['p'], label: 'plan again', help: 'Find out anew what the same run would do.', footer: 13, isModifying: true,
		disabledReason: state => (selectedPlan(state) === undefined ? 'The plan is not read yet.' : undefined),
		run: ({state, dispatch}) => {
			const plan = selectedPlan(state);
			if (plan !== undefined) dispatch({type: 'work/requested', work: {kind: 'plan', request: plan.request}});
		},
	},
	{
		id: 'plan.run', keys: ['o'], label: 'run', help: 'The run that applied it.', footer: 14,
		disabledReason: state => (selectedPlan(state)?.operationId === undefined ? 'It was not applied.' : undefined),
		run: ({state, dispatch}) => {
			const id = selectedPlan(state)?.operationId;
			if (id !== undefined) dispatch({type: 'route/opened', route: {screen: 'operation', id}});
		},
	},
];

export const planKeymap: Keymap = {title: 'Plan', bindings};
