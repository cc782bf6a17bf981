import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {AppError} from '../../source/errors/app-error.js';
import {entityTypes} from '../../source/core/entity.js';
import type {ExternalFilter} from '../../source/core/external-filter.js';
import {fieldOf, idsOf, listAll, never, open, type ConnectorTraits, type ConnectorWorld, type Opened} from './connector-world.js';
import {describeWrites} from './describe-writes.js';

/** What every connector promises, whatever it talks to. `setup` gives a world that nobody else uses. */
export function describeConnector(name: string, traits: ConnectorTraits, setup: () => Promise<ConnectorWorld>): void {
	describe(`the connector "${name}"`, () => {
		let world: ConnectorWorld;
		let opened: Opened;
		const openedOthers: Opened[] = [];
		const reopen = (system = world.system): Opened => {
			const other = open(world, system);
			openedOthers.push(other);
			return other;
		};
		beforeAll(async () => {
			world = await setup();
			opened = open(world, world.system);
		});
		afterAll(async () => {
			for (const {connector} of [opened, ...openedOthers]) await connector.close();
			await world.close();
		});

		const all = () => ({entityType: world.entityType, pageSize: world.pageSize});
		const someIds = async (count: number): Promise<readonly string[]> => {
			const ids = await world.their.ids();
			expect(ids.length).toBeGreaterThanOrEqual(count);
			return ids.slice(0, count);
		};
		const valueNow = async (id: string) => fieldOf(await opened.connector.read(world.entityType, id, never), world.field);
		const fail = async (work: Promise<unknown>): Promise<AppError> => {
			const error: unknown = await work.then(() => undefined, (reason: unknown) => reason);
			expect(error).toBeInstanceOf(AppError);
			return error as AppError;
		};

		test('proves the address and the credentials', async () => {
			const {description} = await opened.connector.check(never);
			expect(description.length).toBeGreaterThan(10);
			for (const secret of world.secrets) expect(description).not.toContain(secret);
		});

		test('says that a login was refused, and tells no secret', async () => {
			const {connector} = reopen(world.badCredentials);
			const error = await fail(connector.check(never));
			expect(error.code).toBe('EXTERNAL_AUTHENTICATION_FAILED');
			expect(error.isRetryable).toBe(false);
			expect(error.nextStep).toContain('parley systems test');
			for (const secret of world.secrets) expect(`${error.message} ${error.nextStep} ${String(error.cause)}`).not.toContain(secret);
		});

		test('says that nobody answers, and that it may be tried again', async () => {
			const {connector, context} = reopen(world.nobodyThere);
			const error = await fail(connector.list({...all(), signal: never}));
			expect(error).toMatchObject({code: 'EXTERNAL_UNREACHABLE', isRetryable: true});
			expect(context.calls.at(-1)?.errorMessage).toBeTruthy();
		});

		test('lists every record once, with a watermark on the last page only', async () => {
			const {pages, records, last} = await listAll(opened.connector, all());
			expect(pages.length).toBeGreaterThanOrEqual(3);
			expect(idsOf(records)).toEqual([...await world.their.ids()].sort());
			expect(last.watermark).toBeDefined();
			expect(last.gaps ?? []).toEqual([]);
			for (const page of pages.slice(0, -1)) {
				expect(page.watermark).toBeUndefined();
				expect(page.records.length + page.unreadable.length).toBeLessThanOrEqual(world.pageSize);
			}
		});

		test('tells progress that never shrinks and ends at its total', async () => {
			const {pages} = await listAll(opened.connector, all());
			const progress = pages.map(page => page.progress).filter(value => value !== undefined);
			for (const [at, {done}] of progress.entries()) expect(done).toBeGreaterThanOrEqual(progress[at - 1]?.done ?? 0);
			const end = progress.at(-1);
			if (end !== undefined) expect(end.done).toBe(end.total);
		});

		test('lists every record once while people edit and add', async () => {
			const before = [...await world.their.ids()].sort();
			const added: string[] = [];
			const {records} = await listAll(opened.connector, all(), async page => {
				await world.their.set(before[0] ?? '', `edited behind page ${page}`);
				await world.their.set(before.at(-1) ?? '', `edited before page ${page + 1}`);
				added.push(await world.their.add());
			});
			const listed = idsOf(records);
			expect(new Set(listed).size).toBe(listed.length);
			expect(listed.filter(id => !added.includes(id))).toEqual(before);
		});

		test('may leave out what it is told to, and never more', async () => {
			const [kept = '', even = '', other = ''] = await someIds(3);
			await world.their.set(kept, 'narrowed to this');
			await world.their.set(even, 'Narrowed To This');
			await world.their.set(other, 'and not to this');
			const listed = async (filters: readonly ExternalFilter[]) => idsOf((await listAll(opened.connector, {...all(), filters})).records);
			const whole = await listed([]);
			const exact = await listed([{kind: 'any_of', field: world.field, values: ['narrowed to this'], match: 'exact'}]);
			expect(exact).toContain(kept);
			const loose = await listed([{kind: 'any_of', field: world.field, values: ['narrowed to this'], match: 'loose'}]);
			expect(loose).toEqual(expect.arrayContaining([kept, even]));
			const isAble = opened.connector.capabilities.entities[world.entityType]?.filters?.[world.field]?.includes('any_of') === true;
			expect(exact.includes(other)).toBe(!isAble);
			if (!isAble) expect([exact, loose]).toEqual([whole, whole]);
			expect(await listed([{kind: 'at_least', field: 'no such field', value: 1}])).toEqual(whole);
		});

		test('goes on in another process from a cursor that was kept as JSON', async () => {
			const first = await opened.connector.list({...all(), signal: never});
			expect(first.next).toBeDefined();
			const {connector} = reopen();
			const {records} = await listAll(connector, {...all(), cursor: JSON.parse(JSON.stringify(first.next))});
			expect(idsOf([...first.records, ...records])).toEqual([...await world.their.ids()].sort());
		});

		test('lists since a watermark whatever was changed or added after the first page was asked for', async () => {
			const [early = '', other = ''] = await someIds(2);
			let added = '';
			const {last} = await listAll(opened.connector, all(), async page => {
				if (page > 1) return;
				await world.their.set(early, 'changed behind the page');
				added = await world.their.add();
			});
			await world.their.set(other, 'changed after the listing');
			const since = JSON.parse(JSON.stringify(last.watermark));
			const {records, last: end} = await listAll(opened.connector, {...all(), since});
			expect(idsOf(records)).toEqual(expect.arrayContaining([early, other, added]));
			expect(new Set(idsOf(records)).size).toBe(records.length);
			expect(end.watermark).toBeDefined();
			expect(fieldOf(records.find(({externalId}) => externalId === other), world.field)).toBe('changed after the listing');
		});

		test('tells when and by whom a record was changed only as a time in UTC and a name', async () => {
			const {records} = await listAll(opened.connector, all());
			for (const {changedAt, changedBy} of records) {
				if (changedAt !== undefined) expect(new Date(changedAt).toISOString().slice(0, 19)).toBe(changedAt.slice(0, 19));
				if (changedBy !== undefined) expect(changedBy).not.toBe('');
			}
		});

		test('brings hostile text over as it is', async () => {
			const [id = ''] = await someIds(1);
			for (const text of traits.texts) {
				await world.their.set(id, text);
				expect(await valueNow(id)).toBe(text);
			}
		});

		if (traits.canHoldNull) test('keeps null apart from everything else', async () => {
			const [id = ''] = await someIds(1);
			await world.their.set(id, null);
			expect(await valueNow(id)).toBeNull();
		});

		if (traits.canHoldEmpty) test('keeps the empty text apart from everything else', async () => {
			const [id = ''] = await someIds(1);
			await world.their.set(id, '');
			expect(await valueNow(id)).toBe('');
		});

		if (traits.canOmit) test('leaves out what was not sent', async () => {
			const [, id = ''] = await someIds(2);
			await world.their.omit?.(id);
			expect(await opened.connector.read(world.entityType, id, never)).toBeDefined();
			expect(await valueNow(id)).toBeUndefined();
		});

		test('reads one record as the list gave it', async () => {
			const {records} = await listAll(opened.connector, all());
			const [record] = records;
			const read = await opened.connector.read(world.entityType, record?.externalId ?? '', never);
			expect(fieldOf(read, world.field)).toEqual(fieldOf(record, world.field));
			if (traits.readsWhole) expect(read).toEqual(record);
			else expect(record).toMatchObject({externalId: read?.externalId, fields: read?.fields});
		});

		test('reads nothing where there is nothing, whatever the id', async () => {
			for (const id of ['', 'no-such-record', '::', "' or ''='", '../../x', '%00', '\u0000']) {
				expect(await opened.connector.read(world.entityType, id, never)).toBeUndefined();
			}
		});

		test('calls nothing unreadable that can be read', async () => {
			const {pages} = await listAll(opened.connector, all());
			expect(pages.flatMap(page => page.unreadable)).toEqual([]);
		});

		if (traits.canSpoil) test('hands over what cannot be read beside the records, and goes on', async () => {
			const ids = [...await world.their.ids()].sort();
			const clean = await world.their.spoil?.();
			const {pages, records} = await listAll(opened.connector, all());
			await clean?.();
			expect(idsOf(records)).toEqual(ids);
			expect(pages.flatMap(page => page.unreadable)).toEqual([expect.objectContaining({reason: expect.stringMatching(/\w{3}/), raw: expect.anything()})]);
		});

		if (traits.canRemove) test('lists a removed record no more, or says that it is gone', async () => {
			const id = await world.their.add();
			await world.their.remove?.(id);
			const {records} = await listAll(opened.connector, all());
			expect(records.filter(record => record.externalId === id && !record.isDeleted)).toEqual([]);
			if (traits.readTellsRemoval) expect(await opened.connector.read(world.entityType, id, never)).toBeUndefined();
		});

		test('stops when it is told to', async () => {
			const reason = new Error('The person pressed Ctrl-C.');
			await expect(opened.connector.list({...all(), signal: AbortSignal.abort(reason)})).rejects.toBe(reason);
			const controller = new AbortController();
			const listing = opened.connector.list({...all(), signal: controller.signal});
			controller.abort(reason);
			await expect(listing).rejects.toBe(reason);
			// The connector is as good as before.
			expect((await opened.connector.list({...all(), signal: never})).records.length).toBeGreaterThan(0);
		});

		test('says that it does not know a type of record', async () => {
			const unknown = entityTypes.filter(type => opened.connector.capabilities.entities[type] === undefined);
			expect(unknown.length).toBeGreaterThan(0);
			for (const entityType of unknown) {
				expect((await fail(opened.connector.list({entityType, pageSize: 1, signal: never}))).code).toBe('EXTERNAL_UNSUPPORTED');
			}
		});

		test('keeps every call with its time and none of the secrets, and asks leave for each', async () => {
			const {connector, context} = reopen();
			await listAll(connector, all());
			expect(context.calls.length).toBeGreaterThanOrEqual(3);
			expect(context.tokens()).toBeGreaterThanOrEqual(3);
			for (const call of context.calls) {
				expect(call.method.length).toBeGreaterThan(0);
				expect(call.method.length).toBeLessThanOrEqual(10);
				expect(call.responseTimeMs).toBeGreaterThanOrEqual(0);
			}
			const kept = JSON.stringify(context.calls);
			for (const secret of world.secrets) expect(kept).not.toContain(secret);
		});

		test('refuses options that are missing before it calls anybody', () => {
			const required = world.factory.options.filter(({isRequired}) => isRequired).map(({name: option}) => option);
			expect(required.length).toBeGreaterThan(0);
			const failure = (): unknown => {
				try {
					return reopen({...world.system, connectionConfig: {}});
				} catch (error) {
					return error;
				}
			};
			expect(failure()).toMatchObject({code: 'CONNECTION_CONFIG_INVALID'});
		});

		describeWrites(traits, () => ({world, connector: opened.connector}));
	});
}
