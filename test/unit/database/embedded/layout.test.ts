import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {parseDatabaseUrl} from '../../../../source/database/database-url.js';
import {socketFile, toLayout, toUrl} from '../../../../source/database/embedded/layout.js';

const layoutAt = (home: string) => toLayout({dataHome: home, home, uid: 1000});

describe('where the embedded server lies', () => {
	test('everything is below one folder of the data home', () => {
		expect(layoutAt('/home/sam/.local/share/parley')).toMatchObject({
			folder: '/home/sam/.local/share/parley/postgresql',
			dataFolder: '/home/sam/.local/share/parley/postgresql/data',
			socketFolder: '/home/sam/.local/share/parley/postgresql',
		});
	});

	test('the socket\'s path fits into its address, however long the data home is', () => {
		fc.assert(fc.property(fc.string({minLength: 1, maxLength: 300, unit: 'grapheme'}), name => {
			expect(Buffer.byteLength(socketFile(layoutAt(`/home/${name}`).socketFolder))).toBeLessThanOrEqual(103);
		}));
	});

	test('two data homes never share a socket or a lock', () => {
		const long = 'x'.repeat(200);
		const [one, other] = [layoutAt(`/home/${long}/1`), layoutAt(`/home/${long}/2`)];
		expect(one.socketFolder).not.toBe(other.socketFolder);
		expect(one.id).not.toBe(other.id);
	});

	test('any folder\'s address can be read back from the URL', () => {
		fc.assert(fc.property(fc.string({minLength: 1, unit: 'grapheme'}), name => {
			expect(parseDatabaseUrl(toUrl(`/data/${name}`))).toMatchObject({host: `/data/${name}`, database: 'parley', user: 'parley', password: undefined});
		}));
	});
});
