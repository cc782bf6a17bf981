import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createMask, isTooShortToMask} from '../../../../source/core/text/mask.js';

const awkward = 'p@ss "w\\rd"/+ü\n!*\'()';
const base64 = (text: string) => Buffer.from(text).toString('base64');

const encodings: Readonly<Record<string, (text: string) => string>> = {
	'as it is': text => text,
	'in JSON': text => JSON.stringify({text}),
	'in JSON in JSON': text => JSON.stringify({body: JSON.stringify({text})}),
	'in a URL': encodeURIComponent,
	'in a form': text => new URLSearchParams({text}).toString(),
	'in lower-case percent codes': text => encodeURIComponent(text).replaceAll(/%../g, code => code.toLowerCase()),
	'in hexadecimal': text => Buffer.from(text).toString('hex'),
	'in base64': base64,
	'in base64 for URLs': text => Buffer.from(text).toString('base64url'),
};

describe.each(Object.entries(encodings))('a secret %s', (_, encode) => {
	test.each([awkward, 'a1b2c3d4e5f6', '123456'])('%j is masked, and the text around it stays', secret => {
		const masked = createMask(() => [secret])(`before ${encode(secret)} after`);
		expect(masked).toMatch(/^before .*\*\*\*.* after$/s);
		expect(masked).not.toContain(secret);
		expect(masked).not.toContain(encode(secret));
	});
});

test.each(['u:', 'us:', 'usr:', ''])('a password that is encoded together with "%s" is masked but for a letter at each end', user => {
	const secret = 'correct horse';
	const whole = base64(`${user}${secret}!!`);
	const masked = createMask(() => [secret])(`Basic ${whole}`);
	const left = masked.replace('Basic ', '').split('***');
	expect(left).toHaveLength(2);
	// What stays is what the neighbours are encoded into, and at most one letter that shares bits with them.
	expect(Buffer.from(left.join(''), 'base64').toString()).not.toContain('horse');
	expect(left.join('').length).toBeLessThanOrEqual(base64(`${user}!!`).replaceAll('=', '').length + 4);
});

test('no secret, however strange, survives in what was masked', () => {
	const secrets = fc.string({unit: 'binary', minLength: 6, maxLength: 40});
	fc.assert(fc.property(secrets, fc.string(), fc.string(), (secret, before, after) => {
		const mask = createMask(() => [secret]);
		fc.pre(!'***'.includes(secret) && !`${before}***${after}`.includes(secret));
		expect(mask(`${before}${secret}${after}`).includes(secret)).toBe(false);
	}), {numRuns: 50});
});

test('of two secrets the longer one is masked whole', () => {
	expect(createMask(() => ['abcdef', 'abcdefgh'])('abcdefgh abcdefx')).toBe('*** ***x');
});

test('secrets that come later are masked from then on, and dropped ones no longer', () => {
	let secrets: readonly string[] = [];
	const mask = createMask(() => secrets);
	expect(mask('first-secret')).toBe('first-secret');
	secrets = ['first-secret'];
	expect(mask('first-secret second-secret')).toBe('*** second-secret');
	secrets = ['second-secret'];
	expect(mask('first-secret second-secret')).toBe('first-secret ***');
});

test('a list that its owner changes in place is noticed', () => {
	const secrets = ['first-secret'];
	const mask = createMask(() => secrets);
	mask('');
	secrets[0] = 'other-secret';
	expect(mask('first-secret other-secret')).toBe('first-secret ***');
});

test('short values are skipped, and it can be told which', () => {
	expect(createMask(() => ['', 'admin'])('admin')).toBe('admin');
	expect(['', 'admin', 'admin1'].map(isTooShortToMask)).toEqual([true, true, false]);
});
