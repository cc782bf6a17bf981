import {randomBytes} from 'node:crypto';
import pg from 'pg';
import {expect, inject, test} from 'vitest';
import {simulateXacta} from '../../../source/commands/simulate-xacta.js';
import {silentLogger} from '../../../source/core/process/logger.js';
import {createDatabaseTools} from '../../../source/database/database-tools.js';
import {parsePostgresAddress} from '../../../source/connectors/sql/postgres-address.js';
import {dropDatabase} from '../../../source/simulator/xacta/administer.js';
import {clusterUrl} from '../../support/postgres-cluster.js';
import {waitFor} from '../../support/wait-for.js';

const databaseTools = createDatabaseTools({databaseUrl: undefined, dataHome: '/nonexistent', logger: silentLogger, migrateJobs: () => Promise.reject(new Error('Nothing is migrated here.'))});

test('"simulate xacta --rest" serves the same tables through the API, and lets reviewers work too', async () => {
	const databaseUrl = clusterUrl(inject('postgresSocketFolder'), 'postgres');
	const database = `xacta_${randomBytes(6).toString('hex')}`;
	const interruption = new AbortController();
	const lines: string[] = [];
	const acts: string[] = [];
	const neverAsked = () => Promise.reject(new Error('The command was given everything it needs.'));
	try {
		const running = simulateXacta.run({
			args: [], flags: {databaseUrl, database, systems: 1, assets: 3, poams: 6, seed: 5, editsPerMinute: 6000, rest: true}, signal: interruption.signal,
			output: {line: text => void lines.push(text), json: () => undefined, progress: text => void acts.push(text ?? ''), notice: () => undefined, width: undefined},
			operations: neverAsked, databaseTools: () => Promise.resolve(databaseTools), readSecret: neverAsked, systemNames: neverAsked, commands: [],
		});
		await waitFor('an act of a reviewer', () => acts.some(act => act.startsWith('a reviewer: ')));
		const {url, apiKey, rows} = JSON.parse(lines[0] ?? '');
		const response = await fetch(`${url}/api/systems/1001/poams`, {headers: {'api-key': apiKey}});
		expect(((await response.json()) as {data: unknown[]}).data.length).toBeGreaterThan(0);
		expect(rows.poams).toBe(6);
		interruption.abort();
		await running;
		await expect(fetch(`${url}/api`)).rejects.toThrow();
	} finally {
		interruption.abort();
		await dropDatabase(databaseUrl, database, `${database}_login`);
	}
});

test('"simulate xacta" prints how to reach it, lets its people work, and keeps the data when it is interrupted', async () => {
	const databaseUrl = clusterUrl(inject('postgresSocketFolder'), 'postgres');
	const database = `xacta_${randomBytes(6).toString('hex')}`;
	const interruption = new AbortController();
	const lines: string[] = [];
	const acts: string[] = [];
	const neverAsked = () => Promise.reject(new Error('The command was given everything it needs.'));
	const run = (editsPerMinute: number) => simulateXacta.run({
		args: [], flags: {databaseUrl, database, systems: 1, assets: 3, poams: 6, seed: 5, editsPerMinute}, signal: interruption.signal,
		output: {line: text => void lines.push(text), json: () => undefined, progress: text => void acts.push(text ?? ''), notice: () => undefined, width: undefined},
		operations: neverAsked, databaseTools: () => Promise.resolve(databaseTools), readSecret: neverAsked, systemNames: neverAsked, commands: [],
	});
	try {
		const running = run(6000);
		await waitFor('three acts', () => acts.length >= 3);
		interruption.abort();
		await running;
		expect(lines).toHaveLength(1);
		const told = JSON.parse(lines[0] ?? '');
		expect(told).toMatchObject({seed: 5, isNew: true, rows: {systems: 1, poams: 6}});
		const client = new pg.Client(parsePostgresAddress(told));
		await client.connect();
		const {rows} = await client.query('select count(*)::int as count from poams');
		await client.end();
		expect(rows[0].count).toBeGreaterThan(0);
		await run(0);
		expect(JSON.parse(lines[1] ?? '')).toMatchObject({isNew: false, username: told.username, password: told.password});
	} finally {
		await dropDatabase(databaseUrl, database, `${database}_login`);
	}
});
