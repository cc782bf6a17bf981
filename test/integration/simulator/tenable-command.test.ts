import {describe, expect, test} from 'vitest';
import type {CommandInput, FlagValues} from '../../../source/commands/command.js';
import {simulateTenable} from '../../../source/commands/simulate-tenable.js';

const defaults = Object.fromEntries(Object.entries(simulateTenable.flags).map(([name, flag]) => [name, flag.default]));

/** Runs the command as a person would and stops it when the test is done with it. */
function run(flags: FlagValues) {
	const lines: string[] = [];
	const stop = new AbortController();
	let tellFirst = (_line: string) => {};
	const first = new Promise<string>(resolve => { tellFirst = resolve; });
	const refuse = () => Promise.reject(new Error('The simulator needs no database.'));
	const input: CommandInput = {
		args: [], flags: {...defaults, ...flags}, signal: stop.signal, operations: refuse, databaseTools: refuse, readSecret: refuse, systemNames: refuse, commands: [],
		output: {line: text => { lines.push(text); tellFirst(text); }, json: value => lines.push(JSON.stringify(value)), progress() {}, notice() {}, width: undefined},
	};
	const ended = Promise.resolve(simulateTenable.run(input));
	return {lines, first, ended, stop: () => { stop.abort(); }};
}

describe('parley simulate tenable', () => {
	test('prints one line that says how to reach it, serves until it is interrupted, and frees the port', async () => {
		const {lines, first, ended, stop} = run({assets: 7, findings: 14, seed: 3, now: '2026-02-10T09:00:00Z', role: 'basic'});
		const {url, accessKey, secretKey, username, password, ...facts} = JSON.parse(await first);
		expect(facts).toEqual({seed: 3, now: '2026-02-10T09:00:00.000Z', systems: 5, assets: 7, findings: 14});
		const session = await fetch(`${url}/session`, {headers: {'X-ApiKeys': `accessKey=${accessKey}; secretKey=${secretKey}`}});
		expect(await session.json()).toMatchObject({permissions: 16});
		const signedIn = await fetch(`${url}/session`, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({username, password})});
		expect(await signedIn.json()).toEqual({token: expect.stringMatching(/^[\da-f]{48}$/)});
		stop();
		await ended;
		expect(lines).toHaveLength(1);
		await expect(fetch(`${url}/server/status`)).rejects.toThrow();
	});

	test.each([
		[{assets: 0}, 'USAGE'], [{findings: 1.5}, 'USAGE'], [{port: 70_000}, 'USAGE'], [{now: 'tomorrow-ish'}, 'USAGE'],
	])('refuses %j as usage', async (flags, code) => {
		await expect(run(flags).ended).rejects.toMatchObject({code});
	});

	test('tells when its port is taken', async () => {
		const holder = run({assets: 1, findings: 0});
		const {url} = JSON.parse(await holder.first);
		await expect(run({assets: 1, findings: 0, port: Number(new URL(url).port)}).ended).rejects.toMatchObject({code: 'PORT_IN_USE'});
		holder.stop();
		await holder.ended;
	});
});
