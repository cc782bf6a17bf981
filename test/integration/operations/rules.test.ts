import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {JsonObject, JsonValue} from '../../../source/core/json.js';
import {silentLogger} from '../../../source/core/process/logger.js';
import type {MappingRule} from '../../../source/core/mapping.js';
import {bindOperations} from '../../../source/operations/bind-operations.js';
import {runParleyCommand} from '../../support/run-parley-command.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
let folder: string;
beforeAll(async () => {
	world = await createSyncedWorld({poams: 30});
	folder = await mkdtemp(join(tmpdir(), 'parley-rules-'));
	await world.sync('poam');
});
afterAll(async () => {
	await rm(folder, {recursive: true});
	await world[Symbol.asyncDispose]();
});

const pair = {systemName: 'Xacta 360', entityType: 'poam'} as const;
const parley = (...argv: readonly string[]) => runParleyCommand(argv, {operations: () => Promise.resolve(world.operations)});
const writeDocument = async (name: string, document: unknown): Promise<string> => {
	const path = join(folder, name);
	await writeFile(path, JSON.stringify(document));
	return path;
};
const exported = () => world.operations.exportMappings(pair);
/** The mappings of today with one rule changed. */
const withRule = async (internalField: string, change: Partial<MappingRule>) => {
	const document = await exported();
	return {...document, mappings: document.mappings.map(rule => (rule.internalField === internalField ? {...rule, ...change} : rule))};
};
const poams = () => world.otherProgram<{poam_id: string; poc: string; sync_status: string}>('select poam_id, poc, sync_status from ingestion_poams order by poam_id');
const pending = async () => (await world.operations.listConflicts({status: 'pending', entityType: 'poam'}, undefined, 100)).rows;
const audited = async (targetType: string) => (await world.operations.listAudit({targetType}, undefined, 10)).rows;

describe('mappings', () => {
	test('come back as they went out, as policies do, and nothing differs', async () => {
		const pairs = await world.operations.listPolicies();
		expect(pairs.map(({entityType}) => entityType)).toEqual(['asset', 'vulnerability', 'system', 'control', 'poam']);
		for (const {systemName, entityType} of pairs) {
			const name = {systemName, entityType};
			const mappings = await parley('mappings', 'import', await writeDocument('same.json', await world.operations.exportMappings(name)));
			const policy = await parley('policies', 'import', await writeDocument('same.json', await world.operations.exportPolicy(name)));
			expect([mappings, policy].map(({stdout}) => stdout.endsWith(': nothing differs.\n'))).toEqual([true, true]);
		}
		expect([...await audited('mappings'), ...await audited('policy')]).toEqual([]);
	});

	test('are tried on a real record, beside those of today', async () => {
		const [first] = await poams();
		const path = await writeDocument('upper.json', await withRule('poc', {transformation: {type: 'uppercase'}}));
		const tried = await parley('mappings', 'test', 'Xacta 360', 'poam', first?.poam_id ?? '', '--file', path, '--json');
		expect(tried.exitCode).toBe(0);
		const {source, fields} = JSON.parse(tried.stdout) as {readonly source: string; readonly fields: readonly Record<string, unknown>[]};
		expect(source).toBe('read now');
		expect(fields.find(field => field['internalField'] === 'poc')).toMatchObject({before: {value: first?.poc}, after: {value: first?.poc.toUpperCase()}, ours: first?.poc});
	});

	test('that fail on a record say so, field by field, and end with 1', async () => {
		const [first] = await poams();
		const path = await writeDocument('narrow.json', await withRule('poc', {validations: [{type: 'max_length', value: 2}]}));
		const tried = await parley('mappings', 'test', 'Xacta 360', 'poam', first?.poam_id ?? '', '--file', path);
		expect(tried.exitCode).toBe(1);
		expect(tried.stdout).toMatch(/✖ poc, by the file: .* is longer than 2\./);
		expect((await parley('mappings', 'test', 'Xacta 360', 'poam', 'POAM-none')).exitCode).toBe(2);
	});

	test.each([
		['an unknown transformation', {transformation: {type: 'shout'}}, /poc\.transformation\.type: /],
		['a pattern that is none', {transformation: {type: 'extract', pattern: '('}}, /poc: /],
		['a column that there is not', {internalField: 'nonsense'}, /offers no nonsense/],
		['a field that has two mappings', {internalField: 'status'}, /status has several mappings/],
		['a field of theirs that fills two of ours', {externalField: 'risk_rating'}, /risk_rating is read by several mappings, risk_rating and poc/],
		['a key without a mapping', undefined, /poam_id has no mapping/],
	])('with %s are refused, and nothing is saved', async (_, change, message) => {
		const document = await exported();
		const mappings = change === undefined ? document.mappings.filter(rule => rule.internalField !== 'poam_id') : (await withRule('poc', change as Partial<MappingRule>)).mappings;
		const run = await parley('mappings', 'import', await writeDocument('bad.json', {...document, mappings}));
		expect(run.exitCode).toBe(3);
		expect(run.stderr).toMatch(message);
		expect(await exported()).toEqual(document);
	});

	test('that change give every record the new form and ask nobody; an edit of ours stays one, and a change of theirs is still seen', async () => {
		const [edited, moved, untouched] = (await poams()).map(({poam_id: id}) => id).slice(5);
		await world.otherProgram('update ingestion_poams set poc = $2 where poam_id = $1', [edited, 'Ours']);
		await world.otherProgram('update ingestion_poams set poc = $2 where poam_id = $1', [moved, 'Ours Too']);
		await world.sync('poam');
		await world.xacta.people.reassign(moved ?? '', 'Moved There');
		const before = new Map((await poams()).map(row => [row.poam_id, row.poc]));
		const path = await writeDocument('upper.json', await withRule('poc', {transformation: {type: 'uppercase'}}));
		const trial = await parley('mappings', 'import', path, '--trial');
		expect(trial.stdout).toMatch(/^poc\n {2}- .*"trim".*\n {2}\+ .*"uppercase".*\nXacta 360 poams: nothing is saved/);

		expect((await parley('mappings', 'import', path)).stdout).toContain('saved. The next run takes it up.');
		await world.sync('poam', 'full');

		const after = new Map((await poams()).map(row => [row.poam_id, row]));
		expect(after.get(untouched ?? '')).toMatchObject({poc: before.get(untouched ?? '')?.toUpperCase(), sync_status: 'synced'});
		expect(after.get(edited ?? '')).toMatchObject({poc: 'Ours', sync_status: 'pending'});
		expect((await pending()).map(({entityId, reason, externalValue}) => [entityId, reason, externalValue])).toEqual([[moved, 'both_changed', 'MOVED THERE']]);
		expect((await world.sync('poam', 'full')).counts.unchanged).toBe(after.size);
		expect((await audited('mappings'))[0]).toMatchObject({action: 'mappings.import', targetId: 'Xacta 360 poams', actor: 'sam'});
		const {checks} = await world.operations.verify({isDeep: true});
		expect(checks.filter(check => check.broken > 0).map(({name, sample}) => ({name, sample}))).toEqual([]);
	});

	test('of which the newest was removed are numbered on: a change after that is known as one, and an edit of ours stays one', async () => {
		const broken = async () => (await world.operations.verify({isDeep: true})).checks.filter(check => check.broken > 0).map(({name}) => name);
		const document = await exported();
		const save = async (mappings: readonly MappingRule[]) => world.operations.importMappings({document: {...document, mappings} as unknown as JsonValue, isTrial: false});
		const without = document.mappings.filter(({internalField}) => internalField !== 'resources');
		await save([...without, {externalField: 'resources_required', internalField: 'resources', transformation: {type: 'trim'}, validations: [], isRequired: false, defaultValue: null}]);
		await world.sync('poam', 'full');
		await save(without);
		expect(await broken()).toEqual([]);

		const [{id, risk} = {id: '', risk: ''}] = await world.otherProgram<{id: string; risk: string}>(`
			select poam_id as id, risk_rating as risk from ingestion_poams where sync_status = 'synced' and risk_rating <> 'low' order by 1 desc limit 1`);
		await world.otherProgram(`update ingestion_poams set risk_rating = 'low' where poam_id = $1`, [id]);
		await save(without.map(rule => (rule.internalField === 'risk_rating' ? {...rule, transformation: {type: 'chain', steps: [rule.transformation, {type: 'map_values', values: {[risk]: `${risk} indeed`}, otherwise: 'keep'}]}} : rule)));
		await world.sync('poam', 'full');
		expect(await world.otherProgram('select risk_rating, sync_status from ingestion_poams where poam_id = $1', [id])).toEqual([{risk_rating: 'low', sync_status: 'pending'}]);
		expect(await broken()).toEqual([]);
		await save(document.mappings);
	});

	test('may change places, and a field of theirs may fill another of ours', async () => {
		const document = await exported();
		const places: Readonly<Record<string, string>> = {poc: 'weakness_type', source: 'responsible_individual'};
		const swapped = document.mappings.map(rule => ({...rule, externalField: places[rule.internalField] ?? rule.externalField}));
		const moved = document.mappings.map(rule => (rule.internalField === 'resources' ? {...rule, internalField: 'mitigation_strategy'} : rule));
		for (const mappings of [swapped, moved, document.mappings]) {
			expect(await parley('mappings', 'import', await writeDocument('places.json', {...document, mappings}))).toMatchObject({exitCode: 0, stdout: expect.stringContaining('saved.')});
			expect(new Map((await exported()).mappings.map(rule => [rule.internalField, rule]))).toEqual(new Map(mappings.map(rule => [rule.internalField, rule])));
		}
	});
});

describe('policies', () => {
	const policy = async () => (await world.operations.exportPolicy(pair)).policy;

	test.each([[[]], [['--trial']]])('are not set without a rule %j: there is nothing to change', async flags => {
		const before = await policy();
		expect(await parley('policies', 'set', 'Xacta 360', 'poam', ...flags)).toMatchObject({exitCode: 2, stdout: '', stderr: expect.stringMatching(/nothing to change[^]*policies set --help/)});
		expect(await policy()).toEqual(before);
	});

	test('are changed rule by rule, with what differs shown first', async () => {
		const trial = await parley('policies', 'set', 'Xacta 360', 'poam', '--strategy', 'external_wins', '--trial');
		expect(trial.stdout).toMatch(/^strategy\n {2}- "\w+"\n {2}\+ "external_wins"\nXacta 360 poams: nothing is saved/);
		expect((await policy()).strategy).not.toBe('external_wins');
		await parley('policies', 'set', 'Xacta 360', 'poam', '--strategy', 'external_wins', '--field', 'poc', '--rules', '{"strategy": "internal_wins"}', '--schedule', '0 3 * * *', '--timezone', 'Europe/Berlin');
		expect(await policy()).toMatchObject({strategy: 'external_wins', fields: {poc: {strategy: 'internal_wins'}}, scheduleExpression: '0 3 * * *', timezone: 'Europe/Berlin'});
		await parley('policies', 'set', 'Xacta 360', 'poam', '--field', 'poc', '--rules', 'null');
		expect(Object.keys((await policy()).fields)).not.toContain('poc');
		const ofField = await parley('policies', 'set', 'Xacta 360', 'poam', '--field', 'source', '--rules', '{"strategy": "manual"}', '--trial');
		expect(ofField.stdout).toMatch(/^fields\.source\n {2}- \{.*\}\n {2}\+ \{"strategy":"manual"\}\nXacta 360 poams: nothing is saved/);
		expect((await audited('policy')).map(({action}) => action)).toEqual(['policy.change', 'policy.change']);
	});

	test('go out and come back, and decide from then on', async () => {
		const document = await world.operations.exportPolicy(pair);
		const [common] = await world.otherProgram<{status: string; records: number}>('select status, count(*)::int as records from ingestion_poams group by 1 order by 2 desc limit 1');
		const path = await writeDocument('policy.json', {...document, policy: {...document.policy, whenGone: {status: 'Archived'}, filters: [{field: 'status', operator: 'ne', value: common?.status}]}});
		const imported = await parley('policies', 'import', path);
		expect(imported.stdout).toContain('saved');
		expect(await policy()).toMatchObject({whenGone: {status: 'Archived'}, filters: [{operator: 'ne'}]});
		await world.otherProgram(`update sync_links set external_hash = '' where entity_type = 'poam'`);
		expect((await world.sync('poam', 'full')).counts.filtered).toBe(common?.records);
		expect((await parley('policies', 'list')).stdout).toMatch(/Xacta 360 +poam +\w+ +external_wins/);
	});

	test.each([
		[['--field', 'nonsense', '--rules', '{}'], 3, /has no nonsense that is synced/],
		[['--field', 'poc', '--rules', '{"stratgy": "manual"}'], 3, /policy\.fields\.poc/],
		[['--when-gone', '{"scheduled_completion": "soon"}'], 3, /"soon" is not a date/],
		[['--schedule', 'every day'], 3, /every day/],
		[['--full-schedule', '0 0 30 2 *'], 3, /"0 0 30 2 \*" never falls due/],
		[['--timezone', 'Mars/Olympus', '--schedule', '0 3 * * *'], 3, /Mars/],
		[['--filters', '[{"field": "status", "operator": "in", "value": "x"}]'], 3, /needs a list/],
		[['--rules', '{}'], 2, /--field and --rules go together/],
		[['--filters', 'nope'], 2, /takes JSON/],
	])('with %j are refused', async (flags, exitCode, message) => {
		const before = await policy();
		const run = await parley('policies', 'set', 'Xacta 360', 'poam', ...flags);
		expect(run.exitCode).toBe(exitCode);
		expect(run.stderr).toMatch(message);
		expect(await policy()).toEqual(before);
	});

	test('and mappings are changed by admins only', async () => {
		const operator = bindOperations({
			database: world.database, clock: {now: () => new Date(), sleep: () => Promise.resolve()}, logger: silentLogger,
			actor: {userId: undefined, username: 'kim', role: 'operator'}, isReadOnly: false, newId: () => '', connect: () => Promise.reject(new Error('not needed')), connectorOptions: () => [],
		});
		await expect(operator.setPolicy({...pair, isTrial: false, rules: {strategy: 'manual'}})).rejects.toMatchObject({code: 'PERMISSION_DENIED'});
		const document = await exported();
		await expect(operator.importMappings({document: JSON.parse(JSON.stringify(document)), isTrial: false})).rejects.toMatchObject({code: 'PERMISSION_DENIED'});
		expect(await operator.importMappings({document: JSON.parse(JSON.stringify(document)), isTrial: true})).toMatchObject({isSaved: false});
	});

	test('and mappings that somebody else changed meanwhile are not overwritten', async () => {
		const [seenPolicy, seenMappings]: readonly JsonValue[] = JSON.parse(JSON.stringify([await world.operations.exportPolicy(pair), await exported()]));
		await world.operations.setPolicy({...pair, isTrial: false, rules: {batchSize: 77}});
		await world.operations.importMappings({document: JSON.parse(JSON.stringify(await withRule('poc', {defaultValue: 'nobody'}))), isTrial: false});
		await expect(world.operations.importPolicy({document: seenPolicy ?? null, isTrial: false, seen: seenPolicy ?? null})).rejects.toMatchObject({code: 'POLICY_STALE'});
		await expect(world.operations.importMappings({document: seenMappings ?? null, isTrial: false, seen: seenMappings ?? null})).rejects.toMatchObject({code: 'MAPPING_STALE'});
		expect(await policy()).toMatchObject({batchSize: 77});
		expect((await exported()).mappings.find(rule => rule.internalField === 'poc')).toMatchObject({defaultValue: 'nobody'});
	});

	test('and mappings that break checks of today are still corrected, also by whoever saw them as they were', async () => {
		await world.otherProgram(`update data_field_mappings set validation_rules = '[{"type": "range", "min": 1}]' where entity_type = 'poam' and internal_field_name = 'poc'`);
		await world.otherProgram(`update sync_policies set filters = '[{"field": "status", "operator": "in", "value": []}]' where entity_type = 'poam'`);
		const seen = JSON.parse(JSON.stringify({policy: await world.operations.exportPolicy(pair), mappings: await exported()})) as {readonly policy: JsonObject; readonly mappings: JsonObject};
		const corrected = {...seen.policy, policy: {...(seen.policy['policy'] as JsonObject), filters: []}};
		expect(await world.operations.importPolicy({document: corrected, isTrial: false, seen: seen.policy})).toMatchObject({isSaved: true});
		const mappings: JsonObject = JSON.parse(JSON.stringify(await withRule('poc', {validations: []})));
		expect(await world.operations.importMappings({document: mappings, isTrial: false, seen: seen.mappings})).toMatchObject({isSaved: true});
	});

	test('and mappings that are saved together are both saved, or neither', async () => {
		const [seenPolicy, seenMappings]: readonly JsonObject[] = JSON.parse(JSON.stringify([await world.operations.exportPolicy(pair), await exported()]));
		if (seenPolicy === undefined || seenMappings === undefined) throw new Error('There are no rules.');
		const wanted: JsonObject = JSON.parse(JSON.stringify({...pair, policy: {...(await policy()), batchSize: 91}}));
		const mappings: JsonObject = JSON.parse(JSON.stringify(await withRule('poc', {defaultValue: 'together'})));
		const save = () => world.operations.importRules({policy: {document: wanted, seen: seenPolicy}, mappings: {document: mappings, seen: seenMappings}, isTrial: false});
		await world.operations.importMappings({document: JSON.parse(JSON.stringify(await withRule('poc', {defaultValue: 'meanwhile'}))), isTrial: false});
		const events = async () => (await world.operations.listAudit({targetType: 'policy'}, undefined, 100)).rows.length;
		const before = await events();
		await expect(save()).rejects.toMatchObject({code: 'MAPPING_STALE'});
		expect(await policy()).not.toMatchObject({batchSize: 91});
		expect(await events()).toBe(before);

		await world.operations.importMappings({document: seenMappings, isTrial: false});
		expect(await save()).toMatchObject({policyChanges: [expect.anything()], mappingChanges: [expect.anything()]});
		expect(await policy()).toMatchObject({batchSize: 91});
		expect((await exported()).mappings.find(rule => rule.internalField === 'poc')).toMatchObject({defaultValue: 'together'});
	});
});
