import fc from 'fast-check';
import {expect, test} from 'vitest';
import {beginListing, parseListing, parseWatermark, toCursor, toWatermark, type Listing} from '../../../../source/connectors/tenable/listing.js';

const source = 'https://tenable.example';
const dates = fc.date({min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true});
const listings: fc.Arbitrary<Listing> = fc.record({
	source: fc.constant(source),
	since: fc.option(dates, {nil: undefined}),
	phase: fc.nat(3),
	phases: fc.integer({min: 1, max: 3}),
	job: fc.option(fc.record({exportId: fc.uuid(), startedAt: dates, done: fc.uniqueArray(fc.nat(500)).map(chunks => new Set(chunks.sort((left, right) => left - right)))}), {nil: undefined}),
	watermark: fc.option(dates, {nil: undefined}),
	gaps: fc.array(fc.string()),
});

test('a listing survives being kept as JSON in a checkpoint', () => {
	fc.assert(fc.property(listings, listing => {
		expect(parseListing(JSON.parse(JSON.stringify(toCursor(listing))), listing.source)).toEqual(listing);
	}));
});

test.each([[{}], [{id: 7}], [{...toCursor(beginListing(source, undefined, 1)), phase: -1}], [{...toCursor(beginListing(source, undefined, 1)), job: {exportId: '../x', startedAt: '2026-01-01T00:00:00.000Z', done: ''}}]])('a cursor of another make (%j) is not taken for a listing', cursor => {
	expect(parseListing(cursor, source)).toBeUndefined();
});

test('what is known of one Tenable is not believed of another', () => {
	const at = new Date('2026-03-01T12:00:00.000Z');
	expect(parseListing(toCursor(beginListing(source, at, 1)), 'https://other.example')).toBeUndefined();
	expect(parseWatermark(toWatermark(source, at), 'https://other.example')).toBeUndefined();
});

test('a watermark that cannot be read asks for everything', () => {
	const at = new Date('2026-03-01T12:00:00.000Z');
	expect(parseWatermark(toWatermark(source, at), source)).toEqual(at);
	expect([undefined, {}, {source}, {source, at: 7}, {source, at: 'yesterday'}].map(watermark => parseWatermark(watermark, source))).toEqual([undefined, undefined, undefined, undefined, undefined]);
});
