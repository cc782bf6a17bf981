import type {LookupAddress} from 'node:dns';
import {describe, expect, test} from 'vitest';
import {createGuardedLookup} from '../../../../source/connectors/http/guarded-lookup.js';

function look(hostname: string, addresses: readonly string[]): Promise<string | readonly LookupAddress[]> {
	const lookup = createGuardedLookup((_name, _options, done) => done(null, addresses.map(address => ({address, family: address.includes(':') ? 6 : 4}))));
	return new Promise((resolve, reject) => {
		lookup(hostname, {}, (error, address) => (error ? reject(error) : resolve(address)));
	});
}

describe('resolving the name of a system', () => {
	test.each([['127.0.0.1'], ['127.8.8.8'], ['169.254.169.254'], ['0.0.0.0'], ['::1'], ['fe80::1'], ['::ffff:127.0.0.1']])('refuses a public name that leads to %s', async address => {
		await expect(look('cloud.example', ['203.0.113.7', address])).rejects.toMatchObject({code: 'ADDRESS_REFUSED'});
	});

	test.each([['203.0.113.7'], ['10.0.0.5'], ['192.168.1.9'], ['2001:db8::7']])('takes %s, which an organization may use', async address => {
		expect(await look('xacta.corp.example', [address])).toBe(address);
	});

	test('takes this machine when the name says so', async () => {
		expect(await look('localhost', ['127.0.0.1'])).toBe('127.0.0.1');
		expect(await look('demo.localhost', ['::1'])).toBe('::1');
	});

	test('a name without addresses does not resolve', async () => {
		await expect(look('cloud.example', [])).rejects.toMatchObject({code: 'ENOTFOUND'});
	});
});
