import {describe, expect, test} from 'vitest';
import {allStates, tenableOverHttp, type Sent, type TenableOverHttp} from '../../support/tenable-over-http.js';

const assetOf = async (world: TenableOverHttp, index: number): Promise<Sent> =>
	(await world.assets()).find(asset => asset.id === world.simulator.tenant.organization.assetIdAt(index));
const idAt = (world: TenableOverHttp, index: number) => world.simulator.tenant.organization.assetIdAt(index);
const tagValue = async (world: TenableOverHttp, category: string, value: string): Promise<Sent> => (await world.post('/tags/values', {category_name: category, value})).body;

describe('tag values', () => {
	test('are made with their category when it is new', async () => {
		const world = await tenableOverHttp({assets: 1, findings: 0});
		const reply = await world.post('/tags/values', {category_name: 'Cost Center', value: 'CC-7', description: 'why'});
		expect(reply.status).toBe(200);
		expect(reply.body).toMatchObject({category_name: 'Cost Center', value: 'CC-7', type: 'static', description: 'why', assignment_count: 0, access_control: {version: 1}});
		expect((await world.get(`/tags/categories/${reply.body.category_uuid}`)).body).toMatchObject({name: 'Cost Center', reserved: false});
		expect((await tagValue(world, 'Cost Center', 'CC-8')).category_uuid).toBe(reply.body.category_uuid);
	});

	test('that exist are refused as duplicate, and a category_uuid that is unknown as not_found', async () => {
		const world = await tenableOverHttp({assets: 1, findings: 0});
		await tagValue(world, 'Cost Center', 'CC-7');
		const again = await world.post('/tags/values', {category_name: 'Cost Center', value: 'CC-7'});
		expect([again.status, again.body.errors[0].rule]).toEqual([400, 'duplicate']);
		const lost = await world.post('/tags/values', {category_uuid: '3f0c7b52-6a1e-4f0b-9d55-0d6a2f3e9c01', value: 'x'});
		expect([lost.status, lost.body.errors[0].rule]).toEqual([400, 'not_found']);
	});

	test('take at most 50 characters and no comma, and leave nothing behind when refused', async () => {
		const world = await tenableOverHttp({assets: 1, findings: 0});
		for (const value of ['x'.repeat(51), 'a,b']) {
			const reply = await world.post('/tags/values', {category_name: 'Brand New', value});
			expect(reply.status).toBe(400);
			expect(reply.body.error).toContain('Invalid \'value\' field');
		}
		expect((await world.get('/tags/categories?f=name:eq:Brand%20New')).body.categories).toEqual([]);
	});

	test('are listed by filter, page by page, and categories without values among them', async () => {
		const world = await tenableOverHttp({assets: 1, findings: 0});
		await world.post('/tags/categories', {name: 'Empty One'});
		const {body} = await world.get('/tags/values?f=category_name:eq:Environment&ft=and&limit=3&offset=0&sort=value:asc');
		expect(body.values.map((value: Sent) => value.value)).toEqual(['development', 'production', 'staging']);
		expect(body.pagination).toEqual({total: 4, limit: 3, offset: 0, sort: [{name: 'value', order: 'asc'}]});
		const all = (await world.get('/tags/values')).body;
		expect(all.pagination.limit).toBe(5000);
		expect(all.values.filter((value: Sent) => value.value === undefined)).toEqual([{category_uuid: expect.any(String), category_name: 'Empty One'}]);
	});

	test('are not listed by a filter that does not exist', async () => {
		const {get} = await tenableOverHttp({assets: 1, findings: 0});
		const reply = await get('/tags/values?f=colour:eq:red');
		expect([reply.status, reply.body.errors[0]]).toEqual([400, {property: 'filter', rule: 'invalidvalue', message: expect.any(String)}]);
	});

	test('are edited and deleted, and go from the assets', async () => {
		const world = await tenableOverHttp({assets: 5, findings: 0});
		const {body: {values}} = await world.get('/tags/values?f=category_name:eq:Environment');
		for (const value of values) await world.call('PUT', `/tags/values/${value.uuid}`, {value: `${value.value}-2`});
		expect((await assetOf(world, 0)).tags.find((tag: Sent) => tag.key === 'Environment').value).toMatch(/-2$/);
		const gone = await world.call('DELETE', `/tags/values/${values[0].uuid}`);
		expect([gone.status, gone.text, gone.headers.get('content-type')]).toEqual([200, '', 'application/octet-stream']);
		await world.post('/tags/values/delete-requests', {values: values.slice(1).map((value: Sent) => value.uuid)});
		expect((await assetOf(world, 0)).tags.some((tag: Sent) => tag.key === 'Environment')).toBe(false);
		expect((await world.get(`/tags/values/${values[0].uuid}`)).status).toBe(404);
	});
});

describe('tag categories', () => {
	test('are made, read, edited and deleted with their values', async () => {
		const world = await tenableOverHttp({assets: 1, findings: 0});
		const {body: made} = await world.post('/tags/categories', {name: 'Owner Team', description: 'who'});
		const value = await tagValue(world, 'Owner Team', 'Blue');
		expect((await world.call('PUT', `/tags/categories/${made.uuid}`, {name: 'Team'})).body).toMatchObject({uuid: made.uuid, name: 'Team', description: 'who'});
		await world.call('DELETE', `/tags/categories/${made.uuid}`);
		expect((await world.get(`/tags/categories/${made.uuid}`)).status).toBe(404);
		expect((await world.get(`/tags/values/${value.uuid}`)).status).toBe(404);
	});

	test('take at most 127 characters, no colon, no name twice, and are 100 at most', async () => {
		const world = await tenableOverHttp({assets: 1, findings: 0});
		expect((await world.post('/tags/categories', {name: 'a:b'})).status).toBe(400);
		expect((await world.post('/tags/categories', {name: 'x'.repeat(128)})).status).toBe(400);
		expect((await world.post('/tags/categories', {name: 'Environment'})).body.errors[0].rule).toBe('duplicate');
		for (let made = world.simulator.tenant.tags.categories().length; made < 100; made++) expect((await world.post('/tags/categories', {name: `category ${made}`})).status).toBe(200);
		expect((await world.post('/tags/categories', {name: 'one more'})).body.errors[0].rule).toBe('limit');
	});
});

describe('assigning tags', () => {
	test('is a job that shows some time after it was accepted, and moves updated_at', async () => {
		const world = await tenableOverHttp({assets: 5, findings: 0, settings: {jobDelayMs: 5000}});
		const value = await tagValue(world, 'Business Owner', 'New Owner');
		const reply = await world.post('/tags/assets/assignments', {action: 'add', assets: [idAt(world, 0), idAt(world, 1)], tags: [value.uuid]});
		expect([reply.status, Object.keys(reply.body)]).toEqual([202, ['job_uuid']]);
		const owners = (asset: Sent) => asset.tags.filter((tag: Sent) => tag.key === 'Business Owner').map((tag: Sent) => tag.value);
		expect(owners(await assetOf(world, 0))).not.toContain('New Owner');
		world.clock.advance(5000);
		const after = await assetOf(world, 0);
		expect(owners(after)).toHaveLength(2);
		expect(owners(after)).toContain('New Owner');
		expect(after.updated_at).toBe('2026-02-10T09:00:05.000Z');
	});

	test('can be told not to move updated_at, as it is not known', async () => {
		const world = await tenableOverHttp({assets: 5, findings: 0, settings: {jobDelayMs: 0, isUpdatedAtMovedByTags: false}});
		const before = await assetOf(world, 0);
		const value = await tagValue(world, 'Environment', 'lab');
		await world.post('/tags/assets/assignments', {action: 'add', assets: [idAt(world, 0)], tags: [value.uuid]});
		const after = await assetOf(world, 0);
		expect(after.updated_at).toBe(before.updated_at);
		expect(after.tags).toHaveLength(before.tags.length + 1);
	});

	test('twice is once, and removing takes away', async () => {
		const world = await tenableOverHttp({assets: 5, findings: 0, settings: {jobDelayMs: 0}});
		const value = await tagValue(world, 'Environment', 'lab');
		const assign = (action: string) => world.post('/tags/assets/assignments', {action, assets: [idAt(world, 0)], tags: [value.uuid]});
		const mine = async () => (await world.get(`/tags/assets/${idAt(world, 0)}/assignments`)).body.tags.filter((tag: Sent) => tag.value_uuid === value.uuid);
		await assign('add');
		await assign('add');
		expect(await mine()).toEqual([{value_uuid: value.uuid, category_uuid: value.category_uuid, category_name: 'Environment', value: 'lab', asset_uuid: idAt(world, 0), source: 'static', created_at: '2026-02-10T09:00:00.000Z', created_by: expect.any(String)}]);
		await assign('remove');
		expect(await mine()).toEqual([]);
	});

	test('to unknown assets, of unknown values or with another action is 400', async () => {
		const world = await tenableOverHttp({assets: 1, findings: 0});
		const value = await tagValue(world, 'Environment', 'lab');
		const unknown = '3f0c7b52-6a1e-4f0b-9d55-0d6a2f3e9c01';
		for (const body of [{action: 'add', assets: [unknown], tags: [value.uuid]}, {action: 'add', assets: [idAt(world, 0)], tags: [unknown]}, {action: 'toggle', assets: [idAt(world, 0)], tags: [value.uuid]}, {action: 'add', assets: [], tags: [value.uuid]}]) {
			expect((await world.post('/tags/assets/assignments', body)).status).toBe(400);
		}
	});
});

describe('custom attributes', () => {
	test('are defined, read, edited and deleted, at most ten', async () => {
		const world = await tenableOverHttp({assets: 1, findings: 0});
		const define = (count: number, prefix: string) => world.post('/api/v3/assets/attributes', {attributes: Array.from({length: count}, (_, place) => ({name: `${prefix}${place}`, description: 'd'}))});
		expect([(await define(9, 'a')).status, (await define(2, 'b')).status, (await define(1, 'c')).status]).toEqual([200, 400, 200]);
		const list = async () => (await world.get('/api/v3/assets/attributes')).body.attributes;
		const [first] = await list();
		expect((await world.call('PUT', `/api/v3/assets/attributes/${first.id}`, {name: 'Renamed', description: 'e'})).body).toEqual({});
		expect((await list())[0]).toEqual({id: first.id, name: 'Renamed', description: 'e'});
		await world.call('DELETE', `/api/v3/assets/attributes/${first.id}`);
		expect(await list()).toHaveLength(9);
	});

	test('are set and cleared on an asset, and what is unknown is 400 and not 404', async () => {
		const world = await tenableOverHttp({assets: 2, findings: 0});
		await world.post('/api/v3/assets/attributes', {attributes: [{name: 'A', description: ''}, {name: 'B', description: ''}]});
		const [a, b] = (await world.get('/api/v3/assets/attributes')).body.attributes;
		const path = `/api/v3/assets/${idAt(world, 0)}/attributes`;
		expect((await world.call('PUT', path, {attributes: [{id: a.id, value: '1'}]})).body).toEqual({});
		await world.call('PUT', `${path}/${b.id}`, {value: '2'});
		expect((await world.get(path)).body).toEqual({attributes: [{id: a.id, value: '1'}, {id: b.id, value: '2'}]});
		await world.call('DELETE', `${path}/${a.id}`);
		expect((await world.get(path)).body.attributes).toHaveLength(1);
		await world.call('DELETE', path);
		expect((await world.get(path)).body.attributes).toEqual([]);
		expect((await world.call('PUT', path, {attributes: [{id: 'nope', value: '1'}]})).status).toBe(400);
		expect((await world.call('PUT', `/api/v3/assets/nope/attributes/${a.id}`, {value: '1'})).status).toBe(400);
	});

	test('are for administrators', async () => {
		const {get} = await tenableOverHttp({assets: 1, findings: 0, settings: {permissions: 40}});
		expect((await get('/api/v3/assets/attributes')).status).toBe(403);
	});
});

describe('a criticality rating', () => {
	test('is accepted with an empty 202 and shows later', async () => {
		const world = await tenableOverHttp({assets: 5, findings: 0, settings: {jobDelayMs: 1000}});
		const reply = await world.post('/api/v2/assets/bulk-jobs/acr', [{acr_score: 3, reason: ['Dev only'], note: 'n', asset: [{id: idAt(world, 0)}, {ipv4: [(await assetOf(world, 1)).ipv4s[0]]}]}]);
		expect([reply.status, reply.text]).toEqual([202, '']);
		world.clock.advance(1000);
		for (const index of [0, 1]) expect(await assetOf(world, index)).toMatchObject({acr_score: '3.0', ratings: {acr: {score: 3}}, updated_at: '2026-02-10T09:00:01.000Z'});
	});

	test('outside 1 to 10, with a strange reason, for nobody or without Lumin is refused', async () => {
		const world = await tenableOverHttp({assets: 1, findings: 0});
		const rate = (entry: object) => world.post('/api/v2/assets/bulk-jobs/acr', [{acr_score: 3, reason: ['Other'], asset: [{id: idAt(world, 0)}], ...entry}]);
		expect((await rate({acr_score: 11})).status).toBe(400);
		expect((await rate({acr_score: 2.5})).status).toBe(400);
		expect((await rate({reason: ['because']})).status).toBe(400);
		expect((await rate({asset: [{id: 'nobody'}]})).status).toBe(404);
		const bare = await tenableOverHttp({assets: 1, findings: 0, settings: {hasLumin: false}});
		expect((await bare.post('/api/v2/assets/bulk-jobs/acr', [{acr_score: 3, asset: [{id: idAt(bare, 0)}]}])).status).toBe(403);
	});
});

describe('a bulk delete', () => {
	test('counts the assets that it names and removes them later', async () => {
		const world = await tenableOverHttp({assets: 5, findings: 0, settings: {jobDelayMs: 1000}});
		const query = {or: [{field: 'host.id', operator: 'eq', value: idAt(world, 0)}, {field: 'host.id', operator: 'eq', value: idAt(world, 1)}, {field: 'host.id', operator: 'eq', value: 'nobody'}]};
		const reply = await world.post('/api/v2/assets/bulk-jobs/delete', {query, hard_delete: false});
		expect([reply.status, reply.body]).toEqual([202, {response: {data: {asset_count: 2}}}]);
		expect(await world.assets()).toHaveLength(5);
		world.clock.advance(1000);
		expect(await world.assets()).toHaveLength(3);
	});
});

describe('a recast or accept rule', () => {
	const rule = (assetId: string, value: object, more: object = {}) => ({
		rule_name: 'r', resource_type: 'HOST', rule_value: value,
		filter: {and: [{property: 'definition.id', operator: 'eq', value: '51192'}, {property: 'asset.id', operator: 'eq', value: [assetId]}]}, ...more,
	});
	const world = async () => {
		const made = await tenableOverHttp({assets: 20, findings: 2000});
		const target = (await made.findings()).find(finding => finding.plugin.id === 51_192 && finding.state === 'OPEN');
		const again = async (): Promise<Sent> => (await made.findings()).find(finding => finding.finding_id === target.finding_id);
		return {...made, target, again};
	};

	test('that recasts changes severity, keeps the default and names itself', async () => {
		const {post, target, again, clock} = await world();
		clock.advance(1000);
		const reply = await post('/v1/recast/rules', rule(target.asset.uuid, {action: 'RECAST', severity: 'LOW', original_severity: 'MEDIUM', comment: 'behind a proxy'}));
		expect(reply.body).toMatchObject({rule_id: expect.any(String), container_id: expect.any(String), created_at: '2026-02-10T09:00:01.000Z'});
		expect(await again()).toMatchObject({severity: 'low', severity_id: 1, severity_default_id: 2, severity_modification_type: 'RECASTED', recast_reason: 'behind a proxy', recast_rule_uuid: reply.body.rule_id, indexed: '2026-02-10T09:00:01.000Z'});
	});

	test('that accepts leaves severity and state, and shows by indexed_at but not by since', async () => {
		const {post, target, again, clock, findings} = await world();
		clock.advance(60_000);
		const at = Math.floor(clock.now().getTime() / 1000);
		await post('/v1/recast/rules', rule(target.asset.uuid, {action: 'ACCEPT', comment: 'risk accepted', false_positive: true}));
		expect(await again()).toMatchObject({state: 'OPEN', severity: 'medium', severity_modification_type: 'ACCEPTED'});
		expect((await findings({indexed_at: at, state: allStates})).length).toBeGreaterThan(0);
		expect(await findings({since: at})).toEqual([]);
		expect((await findings({since: 0, severity_modification_type: ['ACCEPTED']})).every(finding => finding.plugin.id === 51_192)).toBe(true);
	});

	test('ends when it expires and when it is deleted, and publishes its findings anew', async () => {
		const {post, call, target, again, clock} = await world();
		const expires = Math.floor(clock.now().getTime() / 1000) + 60;
		await post('/v1/recast/rules', rule(target.asset.uuid, {action: 'ACCEPT'}, {expires_at: expires}));
		clock.advance(61_000);
		expect(await again()).toMatchObject({severity_modification_type: 'NONE', indexed: '2026-02-10T09:01:00.000Z'});
		const {body} = await post('/v1/recast/rules', rule(target.asset.uuid, {action: 'RECAST', severity: 'NONE'}));
		expect(await again()).toMatchObject({severity: 'info'});
		clock.advance(1000);
		expect((await call('DELETE', `/v1/recast/rules/${body.rule_id}`)).status).toBe(200);
		expect(await again()).toMatchObject({severity: 'medium', severity_modification_type: 'NONE', indexed: '2026-02-10T09:01:02.000Z'});
	});

	test('is read, edited and searched', async () => {
		const {post, get, call, target, again} = await world();
		const {body} = await post('/v1/recast/rules', rule(target.asset.uuid, {action: 'RECAST', severity: 'LOW'}));
		expect((await get(`/v1/recast/rules/${body.rule_id}`)).body).toMatchObject({rule_name: 'r', rule_value: {action: 'RECAST', severity: 'LOW'}});
		await call('PUT', `/v1/recast/rules/${body.rule_id}`, rule(target.asset.uuid, {action: 'RECAST', severity: 'HIGH'}));
		expect((await again()).severity).toBe('high');
		const found = (await post('/v1/recast/rules/search', {resource_type: ['HOST'], filter: {and: [{property: 'definition.id', operator: 'eq', value: '51192'}]}, limit: 10})).body;
		expect([found.rules.length, found.pagination.total]).toEqual([1, 1]);
		expect((await post('/v1/recast/rules/search', {limit: 501})).status).toBe(400);
		expect((await get('/v1/recast/rules/filters')).body.filters.map((filter: Sent) => filter.name)).toContain('asset.id');
	});

	test('twice, without a severity, or of another kind is 400; unknown is 404; and only an administrator may', async () => {
		const {post, get, target} = await world();
		const body = rule(target.asset.uuid, {action: 'ACCEPT'});
		expect([(await post('/v1/recast/rules', body)).status, (await post('/v1/recast/rules', body)).status]).toEqual([200, 400]);
		expect((await post('/v1/recast/rules', rule(target.asset.uuid, {action: 'RECAST'}))).status).toBe(400);
		expect((await post('/v1/recast/rules', rule(target.asset.uuid, {action: 'CLOSE'}))).status).toBe(400);
		expect((await get('/v1/recast/rules/none')).status).toBe(404);
		const low = await tenableOverHttp({assets: 1, findings: 0, settings: {permissions: 40}});
		expect((await low.post('/v1/recast/rules', body)).status).toBe(403);
	});
});

describe('a remediation scan', () => {
	test('is made, and finds again what is still there', async () => {
		const world = await tenableOverHttp({assets: 5, findings: 50, settings: {jobDelayMs: 60_000}});
		const target = (await world.findings()).find(finding => finding.state === 'OPEN');
		const reply = await world.post('/scans/remediation', {uuid: 'template', settings: {name: 'verify', text_targets: target.asset.ipv4}});
		expect(reply.body.scan).toMatchObject({id: 1, name: 'verify', type: 'remediation'});
		world.clock.advance(60_000);
		const again = (await world.findings()).find(finding => finding.finding_id === target.finding_id);
		expect(again.last_found).toBe('2026-02-10T09:01:00.000Z');
		expect(again.asset.last_authenticated_results ?? '2026-02-10T09:01:00Z').toBe('2026-02-10T09:01:00Z');
	});
});
