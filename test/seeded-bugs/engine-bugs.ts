import type {SeededBug} from './seeded-bug.js';

const torn = 'integration/sync/torn-pages';
const threeWay = 'integration/sync/three-way';
const interrupted = 'integration/sync/interrupted-runs';
const broken = 'integration/sync/broken-listings';
const compare = 'unit/sync/decide/compare';
const soleWriter = 'integration/sync/sole-writer';

/** Of taking in what the other side has. */
export const engineBugs: readonly SeededBug[] = [
	{
		name: 'checkpoint before commit',
		harm: 'A page that was rolled back is never asked for again: its records are lost without a word.',
		file: 'source/sync/inbound/write-part.ts',
		text: 'await stores.checkpoints.saveCursor(',
		replacement: 'await dependencies.database.stores.checkpoints.saveCursor(',
		proof: {file: torn, tests: ['a run that breaks off at inbound.part-checked leaves whole pages, and the next one misses none']},
	},
	{
		name: 'half a page committed',
		harm: 'Rows stand there without links, counts or checkpoint, and come in a second time.',
		file: 'source/sync/inbound/write-part.ts',
		text: 'await applyPrepared(stores.pages, toScope(dependencies, run), run.pair, prepared, {sole: run.sole, isMet})',
		replacement: 'await dependencies.database.transact(own => applyPrepared(own.pages, toScope(dependencies, run), run.pair, prepared))',
		proof: {file: torn, tests: ['a run that breaks off at inbound.part-applied leaves whole pages, and the next one misses none']},
	},
	{
		name: 'take oneself to be alone for good',
		harm: 'What another program brings while a first load is under way stands there twice: its row, and one of ours.',
		file: 'source/sync/inbound/sole-writer.ts',
		text: '!== this.#arrivals) this.#arrivals = undefined;',
		replacement: '!== this.#arrivals) this.#arrivals += 0;',
		proof: {file: soleWriter, tests: ['a first load that is disturbed > takes for the same what another program has brought meanwhile']},
	},
	{
		name: 'overlook who is at it already',
		harm: 'A row that another program had brought before a first load, and ended only during it, stands there twice.',
		file: 'source/database/stores/page/page-arrivals.ts',
		text: 'if ((await sql.query(writersSql, [table])).length > 0) return false;',
		replacement: '',
		proof: {file: soleWriter, tests: ['a first load that is disturbed > and what it had brought before, and ends only now']},
	},
	{
		name: 'take what was seen ahead for what is',
		harm: 'A record that a listing shows on two pages is made a second time, or refused as a double of itself.',
		file: 'source/sync/decide/decide-page.ts',
		text: 'if (strangers.length === 0) return links;',
		replacement: 'if (strangers.length >= 0) return links;',
		proof: {file: 'integration/sync/prepared-pages', tests: ['a record that comes on two pages of a first listing is made once, and takes what the later page shows']},
	},
	{
		name: 'know for ever what was seen first',
		harm: 'A record that a listing shows twice, and at last as it was before the run, stays as the earlier page had it.',
		file: 'source/sync/inbound/known-links.ts',
		text: 'known.forget(record.externalId);',
		replacement: '',
		proof: {file: 'integration/sync/prepared-pages', tests: [
			'a record that comes on two pages of a first listing is made once, and takes what the later page shows', 'and so it is where others were linked before',
			'a record that an earlier page changed and a later one shows as it was is what the later one shows',
		]},
	},
	{
		name: 'know a record and not count it as met',
		harm: 'Whatever has not moved is missing after a pass over everything: the guard stops each run, or people are asked about all of it.',
		file: 'source/sync/decide/decide-page.ts',
		text: 'seenLinkIds: [...prepared.known, ...',
		replacement: 'seenLinkIds: [...',
		proof: {file: 'integration/sync/prepared-pages', tests: ['of a record that one listing shows twice > an older clock of a later listing is believed']},
	},
	{
		name: 'plan what was shown first',
		harm: 'A plan tells, and carries out, a value that the other side has replaced within the same listing.',
		file: 'source/sync/plan/look-state.ts',
		text: 'const replaced = await replace(page);',
		replacement: 'const replaced: readonly RecentRecord[] = [];',
		proof: {file: 'integration/sync/prepared-pages', tests: ['of a record that one listing shows twice > a plan > of a linked record > tells a later copy that is newer, as the run does, and does that when it is applied']},
	},
	{
		name: 'ignore the fencing token',
		harm: 'A process that slept through its lease writes over what another one has written since.',
		file: 'source/sync/held-lease.ts',
		text: 'if (!(await stores.leases.fence(pair, lease.token))) throw lost(what);',
		replacement: 'await stores.leases.fence(pair, lease.token);',
		proof: {file: interrupted, tests: [
			'a run that is stopped half-way > keeps its finished pages, and the next one goes on after them',
			'two runs of one pair > a run whose lease was taken writes nothing more',
		]},
	},
	{
		name: 'take a lease that is held',
		harm: 'Two runs of one pair work at the same time.',
		file: 'source/database/stores/lease-store.ts',
		text: 'where ${leaseEnd(\'sync_leases\')} < clock_timestamp()',
		replacement: 'where true',
		proof: {file: interrupted, tests: ['two runs of one pair > the second is refused and told who holds it']},
	},
	{
		name: 'trust an empty page as complete',
		harm: 'One bad answer, and everything is asked about as vanished.',
		file: 'source/sync/inbound/guards.ts',
		text: 'if (missing === linked && news > 0) throw',
		replacement: 'if (missing > linked) throw',
		proof: {file: broken, tests: ['a complete listing of nothing is a broken other side, not an empty one']},
	},
	{
		name: 'leave what waited for its parent',
		harm: 'A finding that came before its asset is never taken, and its host looks clean.',
		file: 'source/sync/inbound/take-waiting.ts',
		text: 'if (records.length > 0) yield*',
		replacement: 'if (records.length < 0) yield*',
		proof: {file: 'integration/sync/waiting-records', tests: [
			'findings that our database does not take before their assets wait, say so, and are not tried again in vain',
			'and come in by the next run once their assets are there, although nobody sends them again',
		]},
	},
	{
		name: 'leave findings behind when their asset takes another uuid',
		harm: 'A host that was known before its scanner looks clean, and its findings belong to nobody.',
		file: 'source/database/stores/page/page-writes.ts',
		text: 'await takeReferencesAlong(sql, catalog, definition, records);',
		replacement: '',
		proof: {file: 'integration/sync/first-contact-assets', tests: ['an asset that takes the uuid of the other side, where a foreign key holds its findings > keeps its findings and all that names it, and the chain says so']},
	},
	{
		name: 'end questions by any listing',
		harm: 'What could not be read is forgotten as soon as one listing leaves it out.',
		file: 'source/sync/inbound/run-inbound.ts',
		text: 'const ended = await concludeStrangers(dependencies, run, strangers);',
		replacement: `const ended = 0;
	}
	if (selection === undefined) {
		const opened = 0;
		const ended = await concludeStrangers(dependencies, run, strangers);`,
		proof: {file: 'integration/sync/unreadable-records', tests: ['a question about a record that is there no more > stays when the listing has gaps']},
	},
	{
		name: 'ask in signs that cannot be kept',
		harm: 'One record with a NUL in a name ends every run of its pair, or is asked about anew by each.',
		file: 'source/sync/decide/reject-record.ts',
		text: 'external: toStorable({failures, record: kept}),',
		replacement: 'external: {failures, record: kept},',
		proof: {file: 'integration/sync/unreadable-records', tests: ['names in a record that PostgreSQL cannot store > are shown by visible signs in the question about it, which is asked once, and stop nobody']},
	},
	{
		name: 'most of it may vanish',
		harm: 'A filter that somebody set over there becomes a flood of questions here.',
		file: 'source/sync/inbound/guards.ts',
		text: 'if (news > guardLimits.vanishedRows && news > linked * guardLimits.vanishedShare) {',
		replacement: 'if (news > linked) {',
		proof: {file: 'integration/sync/plans', tests: ['what a guard would stop > is told by the plan, and is done only by somebody who says so']},
	},
	{
		name: 'deleted by one missed pass',
		harm: 'A record that one listing left out is called gone.',
		file: 'source/sync/inbound/missing-records.ts',
		text: 'const passesUntilMissing = 2;',
		replacement: 'const passesUntilMissing = 1;',
		proof: {file: threeWay, tests: ['inbound from a real server > asks about a record that two complete listings in a row did not return, and deletes nothing']},
	},
	{
		name: 'conclude from a listing with gaps',
		harm: 'What could not be read counts as gone.',
		file: 'source/sync/inbound/run-inbound.ts',
		text: 'const isComplete = state.problems.length === 0;',
		replacement: 'const isComplete = true;',
		proof: {file: 'integration/sync/xacta-rest-sync', tests: [
			'inbound through the API, with the mappings that every installation has > brings in systems, controls and POA&Ms, as many as the tables hold',
			'inbound through the API, with the mappings that every installation has > is partial, and concludes nothing, when a system could not be read',
		]},
	},
	{
		name: 'conflict counted as synced',
		harm: 'Nobody sees that a record waits for a person.',
		file: 'source/sync/decide/status-of-record.ts',
		text: `all.find(status => status === 'conflict') ?? `,
		replacement: '',
		proof: {file: threeWay, tests: ['inbound from a real server > asks a person when both sides changed one field, and goes on with every other']},
	},
	{
		name: 'the other side always wins',
		harm: 'An edit of ours is overwritten by an older one of theirs.',
		file: 'source/sync/decide/compare.ts',
		text: 'return refusal ?? mergeOrDecide(rule, state, external);',
		replacement: `return {kind: 'pull', value: external, rule: 'theirs'};`,
		proof: {file: compare, tests: ['one field with a base > asks when both moved apart and the strategy is manual']},
	},
	{
		name: 'a missing key erases',
		harm: 'A field that an answer happens to leave out is emptied on our side.',
		file: 'source/sync/decide/compare.ts',
		text: `(external === undefined && direction === 'outbound' ? (base ?? null) : external);`,
		replacement: `(external === undefined ? (direction === 'outbound' ? (base ?? null) : null) : external);`,
		proof: {file: compare, tests: ['one field with a base > says nothing about a field that was not sent']},
	},
	{
		name: 'believe two clocks to the millisecond',
		harm: 'Which of two edits survives is decided by whose clock runs ahead.',
		file: 'source/sync/decide/compare.ts',
		text: 'if (Math.abs(ahead) > clockErrorMs)',
		replacement: 'if (ahead !== 0)',
		proof: {file: compare, tests: ['one field with a base > lets the later change win, and asks when the clocks cannot tell']},
	},
	{
		name: 'pass over transactions that are under way',
		harm: 'A change that is committed after the listing, and was begun before it, is never read.',
		file: 'source/connectors/sql/postgres-dialect.ts',
		text: 'pg_snapshot_xmin(',
		replacement: 'pg_snapshot_xmax(',
		proof: {file: 'integration/connectors/xacta/integration-schema', tests: ['reading by transactions > loses no row of a transaction that begins before another and ends after the listing']},
	},
	{
		name: 'one bad record stops its page',
		harm: 'A single value that the database refuses keeps a thousand records out.',
		file: 'source/sync/inbound/split-page.ts',
		text: 'if (!isDataError(error) || page.records.length === 0) throw error;',
		replacement: 'if (error !== undefined) throw error;',
		proof: {file: broken, tests: ['a value that our table refuses costs its own record, and no other of its page']},
	},
	{
		name: 'ours wins, whatever both did to an item',
		harm: 'Of a milestone that both sides changed, what they made of it is written over, and nobody is asked.',
		file: 'source/sync/decide/compare.ts',
		text: 'if (clashes.length > 0 && winner === undefined) return',
		replacement: 'if (clashes.length > 99 && winner === undefined) return',
		proof: {file: 'unit/sync/decide/merge-items', tests: ['a field whose items are merged > asks about the item that both changed, by its name, and lets a strategy decide that item alone']},
	},
];
