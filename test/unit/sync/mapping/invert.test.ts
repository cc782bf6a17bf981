import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {FieldKind} from '../../../../source/core/entity.js';
import {toCanonicalJson, type JsonValue} from '../../../../source/core/json.js';
import type {FieldMapping, Transformation} from '../../../../source/core/mapping.js';
import {toCanonical} from '../../../../source/core/canonical.js';
import {invertField} from '../../../../source/sync/mapping/invert.js';
import {isSame} from '../../../../source/sync/mapping/normalize.js';
import {compileTransformation} from '../../../../source/sync/mapping/transform.js';

const mapping = (transformation: Transformation): FieldMapping => ({
	id: 1, externalSystemId: 1, entityType: 'poam', externalField: 'theirs', internalField: 'poc', transformation, validations: [], isRequired: false, defaultValue: null, version: 1,
});

const word = fc.stringMatching(/^[A-Za-z][A-Za-z ]{0,8}[A-Za-z]$/);
const day = fc.date({min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true}).map(date => date.toISOString().slice(0, 10));

const twoWay: readonly [string, Transformation, FieldKind, fc.Arbitrary<JsonValue>][] = [
	['none', {type: 'none'}, 'text', word],
	['array_to_string', {type: 'array_to_string', separator: ','}, 'text', fc.array(word, {minLength: 1}).map(list => list.join(','))],
	['string_to_array', {type: 'string_to_array', separator: ';'}, 'text-list', fc.array(word.map(text => text.trim()))],
	['lowercase', {type: 'lowercase'}, 'text', word.map(text => text.toLowerCase())],
	['map_values', {type: 'map_values', values: {Yes: 'y', No: 'n'}, otherwise: 'reject'}, 'text', fc.constantFrom('y', 'n')],
	['to_boolean', {type: 'to_boolean', whenTrue: 'Y', whenFalse: 'N'}, 'boolean', fc.boolean()],
	['us dates', {type: 'to_date', format: 'us'}, 'date', day],
	['unix seconds', {type: 'to_date', format: 'unix_seconds'}, 'date', day],
	['a chain', {type: 'chain', steps: [{type: 'trim'}, {type: 'lowercase'}, {type: 'map_values', values: {medium: 'moderate'}, otherwise: 'keep'}]}, 'text', fc.constantFrom('moderate', 'high', 'low')],
];

describe('a two-way mapping', () => {
	test.each(twoWay)('%s: what is sent comes back', (_, transformation, kind, values) => {
		fc.assert(fc.property(values, value => {
			const sent = invertField(mapping(transformation), kind, value);
			expect(sent.kind).toBe('value');
			if (sent.kind === 'value') expect(toCanonical(kind, compileTransformation(transformation)(sent.value) ?? null)).toEqual(toCanonical(kind, value));
		}));
	});

	test('sends the spelling that is ours where several mean it, or the one that it is told to send', () => {
		const transformation: Transformation = {type: 'map_values', values: {med: 'moderate', medium: 'moderate', risk_accepted: 'risk accepted', yearly: 12}, otherwise: 'keep', sent: {'risk accepted': 'risk_accepted'}};
		expect(invertField(mapping(transformation), 'text', 'moderate')).toEqual({kind: 'value', value: 'moderate'});
		expect(invertField(mapping(transformation), 'text', 'risk accepted')).toEqual({kind: 'value', value: 'risk_accepted'});
		expect(invertField(mapping(transformation), 'integer', 12)).toEqual({kind: 'value', value: 'yearly'});
	});

	const spelling = fc.constantFrom('open', 'ongoing', 'in progress', 'Closed', 'completed', 'on hold');
	const table = fc.dictionary(spelling, spelling, {maxKeys: 6});
	const rule: fc.Arbitrary<Transformation> = fc.tuple(table, fc.constantFrom('keep' as const, 'reject' as const), fc.boolean())
		.map(([values, otherwise, isChained]): Transformation => {
			const mapped: Transformation = {type: 'map_values', values, otherwise};
			return isChained ? {type: 'chain', steps: [{type: 'trim'}, {type: 'lowercase'}, mapped]} : mapped;
		});
	const read = (transformation: Transformation, value: JsonValue): JsonValue | undefined => {
		try {
			return compileTransformation(transformation)(value);
		} catch {
			// A table without "otherwise" refuses what it does not name.
			return undefined;
		}
	};

	test('whatever the table: what leaves for a value that came in comes back as that value, in its own spelling where that is one', () => {
		fc.assert(fc.property(rule, spelling, (transformation, theirs) => {
			const ours = read(transformation, theirs);
			fc.pre(typeof ours === 'string');
			const sent = invertField(mapping(transformation), 'text', ours ?? null);
			if (sent.kind === 'value') expect(read(transformation, sent.value)).toBe(ours);
			if (read(transformation, ours ?? null) === ours) expect(sent).toEqual({kind: 'value', value: ours});
		}), {numRuns: 1000});
	});

	test('refuses a rule that loses something, and a value that would come back as another', () => {
		expect(invertField(mapping({type: 'first'}), 'text', 'a')).toMatchObject({kind: 'refused', reason: expect.stringContaining('first')});
		expect(invertField(mapping({type: 'lowercase'}), 'text', 'High')).toMatchObject({kind: 'refused', reason: expect.stringContaining('"high"')});
		expect(invertField(mapping({type: 'map_values', values: {Yes: 'y'}, otherwise: 'reject'}), 'text', 'z')).toMatchObject({kind: 'refused'});
	});
});

/** Anything that a column of that kind may hold, and much that nobody expects there. */
const unit = fc.integer({min: 0, max: 0xff_ff}).map(code => String.fromCharCode(code));
const text = fc.oneof(
	fc.string({unit, maxLength: 12}), fc.string({unit: fc.constantFrom('a', ' ', ',', ';', '-', '1'), maxLength: 8}), word,
	fc.constantFrom('', ' ', '\u0000', '\ud800', 'İ', 'ß', 'ǆ', 'é', 'e\u0301', 'a\r\nb', '__proto__', 'constructor', 'null', '1e400', '0x10', '$1,000', '2024-02-29', '02/30/2024', 'Y', 'y', 'x'.repeat(70_000)),
);
const number = fc.oneof(fc.double({noNaN: true, noDefaultInfinity: true}), fc.integer(), fc.constantFrom(-0, 2 ** 53 + 2, -(2 ** 53) - 2, 5e-324, 1e21, 0.1 + 0.2, 2_147_483_647));
const days = fc.oneof(day, fc.constantFrom('2024-02-29', '2000-02-29', '2026-03-08', '2026-10-25', '0001-01-01', '0999-12-31', '1969-12-31', '9999-12-31'));
const times = fc.oneof(days.map(date => `${date}T00:00:00.000Z`), days.map(date => `${date}T23:59:59.999Z`), fc.date({min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true}).map(date => date.toISOString()));
const anything: Readonly<Record<FieldKind, fc.Arbitrary<JsonValue>>> = {
	text, uuid: fc.uuid(), integer: fc.integer({min: -2_147_483_647, max: 2_147_483_647}), number, boolean: fc.boolean(), date: days, timestamp: times,
	'text-list': fc.array(text, {maxLength: 5}).chain(list => fc.constantFrom(list, [...list, ...list], [...list, ''])), json: fc.jsonValue() as fc.Arbitrary<JsonValue>,
};
const steps: readonly Transformation[] = [
	...twoWay.map(([, transformation]) => transformation), {type: 'trim'}, {type: 'uppercase'}, {type: 'title_case'}, {type: 'to_number'}, {type: 'to_integer'}, {type: 'to_text'}, {type: 'control_id'},
	{type: 'to_date', format: 'iso'}, {type: 'to_timestamp', format: 'iso'}, {type: 'to_timestamp', format: 'unix_seconds'}, {type: 'to_timestamp', format: 'unix_ms'}, {type: 'first'},
	{type: 'array_to_string', separator: ', '}, {type: 'string_to_array', separator: ','}, {type: 'extract', pattern: '[0-9]+'}, {type: 'pick', key: 'k', equals: 'v', take: 't'},
	{type: 'map_values', values: {'': 'none', constructor: 'x', yes: true, one: 1}, otherwise: 'keep'},
];
const anyRule = fc.oneof(fc.constantFrom(...steps), fc.array(fc.constantFrom(...steps), {minLength: 2, maxLength: 3}).map((chain): Transformation => ({type: 'chain', steps: chain})));

describe('any value, by any rule and of any kind,', () => {
	test.each(Object.keys(anything) as readonly FieldKind[])('is refused with a reason, or comes back from the wire as the same %s', kind => {
		fc.assert(fc.property(anyRule, anything[kind].map(value => toCanonical(kind, value)), (transformation, value) => {
			const sent = invertField(mapping(transformation), kind, value);
			if (sent.kind === 'refused') expect(sent.reason).not.toBe('');
			else expect(isSame(kind, toCanonical(kind, compileTransformation(transformation)(JSON.parse(JSON.stringify(sent.value)) as JsonValue) ?? null), value)).toBe(true);
		}), {numRuns: 500});
	});

	test.each(Object.keys(anything) as readonly FieldKind[])('sent as it is, comes back as the same %s', kind => {
		fc.assert(fc.property(anything[kind].map(value => toCanonical(kind, value)), value => {
			expect(invertField(mapping({type: 'none'}), kind, value)).toEqual({kind: 'value', value});
			expect(toCanonicalJson(toCanonical(kind, JSON.parse(JSON.stringify(value)) as JsonValue))).toBe(toCanonicalJson(value));
		}), {numRuns: 300});
	});
});
