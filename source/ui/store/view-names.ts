import type {ViewName} from './route.js';

/** What the numbered screens are called, the letter that jumps to them after "g", and what they show. */
export const viewNames: Readonly<Record<ViewName, {readonly label: string; readonly short: string; readonly jump: string; readonly help: string}>> = {
	health: {label: 'Health', short: 'Health', jump: 'h', help: 'How every sync stands.'},
	causes: {label: 'Conflicts', short: 'Confl', jump: 'c', help: 'What waits for a decision, by cause.'},
	operations: {label: 'Operations', short: 'Ops', jump: 'o', help: 'Runs, with progress, counts and problems.'},
	calls: {label: 'Calls', short: 'Calls', jump: 'l', help: 'Calls to the external systems as they happen.'},
	records: {label: 'Records', short: 'Recs', jump: 'r', help: 'Any record of ours: its fields, where each value comes from, and why.'},
	rules: {label: 'Rules', short: 'Rules', jump: 'p', help: 'Policies and mappings: what is synced, how, and who decides.'},
	audit: {label: 'Audit', short: 'Audit', jump: 'a', help: 'Who did what, and what was decided by rule.'},
};
