import type {JsonObject, JsonValue} from '../../../source/core/json.js';
import type {SyncedWorld} from '../../support/synced-world.js';
import type {Held, History} from './soak-history.js';
import {readOurs} from './soak-journal.js';
import type {Word} from './soak-people.js';

type Step = {readonly at: number | undefined; readonly text: string};

type EntryRow = {
	readonly id: string; readonly state: string; readonly attempts: number; readonly value: JsonValue; readonly agreed: JsonValue | null; readonly changes: JsonObject;
	readonly last_error: string | null; readonly created_at: Date; readonly claimed_at: Date | null; readonly updated_at: Date;
};

type QuestionRow = {readonly id: number; readonly about: string; readonly status: string; readonly ours: JsonValue; readonly theirs: JsonValue; readonly at: Date};

type RunRow = {readonly direction: string; readonly status: string; readonly begun: Date; readonly ended: Date | null};

/**
 * Everything that is known of one field of one record, a line for each step in the order of the clocks: what both sides held
 * and who set it, the last word, what was owed, what was asked, and the runs of the pair.
 */
export async function tellTrail(world: SyncedWorld, history: History, key: string, word: Word): Promise<string> {
	const [entityType = '', externalId = '', field = ''] = key.split('|');
	const of = [entityType, externalId, field];
	const entries = await world.otherProgram<EntryRow>(`select id::text, state, attempts, fields -> $3 as value, expected -> $3 as agreed, changes, last_error, created_at, claimed_at, updated_at
		from sync_outbox where entity_type = $1 and external_id = $2 and fields ? $3 order by id`, of);
	const questions = await world.otherProgram<QuestionRow>(`select c.id, coalesce(c.field_name, 'the record') as about, c.resolution_status as status, c.internal_value as ours, c.external_value as theirs, c.created_at at time zone 'UTC' as at
		from sync_conflicts c join sync_links l on l.id = c.link_id where l.entity_type = $1 and l.external_id = $2 order by c.id`, [entityType, externalId]);
	const runs = await world.otherProgram<RunRow>(`select metadata ->> 'direction' as direction, status, started_at at time zone 'UTC' as begun, completed_at at time zone 'UTC' as ended
		from ingestion_batches where metadata ->> 'entityType' = $1`, [entityType]);
	const steps: readonly Step[] = [
		...toSteps('theirs', history.get(key) ?? []),
		...toSteps('ours', await readOurs(world, {entityType, externalId, field})),
		{at: word.saidAt, text: `the last word: ${show(word.value)} (${word.side})`},
		...entries.flatMap(tellEntry),
		...questions.map(({id, about, status, ours, theirs, at}) => ({at: at.getTime(), text: `question ${id} about ${about}, ${status} now: ours ${show(ours)}, theirs ${show(theirs)}`})),
		...runs.map(({direction, status, begun, ended}) => ({at: begun.getTime(), text: `run ${direction} until ${time(ended)}, ${status}`})),
	];
	return steps.toSorted((left, right) => (left.at ?? 0) - (right.at ?? 0)).map(({at, text}) => `\n\t${at === undefined ? 'before' : time(new Date(at))} ${text}`).join('');
}

const toSteps = (side: Word['side'], held: readonly Held[]): readonly Step[] => held.map(({value, theirWord, at, by}) =>
	({at, text: `${side}: ${show(value)}${theirWord === undefined ? '' : ` as ${show(theirWord)}`}${by === undefined ? '' : ` by ${by}`}`}));

const tellEntry = ({id, value, agreed, changes, state, attempts, ...entry}: EntryRow): readonly Step[] => [
	{at: entry.created_at.getTime(), text: `owed ${id}: ${show(value)}${agreed === null ? '' : ` over ${show(agreed)}`} as ${show(changes)}, last claimed ${time(entry.claimed_at)}`},
	{at: entry.updated_at.getTime(), text: `owed ${id}: ${state} after ${attempts} attempts${entry.last_error === null ? '' : `: ${entry.last_error}`}`},
];

const show = (value: JsonValue): string => JSON.stringify(value);
const time = (at: Date | null): string => at?.toISOString().slice(11, 23) ?? '-';
