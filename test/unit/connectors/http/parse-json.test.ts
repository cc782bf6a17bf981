import {describe, expect, test} from 'vitest';
import {parseJson} from '../../../../source/connectors/http/parse-json.js';

describe('reading JSON from outside', () => {
	test.each([
		['12345678901234567890', '12345678901234567890'],
		['-9007199254740993', '-9007199254740993'],
		['9007199254740991', 9_007_199_254_740_991],
		['1e400', '1e400'],
		['0.1234567890123456789', 0.123_456_789_012_345_68],
		['1e3', 1000],
		['7.0', 7],
	])('keeps the number %s as %j', (text, value) => {
		expect(parseJson(`{"n":${text}}`).value).toEqual({n: value});
	});

	test('drops "__proto__" keys, also escaped ones, and leaves the prototype alone', () => {
		const {value} = parseJson(String.raw`{"a":1,"__proto__":{"isAdmin":true},"b":{"\u005f_proto__":{"isAdmin":true},"c":2}}`);
		expect(value).toEqual({a: 1, b: {c: 2}});
		expect(Object.hasOwn(value as object, '__proto__')).toBe(false);
		expect(Object.assign({}, value)).not.toHaveProperty('isAdmin');
	});

	test('drops an escaped "__proto__" key when the scanner saw an escape', () => {
		const {value} = parseJson(String.raw`{"\u005F\u005f\u0070\u0072\u006f\u0074\u006F__":{"isAdmin":true}}`, {hasLongNumber: false, hasUnicodeEscape: true});
		expect(Object.getOwnPropertyNames(value)).toEqual([]);
	});

	test('shows what PostgreSQL cannot keep instead of losing the record', () => {
		expect(parseJson(String.raw`{"a":"x\u0000y","b":"\ud800!","c\u0000":"\ud83d\ude00"}`)).toEqual({value: {a: 'x␀y', b: '\ufffd!', 'c␀': '😀'}, isSanitized: true});
	});

	test('calls ordinary text clean', () => {
		expect(parseJson(String.raw`{"a":"Zo\u00eb"}`)).toEqual({value: {a: 'Zoë'}, isSanitized: false});
	});

	test.each([[''], ['{'], ['[1,]'], ['NaN'], ['{"a":undefined}']])('refuses %j', text => {
		expect(() => parseJson(text)).toThrow(SyntaxError);
	});
});
