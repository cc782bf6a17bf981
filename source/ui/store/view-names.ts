import type {ViewName} from './route.js';

/** What the numbered screens are called, the letter that jumps to them after "g", and what they show. */
export const viewNames: Readonly<Record<ViewName, {readonly label: string; readonly jump: string; readonly help: string}>> = {
	health: {label: 'Health', jump: 'h', help: 'How every sync stands.'},
	causes: {label: 'Conflicts', jump: 'c', help: 'What waits for a decision, by cause.'},
	operations: {label: 'Operations', jump: 'o', help: 'Runs, with progress, counts and problems.'},
	calls: {label: 'Calls', jump: 'l', help: 'Calls to the external systems as they happen.'},
	audit: {label: 'Audit', jump: 'a', help: 'Who did what, and what was decided by rule.'},
};
