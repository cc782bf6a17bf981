import {gunzipSync} from 'node:zlib';
import {describe, expect, test} from 'vitest';
import {gzipPieces} from '../../../source/simulator/http/gzip-pieces.js';
import {createBlockKeep} from '../../../source/simulator/tenable/exports/block-keep.js';

/** A keep, and how often it had a block written. */
function counted(limitBytes: number) {
	const keep = createBlockKeep(limitBytes);
	const written: string[] = [];
	const ask = (name: string, version: string, records: readonly string[] = [`"${name} ${version}"`]) => {
		const {piece, count} = keep({name, version, records() {
			written.push(`${name} ${version}`);
			return records;
		}});
		return {text: gunzipSync(Buffer.concat([...gzipPieces([piece])])).toString(), count};
	};
	return {ask, written};
}

describe('a keep of blocks', () => {
	test('gives what was written before, as long as the version is the same', () => {
		const {ask, written} = counted(10_000);
		expect([ask('a', '1'), ask('a', '1'), ask('b', '1'), ask('a', '2'), ask('a', '2')].map(({text}) => text)).toEqual(['"a 1"', '"a 1"', '"b 1"', '"a 2"', '"a 2"']);
		expect(written).toEqual(['a 1', 'b 1', 'a 2']);
	});

	test('knows how many records there are, also when there are none', () => {
		const {ask} = counted(10_000);
		for (let time = 0; time < 2; time++) {
			expect(ask('three', '1', ['1', '[2,3]', '{}'])).toEqual({text: '1,[2,3],{}', count: 3});
			expect(ask('none', '1', [])).toEqual({text: '', count: 0});
		}
	});

	test('forgets what was asked for longest ago when there is no more room', () => {
		const {ask, written} = counted(1600);
		for (const name of ['a', 'b', 'c', 'a', 'd', 'a', 'c', 'b']) ask(name, '1');
		expect(written).toEqual(['a 1', 'b 1', 'c 1', 'd 1', 'b 1']);
	});

	test('takes no room for versions that are gone', () => {
		const {ask, written} = counted(1600);
		ask('a', '1');
		for (let version = 0; version < 20; version++) ask('b', String(version));
		written.length = 0;
		ask('a', '1');
		expect(written).toEqual([]);
	});
});
