import {execFile} from 'node:child_process';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {afterAll, beforeAll, describe, expect, onTestFinished, test} from 'vitest';
import {parsePostgresAddress} from '../../../source/connectors/sql/postgres-address.js';
import {hasProgram} from '../../support/has-program.js';
import {allStates, tenableOverHttp, type Sent, type TenableOverHttp} from '../../support/tenable-over-http.js';
import {openXactaWorld, type XactaWorld} from '../../support/xacta.js';

const run = promisify(execFile);
const options = {maxBuffer: 64 * 1024 * 1024, env: {...process.env, http_proxy: '', no_proxy: '127.0.0.1'}};

describe.skipIf(!hasProgram('curl'))('curl, as it is', () => {
	const curl = async ({simulator, keysHeader}: TenableOverHttp, ...args: readonly string[]) =>
		(await run('curl', ['--silent', '--show-error', '--max-time', '120', '--header', `X-ApiKeys: ${keysHeader}`, ...args.map(arg => (/^\/(?:assets|vulns|session)/.test(arg) ? simulator.url + arg : arg))], options)).stdout;
	const json = async (world: TenableOverHttp, ...args: readonly string[]): Promise<Sent> => JSON.parse(await curl(world, ...args));

	test('reads an export to its end, and unpacks what was compressed', async () => {
		const world = await tenableOverHttp({assets: 120, findings: 600});
		const {export_uuid: id} = await json(world, '--json', JSON.stringify({num_assets: 50, filters: {since: 0, state: allStates}}), '/vulns/export');
		let status: Sent;
		do {
			status = await json(world, `/vulns/export/${id}/status`);
		} while (status.status !== 'FINISHED');
		const chunks = await Promise.all(status.chunks_available.map((chunk: number) => json(world, '--compressed', `/vulns/export/${id}/chunks/${chunk}`)));
		expect(chunks.flat()).toHaveLength(600);
		const headers = await curl(world, '--compressed', '--dump-header', '-', '--output', '/dev/null', `/vulns/export/${id}/chunks/${status.chunks_available[0]}`);
		expect(headers).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
		expect(headers).toMatch(/\r\ncontent-encoding: gzip\r\n/i);
		expect(headers).toMatch(/\r\ncontent-type: application\/octet-stream\r\n/i);
		expect(headers).toMatch(/\r\nx-request-uuid: [\da-f]{32}\r\n/i);
	});

	test('waits as Retry-After says, and gets its answer then', async () => {
		const world = await tenableOverHttp({assets: 1, findings: 0});
		world.simulator.setFaults([{match: {path: '/session'}, times: 1, fault: {kind: 'status', status: 429, retryAfter: '1'}}]);
		expect(await json(world, '--retry', '2', '--fail', '/session')).toMatchObject({permissions: 64});
		expect(world.simulator.report().requests).toBe(2);
	});

	test('keeps a chunk that it downloads to a file, and sees one that broke off', async () => {
		const world = await tenableOverHttp({assets: 40, findings: 200});
		const folder = await mkdtemp(join(tmpdir(), 'parley-curl-'));
		onTestFinished(() => rm(folder, {recursive: true, force: true}));
		const {uuid} = await world.finishExport('/assets/export', {chunk_size: 100});
		await curl(world, '--output', join(folder, 'chunk.json'), `/assets/export/${uuid}/chunks/1`);
		expect(JSON.parse(await readFile(join(folder, 'chunk.json'), 'utf8'))).toHaveLength(40);
		world.simulator.setFaults([{match: {path: '/assets/export/*/chunks/*'}, times: 1, fault: {kind: 'truncate', how: 'content-length'}}]);
		await expect(curl(world, `/assets/export/${uuid}/chunks/1`)).rejects.toMatchObject({code: 18});
	});
});

/** Reads an export with Python's own library, as a script would that nobody wrote for this. */
const pythonScript = `
import gzip, json, sys, urllib.request, urllib.error
url, keys = sys.argv[1:3]
def call(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    headers = {'X-ApiKeys': keys, 'Accept': 'application/json', 'Accept-Encoding': 'gzip', 'Content-Type': 'application/json'}
    with urllib.request.urlopen(urllib.request.Request(url + path, data, headers, method=method), timeout=120) as answer:
        text = answer.read()
        return json.loads(gzip.decompress(text) if answer.headers.get('Content-Encoding') == 'gzip' else text)
job = call('POST', '/assets/export', {'chunk_size': 100})['export_uuid']
status = call('GET', f'/assets/export/{job}/status')
while status['status'] in ('QUEUED', 'PROCESSING'):
    status = call('GET', f'/assets/export/{job}/status')
assets = [asset for chunk in status['chunks_available'] for asset in call('GET', f'/assets/export/{job}/chunks/{chunk}')]
try:
    call('POST', '/assets/export', {'chunk_size': 5})
    refused = None
except urllib.error.HTTPError as error:
    refused = [error.code, json.loads(error.read() if error.headers.get('Content-Encoding') != 'gzip' else gzip.decompress(error.read()))['error']]
print(json.dumps({'status': status['status'], 'assets': len({asset['id'] for asset in assets}), 'refused': refused}))
`;

describe.skipIf(!hasProgram('python3'))('Python\'s urllib, as it is', () => {
	test('reads every asset, and is refused in the words of the API', async () => {
		const world = await tenableOverHttp({assets: 350, findings: 0});
		const {stdout} = await run('python3', ['-c', pythonScript, world.simulator.url, world.keysHeader], options);
		expect(JSON.parse(stdout)).toEqual({status: 'FINISHED', assets: 350, refused: [400, 'Bad Request']});
	});
});

describe.skipIf(!hasProgram('psql'))('psql, as it is', () => {
	let world: XactaWorld;
	beforeAll(async () => {
		world = await openXactaWorld({poams: 12});
	});
	afterAll(() => world.close());

	const psql = async (command: string) => {
		const {host, port, database, user, password} = parsePostgresAddress(world.simulator);
		const env = {...process.env, PGHOST: String(host), PGPORT: String(port ?? 5432), PGDATABASE: String(database), PGUSER: String(user), PGPASSWORD: String(password)};
		return run('psql', ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set', 'ON_ERROR_STOP=1', '--command', command], {...options, env});
	};

	test('reads the simulated Xacta with the login that Parley gets', async () => {
		expect((await psql('select count(*) from poams')).stdout.trim()).toBe('12');
		expect((await psql('select column_name from information_schema.columns where table_name = \'poams\'')).stdout.split('\n')).toContain('poam_id');
	});

	test('may change what Parley may, which the journal tells, and nothing else', async () => {
		const {stdout} = await psql('update poams set responsible_individual = \'Ada Lovelace\' where poam_id = (select min(poam_id) from poams) returning poam_id');
		const [effect] = (await world.simulator.effects()).slice(-1);
		expect(effect).toMatchObject({table: 'poams', action: 'update', after: {poam_id: stdout.trim(), responsible_individual: 'Ada Lovelace'}});
		await expect(psql('delete from poams')).rejects.toMatchObject({stderr: expect.stringContaining('permission denied')});
		await expect(psql('drop table poams')).rejects.toMatchObject({stderr: expect.stringMatching(/must be owner|permission denied/)});
	});
});
