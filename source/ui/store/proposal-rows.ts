import type {PoamClosing, PoamProposal} from '../../core/poam-proposal.js';
import type {PoamProposals} from '../../operations/propose-poams.js';

/** What a person can decide about on the screen of proposed POA&Ms: one that is missing, or one that is done with. */
export type ProposalRow = {readonly kind: 'missing'; readonly proposal: PoamProposal} | {readonly kind: 'done'; readonly closing: PoamClosing};

/** Those that are missing first, in the order that they were proposed in. */
export const proposalRows = (data: PoamProposals | undefined): readonly ProposalRow[] => (data === undefined ? [] : [
	...data.proposals.map(proposal => ({kind: 'missing', proposal} as const)),
	...data.closings.map(closing => ({kind: 'done', closing} as const)),
]);
