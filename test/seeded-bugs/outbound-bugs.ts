import type {SeededBug} from './seeded-bug.js';

const outbound = 'integration/sync/outbound';
const ground = ['before a person turns it on > nothing leaves, and the record says that it waits', 'once pushing is on > what is owed leaves once, is read back, and both sides agree'] as const;
const restWrites = 'integration/connectors/xacta-rest/xacta-rest-writes';

/** Of sending what is owed. */
export const outboundBugs: readonly SeededBug[] = [
	{
		name: 'send without looking',
		harm: 'What somebody changed over there since the listing is overwritten.',
		file: 'source/sync/run-outbound.ts',
		text: 'const decision = decideSend(',
		replacement: `const decision = entry.id !== '' ? {kind: 'send', changes: entry.changes, expected: {}} : decideSend(`,
		proof: {file: 'integration/sync/outbound-tenable', tests: ['when somebody was faster > a tag that changes between the listing and our look becomes a question, and nothing is sent']},
	},
	{
		name: 'write without compare-and-set',
		harm: 'A change that was made between our look and our write is lost.',
		file: 'source/connectors/sql/write-record.ts',
		text: `if (hasMoved(request, current)) return {kind: 'moved', record: current};`,
		replacement: '',
		proof: {file: 'contract/xacta', tests: ['the connector "xacta" > when it writes > leaves alone what somebody changed, and shows it']},
	},
	{
		name: 'send without proving the lease',
		harm: 'A process that slept through its lease writes to the other side beside the one that took over.',
		file: 'source/sync/run-outbound.ts',
		text: 'await run.lease.prove();',
		replacement: '',
		proof: {file: 'integration/sync/outbound-trouble', tests: ['a sender that lost its lease > writes nothing to the other side, although it had decided to']},
	},
	{
		name: 'what may have left is called ready',
		harm: 'An entry that failed in the middle of its write looks as if nothing had been sent.',
		file: 'source/sync/run-outbound.ts',
		text: 'mayHaveLeft = true;',
		replacement: '',
		proof: {file: 'integration/sync/outbound-trouble', tests: ['an attempt that failed > once a write was begun leaves the entry unknown, and unknown it stays when the next look fails']},
	},
	{
		name: 'unknown outcome called a failure',
		harm: 'A commit whose answer was lost is tried again as if nothing had been written.',
		file: 'source/connectors/sql/postgres-client.ts',
		text: `throw mode === 'write' && isUnknown ? new CommitLostError(error) : error;`,
		replacement: 'throw error;',
		proof: {file: 'integration/connectors/xacta/failures', tests: ['a database that does not do what it should > an answer that is lost while the server commits leaves the outcome open, and says so']},
	},
	{
		name: 'a send of unknown outcome is forgotten',
		harm: 'Nobody ever learns whether a write arrived.',
		file: 'source/database/stores/outbox-store.ts',
		text: `set state = 'unknown', last_error = 'The process that was sending it ended.'`,
		replacement: `set state = 'cancelled', last_error = 'The process that was sending it ended.'`,
		proof: {file: outbound, tests: ['once pushing is on > a send whose sender died is looked up, and not sent again when it had arrived']},
	},
	{
		name: 'send what is ours no longer',
		harm: 'A value that a person has corrected since leaves all the same.',
		file: 'source/sync/run-outbound.ts',
		text: `if (decision.kind === 'moved' || isOutdated)`,
		replacement: `if (decision.kind === 'moved')`,
		proof: {file: outbound, tests: [...ground, 'once pushing is on > a value that is ours no longer is not sent, though it was written down to be']},
	},
	{
		name: 'echo taken for an edit',
		harm: 'Our own write, come back before we knew that it arrived, is asked about as somebody’s change.',
		file: 'source/sync/plan-record.ts',
		text: 'const isEcho = sent !== undefined',
		replacement: 'const isEcho = sent === null',
		proof: {file: 'integration/sync/at-rest', tests: ['a send of unknown outcome > stays unknown as long as nobody could look, and what we edit meanwhile is not mistaken for a conflict']},
	},
	{
		name: 'send again what was refused for good',
		harm: 'Each run knocks anew, and no person is ever asked.',
		file: 'source/sync/plan-record.ts',
		text: `const isRefused = known?.reason === 'external_rejected' && verdict.kind === 'push';`,
		replacement: 'const isRefused = false;',
		proof: {file: outbound, tests: [...ground, 'once pushing is on > what the other side refuses for good goes to a person, and is not sent again by itself']},
	},
	{
		name: 'push before a person turned it on',
		harm: 'The first run of an installation writes into a production system.',
		file: 'source/sync/run-sync.ts',
		text: `direction === 'inbound' || !isPushEnabled || selection`,
		replacement: `direction === 'inbound' || selection`,
		proof: {file: outbound, tests: ['before a person turns it on > nothing leaves, and the record says that it waits']},
	},
	{
		name: 'send only what changed',
		harm: 'An API that clears what is left out loses every other field of the record.',
		file: 'source/connectors/xacta-rest/plan-change.ts',
		text: 'return {...Object.fromEntries(kept), ...changes};',
		replacement: 'return {...Object.fromEntries(kept.slice(0, 0)), ...changes};',
		proof: {file: restWrites, tests: ['changing a POA&M > sends the whole record, so that nothing is cleared and no milestone is doubled']},
	},
	{
		name: '200 taken for success',
		harm: 'A refusal inside a good answer is counted as done.',
		file: 'source/connectors/xacta-rest/write-poam.ts',
		text: 'if (result?.isDone) return [];',
		replacement: 'if (result !== undefined) return [];',
		proof: {file: restWrites, tests: ['changing a POA&M > hands on the reasons of an item that was refused inside a 200']},
	},
	{
		name: 'create without looking for the marker',
		harm: 'A POA&M whose answer was lost is made a second time.',
		file: 'source/connectors/xacta-rest/create-poam.ts',
		text: `if (made !== undefined) return {kind: 'written', record: made};`,
		replacement: '',
		proof: {file: restWrites, tests: ['creating a POA&M > that never took effect is not sent again blindly, and is made once by the next attempt, of whatever process']},
	},
];
