import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Effect} from '../../../source/simulator/tenable/state/effect.js';
import type {Tenant} from '../../../source/simulator/tenable/state/tenant.js';
import {allStates, dayMs, tenableOverHttp, type TenableOverHttp} from '../../support/tenable-over-http.js';

const exports: ReadonlyArray<readonly [path: string, body: object]> = [
	['/assets/export', {chunk_size: 100}],
	['/assets/export', {chunk_size: 100, include_open_ports: true}],
	['/assets/v2/export', {chunk_size: 100}],
	['/vulns/export', {num_assets: 50, include_unlicensed: true, filters: {since: 1, state: allStates}}],
	['/vulns/export', {num_assets: 50, filters: {since: 0, severity: ['HIGH', 'LOW']}}],
	['/vulns/export', {num_assets: 50}],
];

type Told = {readonly kept: string; readonly written: string; readonly counted: number};

/** Both forms of each chunk: compressed ones come from the keep, plain ones are written each time. And the count in the ledger. */
async function look({finishExport, call, simulator}: TenableOverHttp): Promise<readonly Told[]> {
	const told: Told[] = [];
	for (const [path, body] of exports) {
		const {uuid, kind, status} = await finishExport(path, body);
		for (const chunk of status.chunks_available) {
			const [kept, written] = [(await call('GET', `/${kind}/export/${uuid}/chunks/${chunk}`)), (await call('GET', `/${kind}/export/${uuid}/chunks/${chunk}`, undefined, {'accept-encoding': 'identity'}))];
			expect([kept.headers.get('content-encoding'), written.headers.get('content-encoding')]).toEqual(['gzip', null]);
			const entry = simulator.report().exports.find(item => item.uuid === uuid);
			told.push({kept: kept.text, written: written.text, counted: entry?.chunks[chunk]?.records ?? -1});
		}
	}
	return told;
}

async function expectNothingStale(world: TenableOverHttp): Promise<readonly string[]> {
	const told = await look(world);
	for (const {kept, written, counted} of told) {
		expect(kept).toBe(written);
		expect(JSON.parse(kept)).toHaveLength(counted);
	}
	return told.map(({kept}) => kept);
}

const made = {description: '', createdAt: 0, updatedAt: 0};

/** One of each kind: what concerns an asset concerns the one of an index. */
const effects: Readonly<Record<Effect['kind'], (tenant: Tenant, asset: string, index: number) => Effect>> = {
	'tag-category-saved': ({tags}) => ({kind: 'tag-category-saved', category: {...made, uuid: tags.categories()[0]?.uuid ?? tags.newUuid(), name: `Renamed ${tags.newUuid()}`, isReserved: false}}),
	'tag-category-removed': ({tags}) => ({kind: 'tag-category-removed', uuid: tags.categories().at(-1)?.uuid ?? ''}),
	'tag-value-saved': ({tags}) => {
		const {uuid, categoryUuid} = tags.values()[0] ?? {uuid: tags.newUuid(), categoryUuid: tags.newUuid()};
		return {kind: 'tag-value-saved', value: {...made, uuid, categoryUuid, value: `Renamed ${tags.newUuid()}`}};
	},
	'tag-value-removed': ({tags}) => ({kind: 'tag-value-removed', uuid: tags.values().at(-1)?.uuid ?? ''}),
	'tags-added': ({tags}, asset) => ({kind: 'tags-added', assets: [asset], values: tags.values().slice(0, 2).map(({uuid}) => uuid)}),
	'tags-removed': ({assets}, asset, index) => ({kind: 'tags-removed', assets: [asset], values: assets.viewOf(index).tags.slice(0, 1).map(({valueUuid}) => valueUuid)}),
	'attribute-saved': () => ({kind: 'attribute-saved', attribute: {id: 'cost', name: 'Cost center', description: ''}}),
	'attribute-removed': () => ({kind: 'attribute-removed', id: 'cost'}),
	'attribute-values-set': (tenant, asset) => ({kind: 'attribute-values-set', asset, values: {cost: `CC-${tenant.applied().length}`}}),
	'attribute-values-cleared': (_, asset) => ({kind: 'attribute-values-cleared', asset, ids: ['cost']}),
	'acr-set': ({assets}, asset, index) => ({kind: 'acr-set', assets: [asset], score: assets.viewOf(index).acrScore % 10 + 1, reasons: [], note: ''}),
	'exposure-set': (tenant, asset) => ({kind: 'exposure-set', asset, score: 3 + tenant.applied().length}),
	'assets-deleted': (_, asset) => ({kind: 'assets-deleted', assets: [asset]}),
	'assets-terminated': (_, asset) => ({kind: 'assets-terminated', assets: [asset]}),
	'assets-restored': (_, asset) => ({kind: 'assets-restored', assets: [asset]}),
	'asset-fields-set': (tenant, asset) => ({kind: 'asset-fields-set', asset, fields: {hostnames: [`renamed-${tenant.applied().length}`]}}),
	'asset-licensed': ({assets}, asset, index) => ({kind: 'asset-licensed', asset, isLicensed: assets.overlayOf(index).isLicensed === false}),
	'asset-scanned': (_, asset) => ({kind: 'asset-scanned', asset}),
	'asset-discovered': () => ({kind: 'asset-discovered'}),
	'finding-set': (tenant, asset, index) => {
		const [found] = tenant.findings.findingsOf(index, tenant.now());
		const finding = {pluginId: found?.plugin.id ?? 0, port: found?.port ?? 0, protocol: found?.protocol ?? 'TCP'} as const;
		return {kind: 'finding-set', asset, finding, output: `Looked at again, ${tenant.applied().length}.`};
	},
	'rule-saved': (tenant, _, index) => ({kind: 'rule-saved', rule: {
		ruleId: `rule-${index % 3}`, name: 'Not that bad', action: 'RECAST', severityId: 1, originalSeverityId: undefined, comment: `As "agreed" ${tenant.applied().length}`, isFalsePositive: false,
		conditions: [{property: 'definition.id', operator: 'eq', values: tenant.organization.plugins.slice(0, 40).map(({id}) => String(id))}],
		expiresAt: tenant.now() + dayMs, createdAt: tenant.now(), updatedAt: tenant.now(),
	}}),
	'rule-removed': (_, __, index) => ({kind: 'rule-removed', ruleId: `rule-${index % 3}`}),
	'scan-requested': () => ({kind: 'scan-requested', scan: {id: 1, uuid: 'scan', name: 'Once more', targets: []}}),
};
/** What has to be there first, so that an effect shows. */
const earlier: Partial<Record<Effect['kind'], readonly Effect['kind'][]>> = {
	'attribute-saved': ['attribute-values-set'], 'attribute-values-set': ['attribute-saved'], 'attribute-removed': ['attribute-saved', 'attribute-values-set'],
	'attribute-values-cleared': ['attribute-saved', 'attribute-values-set'], 'assets-restored': ['assets-terminated'], 'rule-removed': ['rule-saved'],
};
const kinds = Object.keys(effects) as readonly Effect['kind'][];

function apply({simulator: {tenant}}: TenableOverHttp, kind: Effect['kind'], index: number, delayMs = 0): void {
	tenant.commit([effects[kind](tenant, tenant.organization.assetIdAt(index), index)], 'a person', delayMs);
}

describe('what is kept of an export', () => {
	test.each(kinds)('is not sent any more after "%s"', async kind => {
		const world = await tenableOverHttp({assets: 20, findings: 100, settings: {findingText: 'short'}});
		for (const needed of earlier[kind] ?? []) apply(world, needed, 3);
		const before = await expectNothingStale(world);
		expect(await expectNothingStale(world)).toEqual(before);
		apply(world, kind, 3);
		const after = await expectNothingStale(world);
		if (kind !== 'scan-requested') expect(after).not.toEqual(before); // No export tells of scans.
	});

	test('is not sent any more when agents have been silent for a day more', async () => {
		const world = await tenableOverHttp({assets: 20, findings: 100, settings: {findingText: 'short'}});
		const [before] = await expectNothingStale(world);
		world.clock.advance(dayMs);
		expect((await expectNothingStale(world))[0]).not.toBe(before);
	});

	test('is not sent any more after a rule has expired', async () => {
		const world = await tenableOverHttp({assets: 20, findings: 100, settings: {findingText: 'short'}});
		apply(world, 'rule-saved', 0);
		const ruled = await expectNothingStale(world);
		expect(ruled.join('')).toContain('RECASTED');
		world.clock.advance(dayMs);
		expect((await expectNothingStale(world)).join('')).not.toContain('RECASTED');
	});

	test('is never stale, whatever happens in whatever order', async () => {
		const step = fc.oneof(
			{weight: 4, arbitrary: fc.record({kind: fc.constantFrom(...kinds), index: fc.nat(19), delayMs: fc.constantFrom(0, 0, 250)})},
			{weight: 1, arbitrary: fc.record({ms: fc.constantFrom(1, 300, dayMs / 3, dayMs)})},
		);
		await fc.assert(fc.asyncProperty(fc.array(fc.array(step, {minLength: 1, maxLength: 6}), {minLength: 2, maxLength: 5}), async turns => {
			const world = await tenableOverHttp({assets: 20, findings: 100, settings: {findingText: 'short'}});
			for (const steps of turns) {
				for (const taken of steps) {
					if ('ms' in taken) world.clock.advance(taken.ms);
					else apply(world, taken.kind, taken.index, taken.delayMs);
				}
				await expectNothingStale(world);
			}
		}), {numRuns: 8});
	});
});
