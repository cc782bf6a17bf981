import {expect, test} from 'vitest';
import {parsePostgresValue} from '../../../../source/connectors/sql/postgres-values.js';

const types = {bool: 16, int8: 20, int4: 23, text: 25, json: 114, float8: 701, textArray: 1009, date: 1082, timestamp: 1114, timestamptz: 1184, numeric: 1700, uuid: 2950} as const;

test.each([
	['bool', 't', true],
	['int4', '-7', -7],
	['int8', '9007199254740993', '9007199254740993'],
	['numeric', '2500.00', 2500],
	['numeric', '0.000123', 0.000123],
	['numeric', '123456789012345678.9', '123456789012345678.9'],
	['numeric', 'NaN', 'NaN'],
	['float8', '0.1234567890123456', 0.1234567890123456],
	['float8', 'Infinity', 'Infinity'],
	['date', '2026-03-29', '2026-03-29'],
	['date', '0044-03-15 BC', '0044-03-15 BC'],
	['timestamp', '2026-03-29 02:30:00.123456', '2026-03-29T02:30:00.123Z'],
	['timestamptz', '2026-03-29 02:30:00+00', '2026-03-29T02:30:00.000Z'],
	['timestamp', 'infinity', 'infinity'],
	['json', '{"a":[1,null]}', {a: [1, null]}],
	['textArray', '{a,"b,c",NULL}', ['a', 'b,c', null]],
	['text', '', ''],
	['uuid', '6a5c8f0e-0000-4000-8000-000000000000', '6a5c8f0e-0000-4000-8000-000000000000'],
] as const)('%s %s', (type, text, value) => {
	expect(parsePostgresValue(types[type], text)).toEqual(value);
});
