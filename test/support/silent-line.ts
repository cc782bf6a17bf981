import {createServer, createConnection, type AddressInfo, type Socket} from 'node:net';
import {inject} from 'vitest';

/** A line to the test cluster that can fall silent: connections stay open, and nothing passes any more. */
export type SilentLine = AsyncDisposable & {
	readonly url: (database: string) => string;
	/** For the connections that are open, and those to come. */
	readonly fallSilent: () => void;
	readonly recover: () => void;
};

/** Listens on a free port of 127.0.0.1 and hands everything on. */
export async function openSilentLine(): Promise<SilentLine> {
	const sockets = new Set<Socket>();
	let isSilent = false;
	const server = createServer(near => {
		const far = createConnection(`${inject('postgresSocketFolder')}/.s.PGSQL.5432`);
		const pair = [[near, far], [far, near]] as const;
		for (const [from, to] of pair) {
			sockets.add(from);
			// What is lost is lost: a line that recovers does not hand on what it swallowed.
			from.on('data', data => void (isSilent || to.write(data)));
			from.on('error', () => {}); // 'close' follows.
			from.on('close', () => {
				sockets.delete(from);
				if (!isSilent) to.destroy();
			});
		}
	});
	await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
	const {port} = server.address() as AddressInfo; // It listens on an address.
	return {
		url: database => `postgresql://parley@127.0.0.1:${port}/${database}`,
		fallSilent: () => {
			isSilent = true;
		},
		recover: () => {
			isSilent = false;
		},
		[Symbol.asyncDispose]: () => new Promise(resolve => {
			server.close(() => resolve());
			for (const socket of sockets) socket.destroy();
		}),
	};
}
