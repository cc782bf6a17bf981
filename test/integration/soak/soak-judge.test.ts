import pg from 'pg';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {AppError} from '../../../source/errors/app-error.js';
import type {JsonValue} from '../../../source/core/json.js';
import {connectTenable, type SyncedTenable} from '../../support/synced-tenable.js';
import {createSyncedWorld, xactaUrl, type SyncedWorld} from '../../support/synced-world.js';
import {saidInXacta} from './soak-history.js';
import {keepJournal} from './soak-journal.js';
import {keyOf} from './soak-keys.js';
import {findLostWords} from './soak-lost.js';
import type {Word} from './soak-people.js';

let world: SyncedWorld;
let tenable: SyncedTenable;
let theirs: pg.Client;
beforeAll(async () => {
	world = await createSyncedWorld();
	tenable = await connectTenable(world);
	await world.sync('system');
	await world.sync('poam');
	await world.operations.setPushEnabled({systemName: 'Xacta 360', entityType: 'poam', enabled: true});
	await keepJournal(world);
	theirs = new pg.Client({connectionString: xactaUrl(world), application_name: 'xacta web'});
	await theirs.connect();
});
afterAll(async () => {
	await theirs.end();
	await tenable[Symbol.asyncDispose]();
	await world[Symbol.asyncDispose]();
});

const idRated = async (rating: string): Promise<string> =>
	(await theirs.query<{poam_id: string}>(`select poam_id from poams where risk_rating = $1 and poam_status = 'ongoing' order by poam_id limit 1`, [rating])).rows[0]?.poam_id ?? '';
const rateOurs = (id: string, rating: string) => world.otherProgram('update ingestion_poams set risk_rating = $2 where poam_id = $1', [id, rating]);
const ratingOf = async (id: string) => (await world.otherProgram<{risk_rating: string}>('select risk_rating from ingestion_poams where poam_id = $1', [id]))[0]?.risk_rating ?? null;
const theirRatingOf = async (id: string) => (await theirs.query<{risk_rating: string}>('select risk_rating from poams where poam_id = $1', [id])).rows[0]?.risk_rating;
const questions = async (id: string) => (await world.operations.listConflicts({status: 'pending', text: id}, undefined, 10)).rows;

/** A person rates the record in Xacta; gives what the soak notes as said. */
async function rateTheirs(id: string, rating: string): Promise<ReadonlyMap<string, Word>> {
	const before = (await world.xacta.effects()).at(-1)?.id ?? 0;
	await theirs.query('update poams set risk_rating = $2, updated_date = clock_timestamp() at time zone $$UTC$$ where poam_id = $1', [id, rating]);
	const effects = await world.xacta.effects(before);
	return new Map(effects.flatMap(effect => Object.entries(saidInXacta(effect)).map(([field, value]): [string, Word] => [keyOf('poam', id, field), {side: 'theirs', value, saidAt: effect.at.getTime()}])));
}

const lost = async (id: string, words: ReadonlyMap<string, Word>): Promise<readonly string[]> => {
	const now: JsonValue = await ratingOf(id);
	return findLostWords(world, tenable.simulator, words, new Map([[keyOf('poam', id, 'risk_rating'), now]]));
};

test('another word for the rating that stood there says nothing, although ours then goes over it unasked', async () => {
	const id = await idRated('medium');
	await rateOurs(id, 'critical');
	const words = await rateTheirs(id, 'moderate');
	await world.sync('poam');
	expect([await ratingOf(id), await theirRatingOf(id), await questions(id)]).toEqual(['critical', 'critical', []]);
	expect(await lost(id, words)).toEqual([]);
});

test('a rating like the one that we had sent without an answer cannot be told from ours', async () => {
	const id = await idRated('high');
	await rateOurs(id, 'low');
	await world.bind({}, connector => ({...connector, write: () => Promise.reject(new AppError({code: 'EXTERNAL_UNREACHABLE', message: 'It never arrived.', nextStep: 'Wait.'}))}))
		.runSync({systemName: 'Xacta 360', entityType: 'poam'});
	const words = await rateTheirs(id, 'low');
	await rateOurs(id, 'critical');
	await world.otherProgram(`update sync_outbox set next_attempt_at = now() where state = 'unknown'`);
	await world.sync('poam');
	await world.sync('poam');
	expect([await ratingOf(id), await theirRatingOf(id), await questions(id)]).toEqual(['critical', 'critical', []]);
	expect(words.size).toBe(1);
	expect(await lost(id, words)).toEqual([]);
});

test('a word that somebody wrote over is lost, and told with what both sides held, by whom, and what was sent', async () => {
	const id = await idRated('medium');
	await rateOurs(id, 'high');
	await world.sync('poam');
	const words = await rateTheirs(id, 'low');
	await theirs.query('set application_name = $$parley$$');
	await theirs.query(`update poams set risk_rating = 'high' where poam_id = $1`, [id]);
	await theirs.query('set application_name = $$xacta web$$');
	const [sentence = '', ...others] = await lost(id, words);
	expect(others).toEqual([]);
	const lines = sentence.split('\n').map(line => line.replaceAll(/\d\d:\d\d:\d\d\.\d{3}/g, 'then').trim());
	expect(lines[0]).toBe(`poam|${id}|risk_rating: the last word was "low" (theirs), and it is "high"`);
	for (const line of [
		'before ours: "moderate"', 'then ours: "high" by app_rasdash', 'before theirs: "moderate" as "medium"', 'then theirs: "high" by parley', 'then theirs: "low" by xacta web',
		'then the last word: "low" (theirs)', expect.stringMatching(/^then owed \d+: "high" as {"risk_rating":"high"}, last claimed then$/), expect.stringMatching(/^then owed \d+: confirmed after 1 attempts$/),
		'then run outbound until then, completed',
	]) expect(lines).toContainEqual(line);
});
