import pg from 'pg';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {tenableConnector} from '../../../source/connectors/tenable/tenable-connector.js';
import type {Cursor} from '../../../source/core/connector.js';
import {recordingContext} from '../../support/connector-context.js';
import {connectTenable, type SyncedTenable} from '../../support/synced-tenable.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
let tenable: SyncedTenable;
let xacta: pg.Client;
beforeAll(async () => {
	world = await createSyncedWorld({systems: 2, poams: 60, assets: 60, findings: 900});
	tenable = await connectTenable(world);
	for (const entityType of ['system', 'control', 'poam'] as const) await world.sync(entityType, 'full');
	for (const entityType of ['asset', 'vulnerability'] as const) await tenable.sync(entityType, 'full');
	xacta = new pg.Client({connectionString: world.xacta.connectionString.replace('//', `//${world.xacta.username}:${encodeURIComponent(world.xacta.password)}@`)});
	await xacta.connect();
});
afterAll(async () => {
	await xacta.end();
	await tenable[Symbol.asyncDispose]();
	await world[Symbol.asyncDispose]();
});

type Row = Readonly<Record<string, unknown>>;
const ours = (text: string) => world.otherProgram<Row>(text);
const theirs = async (text: string) => (await xacta.query<Row>(text)).rows;

describe('what people typed into Xacta', () => {
	test('one rating in two words, one status in several, is one value here', async () => {
		const typed = await theirs('select distinct risk_rating, poam_status from poams');
		expect(typed.map(row => row['risk_rating'])).toEqual(expect.arrayContaining(['medium', 'moderate']));
		const [kept] = await ours('select array_agg(distinct risk_rating order by risk_rating) as ratings, array_agg(distinct status) as statuses from ingestion_poams');
		expect(kept?.['ratings']).not.toContain('medium');
		expect(kept?.['ratings']).toContain('moderate');
		// What is no status of a POA&M is kept as it stands: nobody may guess what was meant.
		expect(kept?.['statuses']).toContain('critical');
	});

	test('control ids of any spelling are one, and families one name', async () => {
		const written = await theirs('select distinct control_id from poams where control_id is not null');
		expect(written.some(({control_id: id}) => !/^[A-Z]{2}-[1-9]\d*(?:\([1-9]\d*\))?$/.test(String(id)))).toBe(true);
		expect(await ours(`select security_control from ingestion_poams where security_control !~ '^[A-Z]{2}-[1-9][0-9]*(\\([1-9][0-9]*\\))?$'`)).toEqual([]);
		expect(await ours(`select distinct family from ingestion_controls where family = upper(family)`)).toEqual([]);
		expect(await ours('select p.security_control from ingestion_poams p where security_control is not null and not exists (select from ingestion_controls c where c.control_id = p.security_control)')).toEqual([]);
	});

	test('a day is that day, and every milestone is there with its own', async () => {
		const days = (rows: readonly Row[]) => rows.map(row => [row['poam_id'], row['day'], row['milestones']]);
		const there = await theirs(`select poam_id, scheduled_completion_date::text as day, (select json_agg(json_build_array(m.milestone_id, m.scheduled_date::text) order by m.milestone_id) from poam_milestones m where m.poam_id = p.poam_id) as milestones
			from poams p order by poam_id`);
		const here = await ours(`select poam_id, scheduled_completion::text as day, (select json_agg(json_build_array(m->>'milestone_id', m->>'scheduled_date') order by m->>'milestone_id') from jsonb_array_elements(milestone_schedule::jsonb) m) as milestones
			from ingestion_poams order by poam_id`);
		expect(days(here)).toEqual(days(there));
	});

	test('frequencies in words are months', async () => {
		expect(await ours('select distinct assessment_frequency_months as months from ingestion_controls order by 1')).toEqual(
			expect.arrayContaining([{months: 12}]));
		expect(await ours('select count(*)::int as without from ingestion_controls where assessment_frequency_months is null')).toEqual([{without: 0}]);
	});
});

type WireFinding = {
	readonly severity_id: number; readonly severity: string; readonly first_found: string; readonly last_found: string; readonly state: string;
	readonly port: {readonly port: number | string; readonly protocol: string}; readonly plugin: {readonly id: number; readonly cvss_base_score?: number};
};

type Finding = {
	readonly external_id: string; readonly severity: number; readonly severity_name: string; readonly first: number; readonly last: number; readonly state: string;
	readonly port: number; readonly protocol: string; readonly plugin_id: string; readonly cvss: string | null;
};

/** Every finding as it is on the wire, by its id. */
async function readWire(): Promise<ReadonlyMap<string, WireFinding>> {
	const {accessKey, secretKey, url} = tenable.simulator;
	const connector = tenableConnector.create(recordingContext({systemType: 'tenable', authenticationMethod: 'api_key', apiBaseUrl: url, connectionConfig: {access_key: accessKey, secret_key: secretKey}}));
	const found = new Map<string, WireFinding>();
	for (let cursor: Cursor | undefined; ;) {
		const page = await connector.list({entityType: 'vulnerability', pageSize: 500, signal: new AbortController().signal, ...(cursor !== undefined && {cursor})});
		for (const {externalId, fields} of page.records) found.set(externalId, fields as unknown as WireFinding);
		cursor = page.next;
		if (cursor === undefined) break;
	}
	await connector.close();
	return found;
}

describe('what Tenable writes in many ways', () => {
	test('is one instant, one number and one word here, for every finding', async () => {
		const rows = await world.otherProgram<Finding>(`select l.external_id, v.severity, v.severity_name, v.state, v.port, v.protocol, v.plugin_id, v.cvss_base_score::text as cvss,
			(extract(epoch from v.first_found) * 1000)::float8 as first, (extract(epoch from v.last_found) * 1000)::float8 as last
			from ingestion_vulnerabilities v join sync_links l on l.entity_type = 'vulnerability' and l.internal_id = v.id`);
		const wire = await readWire();
		expect(rows.map(row => row.external_id).toSorted()).toEqual([...wire.keys()].toSorted());
		expect([...wire.values()].some(raw => raw.port.port === 0), 'findings of a host as a whole').toBe(true);
		for (const {external_id: id, cvss, ...row} of rows) {
			const raw = wire.get(id);
			if (raw === undefined) continue;
			expect(row).toEqual({
				severity: raw.severity_id, severity_name: `${raw.severity[0]?.toUpperCase()}${raw.severity.slice(1)}`, state: raw.state,
				port: Number(raw.port.port), protocol: raw.port.protocol, plugin_id: String(raw.plugin.id), first: Date.parse(raw.first_found), last: Date.parse(raw.last_found),
			});
			expect(cvss === null ? undefined : Number(cvss)).toBe(raw.plugin.cvss_base_score);
		}
	});

	test('scores in texts are numbers, and the first of each list is the one', async () => {
		const rows = await world.otherProgram<{raw: {acr_score?: string; exposure_score?: string; hostnames: string[]; ipv4s: string[]}; acr: string; exposure: number; hostname: string; ips: string}>(`
			select raw_json::jsonb as raw, acr_score::text as acr, exposure_score as exposure, hostname, ip_addresses as ips from ingestion_assets`);
		expect(rows).toHaveLength(60);
		expect(rows.some(({raw}) => typeof raw.acr_score === 'string')).toBe(true);
		for (const {raw, ...row} of rows) {
			if (raw.acr_score !== undefined) expect(Number(row.acr)).toBe(Number(raw.acr_score));
			if (raw.exposure_score !== undefined) expect(row.exposure).toBe(Number(raw.exposure_score));
			expect(row.hostname).toBe(raw.hostnames[0]);
			expect(row.ips).toBe(raw.ipv4s.join(','));
		}
	});
});

describe('milestones that both sides changed', () => {
	type Milestone = {readonly milestone_id: string; readonly description: string; readonly scheduled_date: string};
	const listOf = async (id: string) => (await world.otherProgram<{list: readonly Milestone[]}>('select milestone_schedule::jsonb as list from ingestion_poams where poam_id = $1', [id]))[0]?.list.toSorted((left, right) => (left.milestone_id < right.milestone_id ? -1 : 1)) ?? [];
	const write = (id: string, list: readonly object[]) => world.otherProgram('update ingestion_poams set milestone_schedule = $2::jsonb where poam_id = $1', [id, JSON.stringify(list)]);
	const find = async (at: number) => String((await ours(`select poam_id from ingestion_poams where status = 'ongoing' and jsonb_array_length(milestone_schedule::jsonb) >= 2 order by poam_id`))[at]?.['poam_id']);
	const questionsOn = async (id: string) => (await world.operations.listConflicts({status: 'pending', text: id}, undefined, 10)).rows;

	test('become one list: each stays as the one side made it that touched it', async () => {
		const id = await find(0);
		const [first, ...rest] = await listOf(id);
		await write(id, [{...first, description: 'Ours, in other words'}, ...rest]);
		await world.xacta.people.addMilestone(id, {description: 'Theirs, added', scheduledDate: '2031-05-06'});
		expect(await world.sync('poam')).toMatchObject({conflictsOpened: 0});
		expect(await questionsOn(id)).toEqual([]);
		expect(await listOf(id)).toHaveLength(rest.length + 2);
		expect(await listOf(id)).toEqual(expect.arrayContaining([{...first, description: 'Ours, in other words'}, ...rest, expect.objectContaining({description: 'Theirs, added'})]));
		// What is ours in it is still owed to them.
		expect(await ours(`select sync_status from ingestion_poams where poam_id = '${id}'`)).toEqual([{sync_status: 'pending'}]);
	});

	test('are one question where both changed the same one: it names that one, and the verdict is about it alone', async () => {
		const id = await find(1);
		const [first, second, ...rest] = await listOf(id);
		if (first === undefined || second === undefined) throw new Error('There are fewer than two milestones.');
		const mine = [{...first, description: 'Ours'}, {...second, description: 'Ours alone'}, ...rest];
		await write(id, mine);
		await theirs(`update poam_milestones set milestone_description = 'Theirs' where milestone_id = '${first.milestone_id}'`);
		await world.xacta.people.addMilestone(id, {description: 'Theirs, added', scheduledDate: '2031-05-06'});
		expect(await world.sync('poam')).toMatchObject({conflictsOpened: 1});
		expect(await listOf(id)).toEqual(mine);
		const [question] = await questionsOn(id);
		if (question === undefined) throw new Error('Nothing was asked.');
		const {explanation, outcomes} = await world.operations.getConflict(question.id);
		const disputed = `item ${first.milestone_id} "Theirs" (description)`;
		expect(explanation).toContain(`Both sides changed ${disputed} since they last agreed`);
		expect(outcomes.keep_external).toEqual({text: `of ${disputed} theirs counts; what only one side changed, both get, Xacta 360 when pushing is on`});
		const [told] = await world.operations.explainRecord({entityType: 'poam', key: id, field: 'milestone_schedule'});
		expect(told?.fields[0]?.verdict?.rule).toContain(disputed);
		await world.operations.resolveConflict({id: question.id, version: question.version, verdict: {kind: 'keep_external'}});
		expect(await listOf(id)).toHaveLength(mine.length + 1);
		expect(await listOf(id)).toEqual(expect.arrayContaining([{...first, description: 'Theirs'}, {...second, description: 'Ours alone'}, ...rest, expect.objectContaining({description: 'Theirs, added'})]));
		expect(await world.sync('poam')).toMatchObject({conflictsOpened: 0});
		expect(await ours(`select sync_status from ingestion_poams where poam_id = '${id}'`)).toEqual([{sync_status: 'pending'}]);
		await world.operations.undoResolution({id: question.id});
		expect(await listOf(id)).toEqual(mine);
	});
});
