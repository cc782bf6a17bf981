import {describe, expect, test} from 'vitest';
import type {Connector, WriteResult} from '../../source/core/connector.js';
import type {JsonValue} from '../../source/core/json.js';
import {fieldOf, never, newMarker, update, type ConnectorTraits, type ConnectorWorld} from './connector-world.js';

/** One moment in one spelling, however precise the other system tells it. */
const toTime = (text: string | undefined): string | undefined => {
	const time = Date.parse(text ?? '');
	return Number.isNaN(time) ? undefined : new Date(time).toISOString();
};

/** What a connector promises of its writes: never over somebody else's change, never twice. */
export function describeWrites(traits: ConnectorTraits, current: () => {readonly world: ConnectorWorld; readonly connector: Connector}): void {
	const pickId = async (): Promise<string> => (await current().world.their.ids())[0] ?? '';
	const valueOf = async (id: string): Promise<JsonValue | undefined> => {
		const {world, connector} = current();
		return fieldOf(await connector.read(world.entityType, id, never), world.field);
	};
	const writtenValue = (result: WriteResult): JsonValue | undefined => (result.kind === 'written' ? fieldOf(result.record, current().world.field) : undefined);

	test('declares what it can write, and refuses everything else for good', async () => {
		const {world, connector} = current();
		const capabilities = connector.capabilities.entities[world.entityType];
		expect(capabilities?.writableFields.includes(world.field)).toBe(traits.canWrite);
		expect(capabilities?.canCreate).toBe(traits.canCreate);
		const refused = await connector.write({...update(world, await pickId(), 'x', 'y'), changes: {no_such_field: 'x'}, expected: {}});
		expect(refused).toEqual({kind: 'rejected', reasons: [expect.stringContaining('no_such_field')]});
	});

	if (traits.canWrite) describe('when it writes', () => {
		test('changes that field and no other, and gives back what is there now', async () => {
			const {world, connector} = current();
			const id = await pickId();
			await world.their.set(id, 'before');
			const before = await connector.read(world.entityType, id, never);
			const result = await connector.write(update(world, id, 'after', 'before'));
			expect(result).toMatchObject({kind: 'written', record: {externalId: id}});
			expect(writtenValue(result)).toBe('after');
			const after = await connector.read(world.entityType, id, never);
			expect(result).toEqual({kind: 'written', record: after});
			const stamps = new Set([before, after].flatMap(record => [record?.changedBy, toTime(record?.changedAt)]));
			const changed = Object.keys(after?.fields ?? {}).filter(field => JSON.stringify(after?.fields[field]) !== JSON.stringify(before?.fields[field]));
			// Besides the field itself, only what says when and by whom.
			const isStamp = (value: JsonValue | undefined) => typeof value === 'string' && (stamps.has(value) || stamps.has(toTime(value)));
			expect(changed.filter(field => field !== world.field.split('.')[0] && !isStamp(after?.fields[field]))).toEqual([]);
		});

		test('leaves alone what somebody changed, and shows it', async () => {
			const {world, connector} = current();
			const id = await pickId();
			await world.their.set(id, 'somebody was faster');
			const result = await connector.write(update(world, id, 'ours', 'what we read long ago'));
			expect(result).toMatchObject({kind: 'moved', record: {externalId: id}});
			expect(result.kind === 'moved' && fieldOf(result.record, world.field)).toBe('somebody was faster');
			expect(await valueOf(id)).toBe('somebody was faster');
		});

		test('says that a record is gone', async () => {
			const {world, connector} = current();
			expect(await connector.write(update(world, 'no-such-record', 'x', 'y'))).toEqual({kind: 'moved', record: undefined});
		});

		test('applies a marker once, also when somebody changed the record in between', async () => {
			const {world, connector} = current();
			const id = await pickId();
			await world.their.set(id, 'first');
			const request = update(world, id, 'second', 'first');
			expect((await connector.write(request)).kind).toBe('written');
			expect(writtenValue(await connector.write(request))).toBe('second');
			await world.their.set(id, 'third');
			expect((await connector.write(request)).kind).toBe('moved');
			expect(await valueOf(id)).toBe('third');
		});

		if (traits.isWriteAtomic) test('lets one of two writers win when both expect the same', async () => {
			const {world, connector} = current();
			const id = await pickId();
			await world.their.set(id, 'start');
			const results = await Promise.all([connector.write(update(world, id, 'one', 'start')), connector.write(update(world, id, 'two', 'start'))]);
			expect(results.map(({kind}) => kind).sort()).toEqual(['moved', 'written']);
			const winner = results.find(({kind}) => kind === 'written');
			expect(await valueOf(id)).toBe(winner === undefined ? undefined : writtenValue(winner));
		});

		test('sends hostile text as it is', async () => {
			const {world, connector} = current();
			const id = await pickId();
			let expected = 'start';
			await world.their.set(id, expected);
			for (const text of traits.texts) {
				expect(writtenValue(await connector.write(update(world, id, text, expected)))).toBe(text);
				expected = text;
			}
		});

		if (traits.canHoldNull) test('writes null', async () => {
			const {world, connector} = current();
			const id = await pickId();
			await world.their.set(id, 'start');
			expect(writtenValue(await connector.write(update(world, id, null, 'start')))).toBeNull();
		});

		if (traits.canHoldNull && traits.canHoldEmpty) test('takes null and the empty text for two values', async () => {
			const {world, connector} = current();
			const id = await pickId();
			await world.their.set(id, null);
			expect((await connector.write(update(world, id, 'x', ''))).kind).toBe('moved');
			expect(writtenValue(await connector.write(update(world, id, '', null)))).toBe('');
			expect((await connector.write(update(world, id, 'x', null))).kind).toBe('moved');
		});

		test('says why a value was refused, and changes nothing', async () => {
			const {world, connector} = current();
			const id = await pickId();
			await world.their.set(id, 'short');
			expect(await connector.write(update(world, id, 'x'.repeat(100_000), 'short'))).toEqual({kind: 'rejected', reasons: expect.arrayContaining([expect.any(String)])});
			expect(await valueOf(id)).toBe('short');
		});

		test('writes nothing once it is told to stop', async () => {
			const {world, connector} = current();
			const id = await pickId();
			await world.their.set(id, 'start');
			const reason = new Error('The person pressed Ctrl-C.');
			await expect(connector.write({...update(world, id, 'ours', 'start'), signal: AbortSignal.abort(reason)})).rejects.toBe(reason);
			expect(await valueOf(id)).toBe('start');
		});
	});

	if (traits.canCreate) describe('when it creates', () => {
		test('makes one record for one marker, however often it is sent', async () => {
			const {world, connector} = current();
			const before = await world.their.ids();
			const request = {entityType: world.entityType, action: 'create', changes: world.newRecord ?? {}, expected: {}, marker: newMarker(), signal: never} as const;
			const results = await Promise.all([connector.write(request), connector.write(request)]);
			results.push(await connector.write(request));
			const ids = new Set(results.map(result => (result.kind === 'written' ? result.record.externalId : result.kind)));
			expect(ids.size).toBe(1);
			const after = await world.their.ids();
			expect(after.filter(id => !before.includes(id))).toEqual([...ids]);
		});

		test('tells the marker of what it made, so that a listing knows it as ours before the answer does', async () => {
			const {world, connector} = current();
			const marker = newMarker();
			const made = await connector.write({entityType: world.entityType, action: 'create', changes: world.newRecord ?? {}, expected: {}, marker, signal: never});
			expect(made).toMatchObject({kind: 'written', record: {marker}});
			if (made.kind === 'written') expect(await connector.read(world.entityType, made.record.externalId, never)).toMatchObject({marker});
		});
	});
}
