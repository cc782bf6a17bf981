import type {PoamProposal} from '../../../core/poam-proposal.js';
import type {Binding, Keymap} from '../../keymap/binding.js';
import {confirmPoams} from '../../keymap/confirmations.js';
import {selectedProposal} from '../../store/selectors.js';
import type {ConsoleState} from '../../store/state.js';
import {proposalText} from './proposal-text.js';

const possible = ({resources}: ConsoleState): readonly PoamProposal[] => (resources.proposals.data?.proposals ?? []).filter(({refusals}) => refusals.length === 0);

const whyNotThis = (state: ConsoleState): string | undefined => {
	const row = selectedProposal(state);
	if (row === undefined) return 'Nothing is proposed here.';
	if (row.kind === 'done') return 'It is there already, and done with: it is closed over there.';
	return row.proposal.refusals.length === 0 ? undefined : `It cannot be made so: ${row.proposal.refusals.join(' ')}`;
};

const bindings: readonly Binding[] = [
	{
		id: 'proposals.open', keys: ['enter', 'l', 'right'], label: 'preview', help: 'The whole POA&M as it would be made: its evidence, our record, and what the other side gets.', footer: 10,
		disabledReason: state => (selectedProposal(state) === undefined ? 'Nothing is proposed here.' : undefined),
		run: ({state, dispatch}) => {
			const row = selectedProposal(state);
			if (row !== undefined) dispatch({type: 'overlay/opened', overlay: {kind: 'text', top: 0, ...proposalText(row)}});
		},
	},
	{
		id: 'proposals.make', keys: ['c'], label: 'make it…', help: 'Make this POA&M: here at once, on the other side with the next run; asks first.', footer: 11, isModifying: true, disabledReason: whyNotThis,
		run: ({state, dispatch}) => {
			const row = selectedProposal(state);
			const {data} = state.resources.proposals;
			if (row?.kind !== 'missing' || data === undefined) return;
			dispatch({type: 'overlay/opened', overlay: confirmPoams([row.proposal], data, {systemName: data.systemName, keys: [row.proposal.key]})});
		},
	},
	{
		id: 'proposals.make-all', keys: ['A'], label: 'make all…', help: 'Make all POA&Ms that are shown and can be made; refused when others are proposed by then.', footer: 12, isModifying: true,
		disabledReason: state => (possible(state).length === 0 ? 'None is proposed that can be made.' : undefined),
		run: ({state, dispatch}) => {
			const {data} = state.resources.proposals;
			if (data !== undefined) dispatch({type: 'overlay/opened', overlay: confirmPoams(possible(state), data, {systemName: data.systemName, digest: data.digest})});
		},
	},
];

export const proposalsKeymap: Keymap = {title: 'Proposed POA&Ms', bindings};
