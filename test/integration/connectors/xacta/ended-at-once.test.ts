import {once} from 'node:events';
import {createServer, type AddressInfo} from 'node:net';
import {expect, onTestFinished, test} from 'vitest';
import {createPostgresClient} from '../../../../source/connectors/sql/postgres-client.js';

/** A message of PostgreSQL's protocol: its letter, its length and its body. */
const message = (letter: string, body: Buffer): Buffer => {
	const length = Buffer.alloc(4);
	length.writeInt32BE(body.length + 4);
	return Buffer.concat([Buffer.from(letter), length, body]);
};

const welcome = [message('R', Buffer.alloc(4)), message('Z', Buffer.from('I'))];
const farewell = message('E', Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0'));

test('a server that ends a session in the packet that opened it fails the statement, and nothing else', async () => {
	const server = createServer(socket => {
		socket.once('data', () => socket.end(Buffer.concat([...welcome, farewell])));
		socket.on('error', () => undefined);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(() => void server.close());
	const uncaught: unknown[] = [];
	const note = (error: unknown) => void uncaught.push(error);
	process.on('uncaughtException', note);
	onTestFinished(() => void process.off('uncaughtException', note));
	const client = createPostgresClient({host: '127.0.0.1', port: (server.address() as AddressInfo).port, user: 'parley', database: 'xacta', password: 'x', ssl: false});
	const request = {mode: 'read', statements: 1, signal: new AbortController().signal} as const;
	for (let attempt = 0; attempt < 3; attempt++) {
		await expect(client.transact(request, sql => sql.run({verb: 'SELECT', table: 't', text: 'select 1', values: []}))).rejects.toThrow();
	}
	await client.close();
	expect(uncaught).toEqual([]);
});
