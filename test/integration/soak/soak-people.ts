import type {EntityType} from '../../../source/core/entity.js';
import type {JsonValue} from '../../../source/core/json.js';
import {Draw} from '../../../source/simulator/random.js';
import type {SyncedTenable} from '../../support/synced-tenable.js';
import type {SyncedWorld} from '../../support/synced-world.js';
import {heldByTenable, saidInXacta} from './soak-history.js';
import {keyOf, tagFields} from './soak-keys.js';

/** Who spoke last about a field, and what was said, in our words; when, by the clock of that side in epoch milliseconds. */
export type Word = {readonly side: 'ours' | 'theirs'; readonly value: JsonValue; readonly saidAt: number};

export type People = {
	/** One edit in Tenable, done when this returns: it never falls between Parley's look and its write, which Tenable could not tell apart. */
	readonly editTenable: () => void;
	/** One edit in Xacta or in our own tables; they follow one another. */
	readonly editElsewhere: () => void;
	/** Settles some of the questions, by chance. Verdicts that come too late are refused, as they should be. */
	readonly settleSome: () => Promise<void>;
	/** Waits for every edit that was begun. */
	readonly idle: () => Promise<void>;
	/** The last word on each field, by `entity type|external id|field`. */
	readonly words: ReadonlyMap<string, Word>;
	readonly counts: {readonly ours: number; readonly tenable: number; readonly xacta: number; readonly verdicts: number};
};

const names = ['Ada Lovelace', 'Grace Hopper', 'Edsger Dijkstra', 'Barbara Liskov', 'Donald Knuth', 'Frances Allen'];

type OurEdit = {readonly entityType: EntityType; readonly table: string; readonly field: string; readonly value: JsonValue};

/** People of all three places; what they do follows from the seed, when it falls is left to the machine. */
export function createPeople(world: SyncedWorld, tenable: SyncedTenable, seed: number, ids: Readonly<Record<'asset' | 'vulnerability' | 'poam' | 'control', readonly string[]>>): People {
	const words = new Map<string, Word>();
	const counts = {ours: 0, tenable: 0, xacta: 0, verdicts: 0};
	const draw = new Draw(seed, 'soak people', 0);
	let turn = 0;
	/** Xacta's journal up to here is known. */
	let read = 0;
	let queue: Promise<void> = Promise.resolve();

	async function editOurs(): Promise<void> {
		const own = new Draw(seed, 'soak our edit', turn++);
		const name = `${own.pick(names)} ${own.integer(1, 999)}`;
		const edit = own.weighted<OurEdit>([
			[{entityType: 'asset', table: 'ingestion_assets', field: 'business_owner', value: name}, 6],
			[{entityType: 'asset', table: 'ingestion_assets', field: 'technical_owner', value: name}, 4],
			[{entityType: 'asset', table: 'ingestion_assets', field: 'acr_score', value: own.integer(1, 10)}, 4],
			[{entityType: 'vulnerability', table: 'ingestion_vulnerabilities', field: 'remediation_status', value: own.pick(['accepted', 'false_positive', 'in_progress', null])}, 5],
			[{entityType: 'vulnerability', table: 'ingestion_vulnerabilities', field: 'recast_severity', value: own.pick(['low', 'critical', null])}, 3],
			[{entityType: 'poam', table: 'ingestion_poams', field: 'poc', value: name}, 6],
			[{entityType: 'poam', table: 'ingestion_poams', field: 'risk_rating', value: own.pick(['low', 'moderate', 'high', 'critical'])}, 3],
			[{entityType: 'control', table: 'ingestion_controls', field: 'responsible_role', value: name}, 3],
		]);
		const {entityType, table, field, value} = edit;
		const externalId = own.pick(ids[entityType as 'asset']);
		const changed = await world.otherProgram(`update ${table} t set ${field} = $2 from sync_links l
			where l.entity_type = $3 and l.external_id = $1 and l.internal_id = t.id and t.${field} is distinct from $2 returning t.id`, [externalId, value, entityType]);
		if (changed.length === 0) return;
		counts.ours += 1;
		words.set(keyOf(entityType, externalId, field), {side: 'ours', value, saidAt: Date.now()});
	}

	async function editXacta(): Promise<void> {
		const edit = await world.xacta.people.act();
		if (edit === undefined) return;
		counts.xacta += 1;
		const journal = await world.xacta.effects(read);
		read = journal.at(-1)?.id ?? read;
		const effect = journal.findLast(({application, after}) => !application.startsWith('parley') && after?.['poam_id'] === edit.id);
		if (edit.entity !== 'poam' || effect === undefined) return;
		for (const [field, value] of Object.entries(saidInXacta(effect))) words.set(keyOf('poam', edit.id, field), {side: 'theirs', value, saidAt: effect.at.getTime()});
	}

	/** Who sets what is set already has said nothing. */
	function note(key: string, word: Word, was: JsonValue | undefined): void {
		if (word.value !== was) words.set(key, word);
	}

	function editTenable(): void {
		const {tenant} = tenable.simulator;
		const saidAt = tenant.now();
		const before = new Map(ids.asset.map(id => [id, heldByTenable(tenant, id)]));
		for (const edit of tenable.simulator.editAsPeople(1, seed + 1000 + turn++)) {
			counts.tenable += 1;
			if (!('asset' in edit)) continue;
			const was = before.get(edit.asset);
			const field = edit.action === 'retag' ? tagFields[edit.category] : undefined;
			if (edit.action === 'acr') note(keyOf('asset', edit.asset, 'acr_score'), {side: 'theirs', value: edit.score, saidAt}, was?.['acr_score']);
			if (edit.action === 'retag' && field !== undefined) note(keyOf('asset', edit.asset, field), {side: 'theirs', value: edit.value, saidAt}, was?.[field]);
		}
	}

	return {
		words, counts, editTenable,
		editElsewhere() {
			const edit = draw.chance(0.6) ? editOurs : editXacta;
			queue = queue.then(edit);
		},
		async settleSome() {
			const {rows} = await world.operations.listConflicts({status: 'pending'}, undefined, 20);
			for (const {id, version, conflictType} of rows) {
				if (conflictType !== 'field_mismatch' || !draw.chance(0.4)) continue;
				const verdict = {kind: draw.pick(['keep_internal', 'keep_external'] as const)};
				const outcome = await world.operations.resolveConflict({id, version, verdict}).catch((error: unknown) => {
					if (!(error instanceof Error) || !('code' in error)) throw error;
					return undefined;
				});
				if (outcome?.kind === 'settled') counts.verdicts += 1;
			}
		},
		idle: () => queue,
	};
}
