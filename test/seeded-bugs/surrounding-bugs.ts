import type {SeededBug} from './seeded-bug.js';

/** Of when runs begin, and of what is shown of them. */
export const surroundingBugs: readonly SeededBug[] = [
	{
		name: 'an occurrence that each process names anew',
		harm: 'Four daemons run one schedule four times.',
		file: 'source/jobs/create-jobs.ts',
		text: 'occurrenceId([job.queue, ...job.occurrence])',
		replacement: 'occurrenceId([job.queue, ...job.occurrence, String(Math.random())])',
		proof: {file: 'integration/jobs/jobs', tests: ['every occurrence once > an occurrence that was completed long ago is not run again']},
	},
	{
		name: 'count a group and then take of it',
		harm: 'Two workers that look at the same moment read findings before the assets that they belong to.',
		file: 'source/jobs/migrate-jobs.ts',
		text: 'create unique index if not exists parley_one_active_per_group',
		replacement: 'create index if not exists parley_one_active_per_group',
		proof: {file: 'integration/jobs/jobs', tests: ['order > of one group one is taken, also by two workers at the same moment']},
	},
	{
		name: 'an hour that comes twice runs twice',
		harm: 'On one night of the year each schedule of that hour runs a second time.',
		file: 'source/schedule/schedule.ts',
		text: 'zone.firstInstantOf(wall)',
		replacement: '(wall - zone.offsetAt(after))',
		proof: {file: 'unit/schedule/schedule', tests: ['when the clocks go back > a time that comes twice runs once, the first time']},
	},
	{
		name: 'make up for an older missed run',
		harm: 'After an absence a daemon runs for what was due before, and again for what was due last.',
		file: 'source/schedule/occurrences-between.ts',
		text: '.at(-1)',
		replacement: '.at(0)',
		proof: {file: 'unit/schedule/occurrences-between', tests: ['two that are close together, a while ago: the later one']},
	},
	{
		name: 'draw text from outside as it is',
		harm: 'A hostname clears the screen, renames the terminal or writes the clipboard.',
		file: 'source/core/text/safe-text.ts',
		text: 'if (!suspicious.test(text) && ',
		replacement: 'if (text !== undefined || ',
		proof: {file: 'integration/commands/conflict-commands', tests: ['conflicts list > shows text from outside, and lets none of it act']},
	},
	{
		name: 'take a page that is mostly rejected',
		harm: 'A format that changed over there becomes ten thousand questions here.',
		file: 'source/sync/inbound/guards.ts',
		text: 'if (page.rejected >= guardLimits.rejectedRows && ',
		replacement: 'if (page.rejected > page.read && ',
		proof: {file: 'integration/sync/broken-listings', tests: ['a page of which most cannot be read stops the run, and nothing of it is asked']},
	},
	{
		name: 'take what stands before the server for the server',
		harm: 'A pooler hands our sessions about: what we write is taken for people’s edits and owed to everybody, and no screen hears of a change.',
		file: 'source/database/connection.ts',
		text: `if (session !== 'pooled') session =`,
		replacement: `if (session === 'pooled') session =`,
		proof: {file: 'integration/database/pooler', tests: ['a pooler that lends sessions for a transaction > is refused before anything is done, whichever session it lends next (the latest)']},
	},
];
