import type {SeededBug} from './seeded-bug.js';

const defects = 'integration/connectors/tenable/sdk-defects';
const listing = 'integration/connectors/tenable/listing';
const defect = (text: string): readonly [string] => [`defects of the vendor's own export client that Parley does not have > ${text}`];

/** Of reading and writing Tenable; the first four are what the vendor's own client does. */
export const tenableBugs: readonly SeededBug[] = [
	{
		name: 'poll a cancelled export for ever',
		harm: 'The run never ends, and nothing says so.',
		file: 'source/connectors/tenable/export-watch.ts',
		text: `new Set(['FINISHED', 'ERROR', 'CANCELLED'])`,
		replacement: `new Set(['FINISHED', 'ERROR'])`,
		proof: {file: defects, tests: defect('(a) a CANCELLED export with no chunk left is polled for ever')},
	},
	{
		name: 'a chunk counts as read before it was downloaded',
		harm: 'After a download that failed, its records are skipped without a word.',
		file: 'source/connectors/tenable/chunk-loader.ts',
		text: `if (!(error instanceof AppError) || !ofOneChunk.has(error.code)) throw error;`,
		replacement: `return {kind: 'loaded', content: {elements: [], bytes: 2}};`,
		proof: {file: defects, tests: defect('(b) a chunk counts as read before it was downloaded, so that the next call skips it')},
	},
	{
		name: 'failed chunks are never read',
		harm: 'An export with holes in it looks whole, and what is missing seems to have vanished.',
		file: 'source/connectors/tenable/export-gaps.ts',
		text: 'const gaps: string[] = [];',
		replacement: `const gaps: string[] = [];
	if (status.status === 'FINISHED') return gaps;`,
		proof: {file: defects, tests: defect('(c) chunks_failed is never read: a FINISHED export of vulnerability records with failed chunks looks complete')},
	},
	{
		name: 'the time-out counts only while queued',
		harm: 'An export that is stuck in the middle holds its pair for ever.',
		file: 'source/connectors/tenable/export-watch.ts',
		text: 'if (ageMs > deadlineMs)',
		replacement: `if (status.status === 'QUEUED' && ageMs > deadlineMs)`,
		proof: {file: defects, tests: defect('(d) the time-out counts only while QUEUED: an export stuck in PROCESSING is waited for without end')},
		hangs: true,
	},
	{
		name: 'cursor taken after the request',
		harm: 'What changed while the export was being made is never asked for again.',
		file: 'source/connectors/tenable/list-exports.ts',
		text: 'return toLastPage(listing);',
		replacement: 'return toLastPage({...listing, watermark: clock.now()});',
		proof: {file: listing, tests: ['changes > the watermark lies before the first request: what changes during the run is not lost']},
	},
	{
		name: 'take over whatever export is running',
		harm: 'Records by somebody else’s filters are taken for everything there is.',
		file: 'source/connectors/tenable/export-client.ts',
		text: 'if (running?.filters !== undefined && !isSameExport(filters, running.filters)) throw',
		replacement: 'if (running === undefined) throw',
		proof: {file: listing, tests: ['the way of an export > an export that somebody else runs by other filters is not taken for ours']},
	},
	{
		name: 'ask for open findings only',
		harm: 'What was fixed stays open with us for ever.',
		file: 'source/connectors/tenable/export-plan.ts',
		text: `const allStates = ['OPEN', 'REOPENED', 'FIXED'];`,
		replacement: `const allStates = ['OPEN', 'REOPENED'];`,
		proof: {file: listing, tests: ['everything > brings each finding once, fixed ones and old ones too, known by asset, plugin, port and protocol']},
	},
	{
		name: 'one unreadable chunk is an empty one',
		harm: 'Five failed downloads of a chunk become zero records, and the run calls itself complete.',
		file: 'source/connectors/tenable/chunk-loader.ts',
		text: `return {kind: 'lost', reason:`,
		replacement: `if (chunk > 0) return {kind: 'loaded', content: {elements: [], bytes: 2}};
		return {kind: 'lost', reason:`,
		proof: {file: listing, tests: ['chunks that cannot be read > are left out after five tries, and the last page says so']},
	},
	{
		name: 'request a scan without looking for it',
		harm: 'Every lost answer starts one more scan of a production host.',
		file: 'source/connectors/tenable/request-scan.ts',
		text: `if (await isThere()) return {kind: 'requested', name};`,
		replacement: '',
		proof: {file: 'integration/connectors/tenable/dispositions', tests: ['a remediated finding > is scanned once for one decision, also when the answer was lost']},
	},
];
