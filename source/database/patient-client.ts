import {Socket, type SocketConstructorOpts} from 'node:net';
import pg from 'pg';
import type {Patience} from './patience.js';

/** The server looks so often whether we are still there while it works for us, and stops working when we are not. */
const checkInterval = '10s';

/** So many bytes wait here for the server, which then need not wait for us while we do something else. */
const waitingBytes = 1_048_576;
// The types do not know that a socket takes the options of a stream.
const socketOptions: SocketConstructorOpts & {readonly writableHighWaterMark: number} = {writableHighWaterMark: waitingBytes};

/** Where this process stood still itself, what the server has said meanwhile lies unread: it is heard first, and then is no silence. */
function believeSilence(socket: Socket): void {
	const heard = socket.bytesRead;
	setImmediate(() => {
		if (socket.bytesRead === heard) socket.destroy(Object.assign(new Error(`The database has been silent for ${socket.timeout} ms`), {code: 'ETIMEDOUT'}));
	});
}

/**
 * A client that takes its connection for dead, from the handshake on, once nothing has moved on it for too long: a host that
 * fell silent sends no error.
 */
export class PatientClient extends pg.Client {
	readonly #socket: Socket;

	constructor(config: pg.ClientConfig, silenceMs: number) {
		const socket = new Socket(socketOptions);
		super({...config, stream: () => socket});
		this.#socket = socket;
		socket.on('timeout', () => believeSilence(socket));
		this.endureSilence(silenceMs);
	}

	/** The server process that the handshake promised; the driver keeps it where its types do not show it. */
	get promisedPid(): number | undefined {
		return (this as unknown as {readonly processID: number | null}).processID ?? undefined;
	}

	endureSilence(ms: number): void {
		this.#socket.setTimeout(ms);
	}

	/** Has the server notice when we are gone, where its platform can tell. */
	async beWatched(): Promise<void> {
		await this.query(`set client_connection_check_interval = '${checkInterval}'`).catch(() => {
			// It cannot: then it notices when it answers.
		});
	}

	/** Does one long piece of work on a connection that is otherwise held to `statementMs`. */
	async atLength<T>({statementMs, silenceMs, longMs}: Patience, work: () => Promise<T>): Promise<T> {
		if (statementMs === 0) return work();
		await this.query(`set statement_timeout = ${longMs}`);
		this.endureSilence(longMs);
		try {
			return await work();
		} finally {
			this.endureSilence(silenceMs);
			await this.query(`set statement_timeout = ${statementMs}`).catch(() => {
				// Refused in a transaction that failed; its end brings back what was set before.
			});
		}
	}
}
