import type {Connector, ExternalRecord} from '../core/connector.js';
import {entityDefinitions} from '../core/entity.js';
import type {ExternalSystem} from '../core/external-system.js';
import type {FieldMapping} from '../core/mapping.js';
import {matchHosts, type Host} from '../sync/correlate/match-hosts.js';
import {createRecordMapper} from '../sync/mapping/map-record.js';
import type {OperationContext} from './context.js';

export type HostCorrelation = {
	readonly systemName: string;
	/** How many hosts the system listed. */
	readonly listed: number;
	readonly linked: number;
	/** Ids of hosts that fit more than one of ours: for a person to tell apart. */
	readonly ambiguous: readonly string[];
};

const batchSize = 1000;

/** Systems that know our assets without keeping them in step with us: mappings tell what their fields mean, and no policy syncs them. */
export async function correlateHosts(context: OperationContext, signal: AbortSignal): Promise<readonly HostCorrelation[]> {
	const {systems, rules} = context.database.stores;
	const found: HostCorrelation[] = [];
	for (const system of await systems.list()) {
		const field = entityDefinitions.asset.externalIdFields[system.systemType];
		if (field === undefined || !system.isActive || !system.syncEnabled) continue;
		const mappings = await rules.listMappings(system.id, 'asset');
		if (mappings.length === 0 || (await rules.findPolicy(system.id, 'asset')) !== undefined) continue;
		found.push(await correlateSystem(context, {system, mappings, field, signal}));
	}
	return found;
}

type SystemHosts = {readonly system: ExternalSystem; readonly mappings: readonly FieldMapping[]; readonly field: string; readonly signal: AbortSignal};

async function correlateSystem({database, connect, actor}: OperationContext, {system, mappings, field, signal}: SystemHosts): Promise<HostCorrelation> {
	const ours: Host[] = [];
	for (let after = '0'; ;) {
		const page = await database.stores.correlation.listUnlinkedHosts(field, after, batchSize);
		ours.push(...page.map(({internalId, ...host}) => ({id: internalId, ...host})));
		const last = page.at(-1);
		if (last === undefined) break;
		after = last.internalId;
	}

	if (ours.length === 0) return {systemName: system.systemName, listed: 0, linked: 0, ambiguous: []};
	const connector = await connect(system, undefined);
	const theirs: Host[] = [];
	let listed = 0;
	try {
		if (connector.capabilities.entities.asset === undefined) return {systemName: system.systemName, listed: 0, linked: 0, ambiguous: []};
		const toHost = createHostReader(mappings);
		for await (const records of listPages(connector, signal)) {
			listed += records.length;
			const taken = await database.stores.correlation.findTaken(field, records.map(({externalId}) => externalId));
			theirs.push(...records.filter(({externalId}) => !taken.has(externalId)).flatMap(toHost));
		}
	} finally {
		await connector.close();
	}

	const {matches, ambiguous} = matchHosts(ours, theirs);
	const links = matches.map(({ourId, theirId}) => ({internalId: ourId, externalId: theirId}));
	let linked = 0;
	for (let start = 0; start < links.length; start += batchSize) {
		signal.throwIfAborted();
		linked += await database.transact(async stores => {
			const filled = await stores.correlation.linkHosts(field, system.systemType, links.slice(start, start + batchSize));
			if (filled > 0) await stores.audit.append(actor, {action: 'records.correlate', targetType: 'system', targetId: system.systemName, detail: {field, records: filled}});
			return filled;
		});
	}
	return {systemName: system.systemName, listed, linked, ambiguous};
}

async function* listPages(connector: Connector, signal: AbortSignal): AsyncGenerator<readonly ExternalRecord[]> {
	let cursor: Parameters<Connector['list']>[0]['cursor'];
	do {
		const page = await connector.list({entityType: 'asset', pageSize: batchSize, signal, ...(cursor === undefined ? {} : {cursor})});
		yield page.records.filter(({isDeleted}) => !isDeleted);
		cursor = page.next;
	} while (cursor !== undefined);
}

/** What the mappings make of a host of theirs. One that cannot be read is nobody's match. */
function createHostReader(mappings: readonly FieldMapping[]): (record: ExternalRecord) => readonly Host[] {
	const mapper = createRecordMapper(entityDefinitions.asset, mappings, new Map());
	return record => {
		const mapped = mapper.map(record);
		if (mapped.kind === 'invalid') return [];
		const {hostname, netbios_name: netbiosName, ip_addresses: addresses, system_id: systemId} = mapped.fields;
		return [{
			id: record.externalId, names: [hostname, netbiosName].filter(name => typeof name === 'string'),
			addresses: typeof addresses === 'string' ? addresses.split(/[\s,;]+/) : [], systemId: typeof systemId === 'string' ? systemId : null,
		}];
	};
}
