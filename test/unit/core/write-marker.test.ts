import {randomUUID} from 'node:crypto';
import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {isMarkerOf, toMarker} from '../../../source/core/write-marker.js';

const tag = fc.stringMatching(/^[\da-f]{12}$/);
const uuid = fc.uuid({version: 4});

describe('the marker of a write', () => {
	test('is a UUID that only its own installation takes for its own', () => {
		fc.assert(fc.property(tag, tag, uuid, (own, other, random) => {
			const marker = toMarker(own, random);
			expect(marker).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
			expect(isMarkerOf(own, marker)).toBe(true);
			expect(isMarkerOf(own, marker.toUpperCase())).toBe(true);
			expect(isMarkerOf(other, marker)).toBe(other === own);
		}));
	});

	test('differs from write to write', () => {
		const markers = Array.from({length: 1000}, () => toMarker('0123456789ab', randomUUID()));
		expect(new Set(markers).size).toBe(1000);
	});

	test('is in no id that somebody else drew at random, nor in a text that is none', () => {
		fc.assert(fc.property(uuid, random => {
			expect(isMarkerOf(random.slice(0, 8) + random.slice(9, 13), random)).toBe(false);
		}));
		for (const text of ['', 'V-1', '0123456789ab']) expect(isMarkerOf('0123456789ab', text)).toBe(false);
	});
});
