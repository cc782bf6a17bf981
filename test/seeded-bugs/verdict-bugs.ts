import type {SeededBug} from './seeded-bug.js';

const resolve = 'integration/operations/resolve-conflict';
const roles = 'integration/operations/roles';
const undo = 'integration/operations/undo-resolution';

/** Of what people decide, and of the record of it. */
export const verdictBugs: readonly SeededBug[] = [
	{
		name: 'a stale verdict is taken',
		harm: 'A person decides about values that are no longer there.',
		file: 'source/operations/resolve-conflict.ts',
		text: `if (conflict.status !== 'pending' || conflict.version !== version)`,
		replacement: `if (conflict.status !== 'pending')`,
		proof: {file: 'integration/sync/late-verdicts', tests: ['a verdict on values that the other side has changed since is refused, and shows what is there now']},
	},
	{
		name: 'our own move is overlooked',
		harm: 'A verdict overwrites what another program of ours wrote a moment ago.',
		file: 'source/operations/verdicts/plan-verdicts.ts',
		text: 'if (field !== undefined && !isSameValue(field.internal, conflict.internalValue)) {',
		replacement: 'if (field !== undefined && !isSameValue(field.internal, field.internal)) {',
		proof: {file: resolve, tests: ['a verdict on something that is not what the person saw > is refused when our record moved, and the conflict shows the new value']},
	},
	{
		name: 'audit outside of the transaction',
		harm: 'What was done and what is on record differ, and the chain still verifies.',
		file: 'source/operations/audit-conflict.ts',
		text: '{actor}: OperationContext, stores: Stores, {action, before, after}: ConflictEvent): Promise<void> {',
		replacement: `{actor, database}: OperationContext, _stores: Stores, {action, before, after}: ConflictEvent): Promise<void> {
	const {stores} = database;`,
		proof: {file: 'integration/operations/torn-verdicts', tests: ['a verdict that fails > at verdict.audited leaves neither a change nor an audit event, and can be given again']},
	},
	{
		name: 'everybody may do everything',
		harm: 'A viewer settles conflicts and turns pushing on.',
		file: 'source/operations/require-role.ts',
		text: 'if (hasRole(actor, needed)) return;',
		replacement: 'if (roles.includes(needed)) return;',
		proof: {file: roles, tests: ['a refusal says who, what, and what to do']},
	},
	{
		name: 'undo over a newer change',
		harm: 'Taking a verdict back overwrites what was written since.',
		file: 'source/operations/verdicts/judge-undo.ts',
		text: 'if (refusal !== undefined) return {refusal};',
		replacement: '',
		proof: {file: undo, tests: ['undo > is refused once our record moved again']},
	},
	{
		name: 'undo of what has left already',
		harm: 'Our side goes back, and the other side keeps what was sent.',
		file: 'source/operations/verdicts/judge-undo.ts',
		text: 'return isSent && linkId !== undefined ?',
		replacement: 'return isSent && linkId === undefined ?',
		proof: {file: 'integration/sync/undo-sent', tests: ['taking back a verdict whose value has left > sends the other side what it held before (keep_internal), and asks again']},
	},
	{
		name: 'settle more than was seen',
		harm: 'A verdict over many takes what came in after its preview.',
		file: 'source/operations/verdicts/plan-verdicts.ts',
		text: `return version === seenVersion ? undefined : refused('It moved since it was seen.');`,
		replacement: 'return undefined;',
		proof: {file: 'integration/operations/resolve-conflicts', tests: ['only what was seen is settled: what opens after the preview stays, and what moved is skipped and told']},
	},
];
