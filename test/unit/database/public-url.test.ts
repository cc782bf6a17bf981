import {describe, expect, test} from 'vitest';
import {toPublicUrl} from '../../../source/database/public-url.js';

describe('a database address that is shown', () => {
	test.each([
		['postgresql://sam:s3cret@db.example:5433/parley', 'postgresql://sam@db.example:5433/parley'],
		['postgres://sam:p%40ss@db.example/parley?sslmode=require', 'postgres://sam@db.example/parley?sslmode=require'],
		['postgresql://sam:pa:ss@word@db.example/parley', 'postgresql://sam@db.example/parley'],
		['postgresql://:s3cret@/parley?host=/run/pg', 'postgresql://@/parley?host=/run/pg'],
		['postgresql://sam@db.example/parley?password=s3cret&sslmode=require', 'postgresql://sam@db.example/parley?sslmode=require'],
		['postgresql://sam@db.example/parley?user=x&Password=s3cret', 'postgresql://sam@db.example/parley?user=x'],
	])('%s has no password in it', (url, shown) => {
		expect(toPublicUrl(url)).toBe(shown);
	});

	test('an address without one is left as it is', () => {
		const url = 'postgresql://parley@/parley?host=/home/sam/.local/share/parley/postgresql';
		expect(toPublicUrl(url)).toBe(url);
	});
});
