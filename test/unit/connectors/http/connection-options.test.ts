import {expect, test} from 'vitest';
import {hasProxySupport, readOption} from '../../../../source/connectors/http/connection-options.js';

test.each([['24.5.0', true], ['24.21.0', true], ['26.0.0', true], ['22.21.0', true], ['24.4.9', false], ['22.12.0', false], ['23.11.0', false]])('Node %s has proxies built in: %s', (version, expected) => {
	expect(hasProxySupport(version)).toBe(expected);
});

test('an option that is empty or of another kind is absent', () => {
	expect(['a', 'b', 'c', 'd', 'e', 'f'].map(name => readOption({a: ' x ', b: '', c: null, d: 7, e: true, f: ['x']}, name))).toEqual(['x', undefined, undefined, '7', 'true', undefined]);
});
