import {expect, test} from 'vitest';
import {createKnownSecrets} from '../../../source/composition/known-secrets.js';

test('a daemon that signs in for months remembers what is configured, and of the tokens the newest', () => {
	const secrets = createKnownSecrets();
	secrets.learn('the password', 'configured');
	for (let run = 0; run < 5000; run++) {
		secrets.learn('the password', 'configured');
		secrets.learn(`token ${run}`, 'token');
	}
	expect(secrets.list()).toHaveLength(101);
	expect(secrets.list()).toEqual(expect.arrayContaining(['the password', 'token 4900', 'token 4999']));
});

test('what is known already makes no new list to mask by', () => {
	const secrets = createKnownSecrets();
	secrets.learn('the password', 'configured');
	const before = secrets.list();
	secrets.learn('the password', 'configured');
	expect(secrets.list()).toBe(before);
	secrets.learn('another', 'token');
	expect(secrets.list()).toEqual(['the password', 'another']);
});
