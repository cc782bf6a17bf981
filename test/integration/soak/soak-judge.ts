import {entityDefinitions, type EntityType} from '../../../source/core/entity.js';
import type {Connector, ExternalRecord} from '../../../source/core/connector.js';
import type {JsonValue} from '../../../source/core/json.js';
import {isSame} from '../../../source/sync/mapping/normalize.js';
import {compareField} from '../../../source/sync/decide/compare.js';
import {loadPair} from '../../../source/sync/load-pair.js';
import {applyEffect} from '../../../source/simulator/tenable/state/apply-effect.js';
import type {Effect} from '../../../source/simulator/tenable/state/effect.js';
import type {RecastRule} from '../../../source/simulator/tenable/state/rule-book.js';
import {createTenant, type Tenant} from '../../../source/simulator/tenable/state/tenant.js';
import type {TenableSimulator} from '../../../source/simulator/tenable/start-tenable-simulator.js';
import type {SyncedWorld} from '../../support/synced-world.js';
import {keyOf} from './soak-keys.js';

export type Examined = {
	/** Sentences about fields on which the sides differ although nobody was asked. */
	readonly differing: readonly string[];
	readonly compared: number;
	/** Our value of each field that was compared, by `entity type|external id|field`. */
	readonly ours: ReadonlyMap<string, JsonValue>;
};

/** Compares all that one pair maps, as both sides are now, with no help of what the engine noted about them. */
export async function examinePair(world: SyncedWorld, connector: Connector, systemName: string, entityType: EntityType): Promise<Examined> {
	const {stores} = world.database;
	const system = await stores.systems.findByName(systemName);
	const policy = system === undefined ? undefined : await stores.rules.findPolicy(system.id, entityType);
	if (system === undefined || policy === undefined) throw new Error(`${systemName} has no ${entityType}.`);
	const pair = await loadPair(stores, system, policy);
	const records = await listEverything(connector, entityType);
	const links = await stores.pages.listLinkHashes(system.id, entityType, records.map(({externalId}) => externalId));
	const linked = new Map((await stores.pages.loadLinked(entityDefinitions[entityType], links.map(({linkId}) => linkId), pair.fields)).map(record => [record.externalId, record]));
	const ours = new Map<string, JsonValue>();
	const differing: string[] = [];
	for (const record of records) {
		const state = linked.get(record.externalId);
		const mapped = pair.mapper.map(record);
		if (mapped.kind === 'invalid') continue;
		if (state === undefined) {
			differing.push(`${entityType} ${record.externalId} is not linked`);
			continue;
		}
		if (state.conflicts.some(({field}) => field === undefined)) continue;
		for (const rule of pair.rules) {
			const [internal, external] = [state.internal[rule.field] ?? null, mapped.fields[rule.field]];
			ours.set(keyOf(entityType, record.externalId, rule.field), internal);
			if (external === undefined || isSame(rule.kind, internal, external, rule.policy.equality)) continue;
			// Ours alone by its rule, or asked.
			const {kind} = compareField(rule, {base: state.base[rule.field], internal, external, record: state.internal});
			if (kind === 'keep' || state.conflicts.some(({field}) => field === rule.field)) continue;
			differing.push(`${entityType} ${record.externalId} ${rule.field}: ours ${JSON.stringify(internal)}, theirs ${JSON.stringify(external)}, base ${JSON.stringify(state.base[rule.field])} (${kind})`);
		}
	}
	return {differing, compared: ours.size, ours};
}

async function listEverything(connector: Connector, entityType: EntityType): Promise<readonly ExternalRecord[]> {
	const records: ExternalRecord[] = [];
	let cursor: Parameters<Connector['list']>[0]['cursor'];
	do {
		const page = await connector.list({entityType, pageSize: 500, signal: new AbortController().signal, ...(cursor === undefined ? {} : {cursor})});
		records.push(...page.records);
		cursor = page.next;
	} while (cursor !== undefined);
	return records;
}

/** Findings whose decision on our side is not what the rules of Tenable say; those that somebody is asked about are left out. */
export async function examineRules(world: SyncedWorld, simulator: TenableSimulator): Promise<readonly string[]> {
	const rows = await world.otherProgram<{external_id: string; remediation_status: string | null; recast_severity: string | null}>(`select l.external_id, v.remediation_status, v.recast_severity
		from sync_links l join ingestion_vulnerabilities v on v.id = l.internal_id
		where l.entity_type = 'vulnerability' and not exists (select from sync_conflicts c where c.link_id = l.id and c.resolution_status in ('pending', 'ignored'))`);
	const rules = new Map(simulator.tenant.rules.rules().map(rule => [rule.name, sayingOf(rule)]));
	return rows.flatMap(({external_id: id, remediation_status: status, recast_severity: severity}) => {
		const [disposition, recast] = [rules.get(`Parley ${id}`) ?? null, rules.get(`Parley severity ${id}`) ?? null];
		const meant = status === 'accepted' || status === 'false_positive' ? status : null;
		return [
			...(disposition === meant ? [] : [`finding ${id}: ours ${String(status)}, theirs ${String(disposition)}`]),
			...(recast === severity ? [] : [`finding ${id}: our severity ${String(severity)}, theirs ${String(recast)}`]),
		];
	});
}

const sayingOf = ({action, isFalsePositive, severityId}: RecastRule): string =>
	(action === 'RECAST' ? ['info', 'low', 'medium', 'high', 'critical'][severityId ?? 0] ?? '' : isFalsePositive ? 'false_positive' : 'accepted');

/** Plays Tenable's ledger from the start and gives what Parley did there that changed nothing: it was done already. */
export function findTenableRepeats(simulator: TenableSimulator): readonly string[] {
	const {organization, settings} = simulator.tenant;
	const replay = createTenant({organization, settings, clock: {now: () => organization.now, sleep: () => Promise.resolve()}});
	const repeats: string[] = [];
	for (const {effect, at, by, sequence} of simulator.report().effects) {
		if (by === 'api' && isDone(replay, effect)) repeats.push(`effect ${sequence}: ${JSON.stringify(effect)}`);
		applyEffect(replay, effect, at, by);
	}
	return repeats;
}

function isDone({assets, rules}: Tenant, effect: Effect): boolean {
	const views = (ids: readonly string[]) => ids.map(id => assets.viewOf(assets.findIndex(id) ?? -1));
	const carries = (id: string, value: string) => views([id])[0]?.tags.some(({valueUuid}) => valueUuid === value) === true;
	switch (effect.kind) {
		case 'acr-set': return views(effect.assets).every(({acrScore}) => acrScore === effect.score);
		case 'tags-added': return effect.assets.every(id => effect.values.every(value => carries(id, value)));
		case 'tags-removed': return effect.assets.every(id => effect.values.every(value => !carries(id, value)));
		case 'rule-saved': return rules.rules().some(rule => rule.name === effect.rule.name && (rule.ruleId !== effect.rule.ruleId || sayingOf(rule) === sayingOf(effect.rule)));
		case 'rule-removed': return rules.find(effect.ruleId) === undefined;
		default: return false;
	}
}

/** Updates by Parley in Xacta's journal that left the row as it was but for its stamp. */
export async function findXactaRepeats(world: SyncedWorld): Promise<readonly string[]> {
	const stamps = ['updated_date', 'updated_by'];
	const bare = (row: object | null) => JSON.stringify(Object.entries(row ?? {}).filter(([name]) => !stamps.includes(name)));
	const own = (await world.xacta.effects()).filter(({application}) => application.startsWith('parley'));
	return own.filter(({action, before, after}) => action !== 'update' || bare(before) === bare(after)).map(({id, table, action, after}) => `effect ${id}: ${action} ${table} ${JSON.stringify(after)}`);
}
