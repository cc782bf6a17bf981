import pg from 'pg';
import type {SyncedWorld} from '../../support/synced-world.js';

export const systemName = 'Xacta 360';

/** The fields that are watched: our column, theirs, and what both become in our words. */
export const watched = {
	poc: 'responsible_individual',
	risk_rating: 'risk_rating',
	scheduled_completion: 'scheduled_completion_date',
	deviation_rationale: 'deviation_rationale',
	weakness_description: 'weakness_description',
} as const;
export type WatchedField = keyof typeof watched;
export const watchedFields = Object.keys(watched) as readonly WatchedField[];

export type Value = string | null;
export type Side = 'ours' | 'theirs';
export type Author = 'parley' | 'people';

/** One field of one record took another value, by whomever; from the tables' own journals, so nothing that happened is missing. */
export type Move = {readonly order: number; readonly side: Side; readonly by: Author; readonly poamId: string; readonly field: WatchedField; readonly from: Value; readonly to: Value};
export type Removal = {readonly order: number; readonly side: Side; readonly by: Author; readonly poamId: string; readonly isRemoval: true};
export type Happening = Move | Removal;

type Row = Readonly<Record<string, Value>>;
export type Snapshot = ReadonlyMap<string, Row>;

export type TwoSides = AsyncDisposable & {
	/** Another program on our database. */
	readonly ours: pg.Client;
	/** People in the other system, past all that its own connector may do. */
	readonly theirs: pg.Client;
	/** Everything that happened since the last call, in its true order. */
	readonly happenings: () => Promise<readonly Happening[]>;
	readonly readOurs: () => Promise<Snapshot>;
	readonly readTheirs: () => Promise<Snapshot>;
};

const journal = `
	create table row_journal (id bigint primary key generated always as identity, at timestamptz not null default clock_timestamp(), is_parley boolean not null, before jsonb, after jsonb);
	create function keep_row() returns trigger language plpgsql as $$
	begin
		insert into row_journal (is_parley, before, after) values (coalesce(current_setting('parley.writer', true) = 'parley', false), to_jsonb(old), to_jsonb(new));
		return null;
	end $$;
	create trigger zzz_keep_row after insert or update or delete on ingestion_poams for each row execute function keep_row();`;

const readTheirsSql = `select poam_id, poam_status as status, ${Object.entries(watched).map(([ours, theirs]) => `${theirs}::text as ${ours}`).join(', ')} from poams`;
const readOursSql = `select poam_id, status, sync_status, ${Object.keys(watched).map(field => `${field}::text as ${field}`).join(', ')} from ingestion_poams`;

/** "medium" is their other word for what we call "moderate"; blanks at the ends mean nothing. */
export const toOurWord = (field: WatchedField, value: Value): Value => (field === 'risk_rating' && value === 'medium' ? 'moderate' : value);

export async function openTwoSides(world: SyncedWorld): Promise<TwoSides> {
	const ours = new pg.Client({connectionString: world.url, application_name: 'app_rasdash'});
	const theirs = new pg.Client({connectionString: withDatabase(world.url, world.xacta.connectionString), application_name: 'xacta web'});
	await Promise.all([ours.connect(), theirs.connect()]);
	await ours.query(journal);
	let [lastOurs, lastTheirs] = [0, 0];
	return {
		ours, theirs,
		happenings: async () => {
			const [rows, effects] = [
				(await ours.query<JournalRow>('select id::int, extract(epoch from at)::float8 as at, is_parley, before, after from row_journal where id > $1 order by id', [lastOurs])).rows,
				(await theirs.query<JournalRow>(`select id::int, extract(epoch from at)::float8 as at, application like 'parley%' as is_parley, before, after from simulator.journal where id > $1 and table_name = 'poams' order by id`, [lastTheirs])).rows,
			];
			lastOurs = rows.at(-1)?.id ?? lastOurs;
			lastTheirs = effects.at(-1)?.id ?? lastTheirs;
			return [...rows.flatMap(row => toHappenings('ours', row)), ...effects.flatMap(row => toHappenings('theirs', row))].sort((left, right) => left.order - right.order);
		},
		readOurs: () => readSnapshot(ours, readOursSql),
		readTheirs: () => readSnapshot(theirs, readTheirsSql),
		[Symbol.asyncDispose]: async () => {
			await Promise.all([ours.end(), theirs.end()]);
		},
	};
}

function withDatabase(url: string, connectionString: string): string {
	const database = /\/([^/?]+)(?:\?|$)/.exec(connectionString.replace(/^postgres(ql)?:\/\/[^/]*/, ''))?.[1] ?? '';
	return url.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${database}`);
}

async function readSnapshot(client: pg.Client, sql: string): Promise<Snapshot> {
	const {rows} = await client.query<Record<string, Value> & {poam_id: string}>(sql);
	return new Map(rows.map(row => [row.poam_id, Object.fromEntries(Object.entries(row).map(([name, value]) => [name, name in watched ? toOurWord(name as WatchedField, value) : value]))]));
}

type JournalRow = {readonly id: number; readonly at: number; readonly is_parley: boolean; readonly before: Record<string, Value> | null; readonly after: Record<string, Value> | null};

function toHappenings(side: Side, {at, is_parley: isParley, before, after}: JournalRow): readonly Happening[] {
	const about = {order: at, side, by: isParley ? 'parley' : 'people', poamId: String((after ?? before)?.['poam_id'])} as const;
	if (after === null) return [{...about, isRemoval: true}];
	return watchedFields.flatMap((field): readonly Move[] => {
		const column = side === 'ours' ? field : watched[field];
		const [from, to] = [toOurWord(field, before?.[column] ?? null), toOurWord(field, after[column] ?? null)];
		return from === to && before !== null ? [] : [{...about, field, from, to}];
	});
}
