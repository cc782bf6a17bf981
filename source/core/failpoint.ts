/**
 * Places in the life of a run at which a test may end the process, as a power cut would. What must hold after each of
 * them is in docs/failpoints.md. Nothing in the program sets one: only tests hand a `Failpoint` to what they compose.
 */
export const failpoints = {
	'run.begun': 'The run is on record, none of its pairs is.',
	'run.before-end': 'All pairs have ended; the run still says that it is running.',
	'run.ended': 'The end of the run is on record.',
	'pair.begun': 'The pair’s operation is on record; it holds no lease.',
	'pair.leased': 'The lease is held; rules and connection are still to come.',
	'pair.connected': 'The connection is open; nothing was asked.',
	'pair.before-release': 'Everything was done; the lease is still held.',
	'pair.released': 'The lease is given back; the operation still says that it is running.',
	'pair.ended': 'The end of the pair’s operation is on record.',
	'inbound.page-read': 'A page was read; nothing of it is written.',
	'inbound.part-fenced': 'In the transaction of a page, once the lease was proved.',
	'inbound.part-applied': 'In it, once rows, links and questions are written.',
	'inbound.part-counted': 'In it, once the operation’s counts are written.',
	'inbound.part-checked': 'In it, once the place to go on from is written; the commit is next.',
	'inbound.part-committed': 'The page is committed.',
	'inbound.listed': 'Every page is committed; our own edits are still to be looked at.',
	'inbound.edits-applied': 'In the transaction of our own edits, before its commit.',
	'inbound.edits-committed': 'Our own edits were compared, and that is committed.',
	'inbound.missing-marked': 'In the transaction that counts what a full listing did not return, before anybody is asked.',
	'inbound.missing-asked': 'In it, once the questions are asked; the commit is next.',
	'inbound.missing-committed': 'What vanished is asked about; the listing is not called finished.',
	'inbound.before-finish': 'In the transaction that moves the watermark, before its commit.',
	'inbound.finished': 'The watermark has moved.',
	'outbound.recovered': 'What a dead sender had in hand is called unknown.',
	'outbound.owed-put': 'In the transaction that writes down what is owed, before its commit.',
	'outbound.owed-committed': 'What is owed is written down.',
	'outbound.claimed': 'An entry is in hand; nothing was asked.',
	'outbound.looked': 'The other side was read; nothing was sent.',
	'outbound.before-write': 'It was decided to send; nothing has left.',
	'outbound.written': 'The other side has taken it; nothing of that is on record here.',
	'outbound.confirm-moved': 'In the transaction of the confirmation, once base, notes and status are written.',
	'outbound.confirm-settled': 'In it, once the entry is confirmed; the commit is next.',
	'outbound.confirmed': 'The confirmation is committed.',
	'outbound.gave-way-applied': 'In the transaction in which an entry steps aside, before its commit.',
	'outbound.gave-way': 'The entry has stepped aside.',
	'outbound.refused-asked': 'In the transaction that puts a refusal before a person, before its commit.',
	'outbound.refused': 'The refusal is before a person.',
	'outbound.waiting': 'A failed attempt is on record; the entry waits or is unknown.',
	'outbound.counted': 'What became of an entry is counted in the operation.',
	'outbound.finished': 'Everything that was owed has been tried.',
	'verdict.locked': 'In the transaction of a verdict, once record, link and conflict are held.',
	'verdict.written': 'In it, once value, base, note and conflict are written.',
	'verdict.audited': 'In it, once the event is in the chain; the commit is next.',
	'verdict.committed': 'The verdict is committed; nobody was told.',
	'undo.written': 'In the transaction of an undo, once value, base, note and conflict are as they were.',
	'undo.audited': 'In it, once the event is in the chain; the commit is next.',
	'undo.committed': 'The undo is committed; nobody was told.',
} as const satisfies Readonly<Record<string, string>>;

export type FailpointName = keyof typeof failpoints;

/** Called when the place is reached; it may never return, throw, or take its time. */
export type Failpoint = (name: FailpointName) => Promise<void>;
