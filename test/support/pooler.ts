import {createServer, createConnection, type AddressInfo, type Socket} from 'node:net';
import {inject} from 'vitest';

/** A connection pooler before the test cluster, as far as the wire goes. */
export type Pooler = AsyncDisposable & {readonly url: (database: string) => string};

export type PoolerOptions = {
	/** For how long a connection keeps the session of the server that it was lent. */
	readonly mode: 'session' | 'transaction';
	/** What becomes of the settings that a connection asks for at its start. */
	readonly startup?: 'handed on' | 'dropped' | 'refused';
	/** Which of the free sessions the next transaction gets; by default the one that was used last. */
	readonly lends?: 'latest' | 'oldest';
};

type Session = {readonly socket: Socket; readonly inbox: (onMessage: (type: string, message: Buffer) => void) => void};

const frame = (type: string, body: Buffer): Buffer => {
	const head = Buffer.alloc(5);
	head.write(type, 0, 'latin1');
	head.writeUInt32BE(body.length + 4, 1);
	return Buffer.concat([head, body]);
};
const word = (value: number): Buffer => {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
};
const startupMessage = (parameters: ReadonlyMap<string, string>): Buffer => {
	const body = Buffer.concat([word(196_608), Buffer.from(`${[...parameters].flat().join('\0')}\0\0`)]);
	return Buffer.concat([word(body.length + 4), body]);
};

/** Cuts a stream into the protocol's messages. */
function toMessages(onMessage: (type: string, message: Buffer) => void): (data: Buffer) => void {
	let rest = Buffer.alloc(0);
	return data => {
		rest = Buffer.concat([rest, data]);
		while (rest.length >= 5 && rest.length > rest.readUInt32BE(1)) {
			const end = rest.readUInt32BE(1) + 1;
			onMessage(String.fromCharCode(rest[0] ?? 0), rest.subarray(0, end));
			rest = rest.subarray(end);
		}
	};
}

/** Listens on a free port of 127.0.0.1. It speaks for the server at the start, as poolers do, and knows no passwords. */
export async function openPooler({mode, startup = 'handed on', lends = 'latest'}: PoolerOptions): Promise<Pooler> {
	const sockets = new Set<Socket>();
	const free: Session[] = [];
	const keep = (socket: Socket): Socket => {
		sockets.add(socket);
		return socket.on('error', () => {}).on('close', () => sockets.delete(socket));
	};
	const openSession = (parameters: ReadonlyMap<string, string>): Promise<Session> => new Promise(resolve => {
		const socket = keep(createConnection(`${inject('postgresSocketFolder')}/.s.PGSQL.5432`));
		let onMessage: (type: string, message: Buffer) => void = type => {
			if (type === 'Z') resolve({socket, inbox: next => void (onMessage = next)});
		};
		socket.on('data', toMessages((type, message) => onMessage(type, message)));
		socket.write(startupMessage(parameters));
	});

	const serve = (client: Socket): void => {
		let parameters: ReadonlyMap<string, string> | undefined;
		let lent: Promise<Session> | undefined;
		const giveBack = (session: Session): void => {
			lent = undefined;
			free.push(session);
		};
		const borrow = async (): Promise<Session> => {
			const session = (lends === 'latest' ? free.pop() : free.shift()) ?? await openSession(parameters ?? new Map());
			session.inbox((type, message) => {
				client.write(message);
				// Idle again, and in no transaction.
				if (mode === 'transaction' && type === 'Z' && message.toString('latin1', 5) === 'I') giveBack(session);
			});
			return session;
		};
		const begin = (message: Buffer): void => {
			const words = message.toString('utf8', 8).split('\0');
			const given = new Map(words.flatMap((name, at) => (at % 2 === 0 && name !== '' ? [[name, words[at + 1] ?? '']] : [])));
			const extra = [...given.keys()].find(name => !['user', 'database', 'application_name', 'client_encoding'].includes(name));
			if (startup === 'refused' && extra !== undefined) return void client.end(frame('E', Buffer.from(`SFATAL\0C08P01\0Munsupported startup parameter: ${extra}\0\0`)));
			if (startup === 'dropped') for (const name of given.keys()) if (name !== 'user' && name !== 'database') given.delete(name);
			parameters = given;
			const key = Buffer.concat([word(Math.floor(Math.random() * 2 ** 31)), word(1)]);
			client.write(Buffer.concat([frame('R', word(0)), frame('S', Buffer.from('server_version\x0015.0\0')), frame('K', key), frame('Z', Buffer.from('I'))]));
		};
		const relay = toMessages((type, message) => {
			if (type === 'X') return void client.end();
			lent ??= borrow();
			void lent.then(session => session.socket.write(message));
		});
		keep(client).on('data', data => (parameters === undefined ? begin(data) : relay(data)));
		client.on('close', () => void lent?.then(session => session.socket.destroy()));
	};

	const server = createServer(serve);
	await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
	const {port} = server.address() as AddressInfo; // It listens on an address.
	return {
		url: database => `postgresql://parley@127.0.0.1:${port}/${database}`,
		[Symbol.asyncDispose]: () => new Promise(resolve => {
			server.close(() => resolve());
			for (const socket of sockets) socket.destroy();
		}),
	};
}
