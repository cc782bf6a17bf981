import {describe, expect, test} from 'vitest';
import {describePostgresAddress, parsePostgresAddress} from '../../../../source/connectors/sql/postgres-address.js';

describe('the address of a PostgreSQL', () => {
	test.each([
		['postgres://isso:p%40ss@db.example:6543/xacta', {host: 'db.example', port: 6543, database: 'xacta', user: 'isso', password: 'p@ss', ssl: {rejectUnauthorized: true}}],
		['postgresql://isso@localhost/xacta', {host: 'localhost', port: 5432, database: 'xacta', user: 'isso', ssl: false}],
		['postgres://isso@/xacta?host=%2Ftmp%2Fx&port=5433', {host: '/tmp/x', port: 5433, database: 'xacta', user: 'isso', ssl: false}],
		['postgres://isso@db.example/xacta?sslmode=disable', {ssl: false}],
		['postgres://isso@db.example/xacta?sslmode=require', {ssl: {rejectUnauthorized: false}}],
		['postgres://isso@db.example/xacta?sslmode=prefer', {ssl: {rejectUnauthorized: true}}],
	])('%s', (connectionString, expected) => {
		expect(parsePostgresAddress({connectionString})).toMatchObject(expected);
	});

	test('what is given apart from the string wins over it', () => {
		expect(parsePostgresAddress({connectionString: 'postgres://a:b@db.example/xacta?sslmode=disable', username: 'c', password: 'd:/@', ssl: 'verify-full', sslCa: 'PEM'}))
			.toMatchObject({user: 'c', password: 'd:/@', ssl: {rejectUnauthorized: true, ca: 'PEM'}});
	});

	test.each([
		['mysql://isso@db/xacta', 'postgres://'],
		['sqlserver://db;database=xacta', 'SQL Server'],
		['Server=db;Database=xacta', 'SQL Server'],
		['postgres://isso@db', 'names no database'],
		['postgres:///xacta?host=/tmp', 'names no user'],
		['postgres://isso:p%ss@db/xacta', 'encodes nothing'],
		['postgres://isso:a/b@db/xacta', 'percent-encode'],
		['postgres://isso@db/xacta?sslmode=maybe', 'sslmode "maybe"'],
	])('refuses %s and says why', (connectionString, reason) => {
		expect(() => parsePostgresAddress({connectionString})).toThrow(reason);
	});

	test('is told without its password', () => {
		expect(describePostgresAddress(parsePostgresAddress({connectionString: 'postgres://isso:secret@db.example/xacta'}))).toBe('"xacta" on db.example:5432 as isso');
	});
});
