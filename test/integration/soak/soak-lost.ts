import {entityDefinitions, type EntityType} from '../../../source/core/entity.js';
import type {JsonValue} from '../../../source/core/json.js';
import type {TenableSimulator} from '../../../source/simulator/tenable/start-tenable-simulator.js';
import {isSame} from '../../../source/sync/mapping/normalize.js';
import type {SyncedWorld} from '../../support/synced-world.js';
import {readHistory, type Held} from './soak-history.js';
import type {Word} from './soak-people.js';
import {tellTrail} from './soak-trail.js';

/** Whether Tenable itself put a job of Parley's over what somebody said there: one that it had taken before, and did only after. */
function wasOvertaken({tenant}: TenableSimulator, asset: string, {saidAt}: Word): boolean {
	return tenant.applied().some(({at, by, effect}) => by === 'api' && 'assets' in effect && effect.assets.includes(asset) && at > saidAt && at - tenant.settings.jobDelayMs <= saidAt);
}

/** Words that no comparison can hear, and that are lost by right: `docs/sync-rules.md` tells of them. */
type Unheard = {
	/** The other side held that before, so it may be what both agreed on last: nothing has changed then. */
	readonly isReturn: boolean;
	/** It is what a send of ours had left there, for all that is known of that: its answer was lost. */
	readonly isEcho: boolean;
};

function findUnheard({value, saidAt}: Word, held: readonly Held[], sends: readonly Send[]): Unheard {
	return {
		isReturn: held.filter((one, index) => one.value === value && held[index - 1]?.value !== value).length > 1,
		isEcho: sends.some(send => send.value === value && send.createdAt.getTime() <= saidAt && saidAt <= send.endedAt.getTime()),
	};
}

type Send = {readonly key: string; readonly value: JsonValue; readonly createdAt: Date; readonly endedAt: Date};

/** What was sent at least once, by field. */
const listSends = async (world: SyncedWorld): Promise<readonly Send[]> =>
	world.otherProgram<Send>(`select o.entity_type || '|' || o.external_id || '|' || f.key as key, f.value, o.created_at as "createdAt", o.updated_at as "endedAt"
		from sync_outbox o, jsonb_each(o.fields) f where o.attempts > 0 and o.external_id is not null`);

/** Last words that neither came through nor became a question, with all that is known of each: what somebody said and nobody ever heard. */
export async function findLostWords(world: SyncedWorld, simulator: TenableSimulator, words: ReadonlyMap<string, Word>, ours: ReadonlyMap<string, JsonValue>): Promise<readonly string[]> {
	const rows = await world.otherProgram<{key: string}>(`select distinct c.entity_type || '|' || l.external_id || '|' || coalesce(c.field_name, '*') as key from sync_conflicts c join sync_links l on l.id = c.link_id`);
	const [history, sends] = [await readHistory(world, simulator), Map.groupBy(await listSends(world), ({key}) => key)];
	const asked = new Set(rows.map(({key}) => key));
	const lost: string[] = [];
	for (const [key, word] of words) {
		const {side, value} = word;
		const [entityType = '', externalId = '', field = ''] = key.split('|');
		const now = ours.get(key);
		if (now === undefined || asked.has(key) || asked.has(`${entityType}|${externalId}|*`) || wasOvertaken(simulator, externalId, word)) continue;
		const {isReturn, isEcho} = findUnheard(word, history.get(key) ?? [], sends.get(key) ?? []);
		if (side === 'theirs' && (isReturn || isEcho)) continue;
		const kind = entityDefinitions[entityType as EntityType].fields[field] ?? 'text';
		if (isSame(kind, now, value, {ignoreCase: true})) continue;
		lost.push(`${key}: the last word was ${JSON.stringify(value)} (${side}), and it is ${JSON.stringify(now)}${await tellTrail(world, history, key, word)}`);
	}
	return lost;
}
