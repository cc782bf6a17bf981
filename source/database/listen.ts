import type {ChangeEvent, ChangeTopic, ConnectionState} from '../core/database.js';
import type {Logger} from '../core/logger.js';
import {createClient} from './connection.js';
import type {DatabaseAddress} from './database-url.js';

const topics: readonly string[] = ['conflicts', 'operations', 'systems', 'calls', 'rules', 'records', 'daemons'] satisfies readonly ChangeTopic[];
const isTopic = (text: string): text is ChangeTopic => topics.includes(text);

const firstRetryMs = 100;
const lastRetryMs = 5000;

export type ListenOptions = {
	readonly address: DatabaseAddress;
	readonly applicationName: string;
	readonly logger: Logger;
	readonly onChange: (event: ChangeEvent) => void;
	readonly onState: (state: ConnectionState) => void;
};

/**
 * Hears the database's notifications on a connection of its own and reconnects for as long as it is not stopped.
 * Resolves when the first connection stands, or has failed and is being retried.
 */
export async function startListening(options: ListenOptions): Promise<() => Promise<void>> {
	let isStopped = false;
	let retryMs = firstRetryMs;
	let timer: NodeJS.Timeout | undefined;
	let stopClient = async () => {};

	const connect = async () => {
		const client = createClient(options.address, options.applicationName);
		let isOver = false;
		const giveUp = (error?: Error) => {
			if (isOver) return;
			isOver = true;
			client.removeAllListeners('notification');
			client.end().catch(() => {
				// It is gone already: that is why we are here.
			});
			if (isStopped) return;
			options.logger.warn('The connection for notifications was lost; reconnecting.', {error: error?.message, retryMs});
			options.onState('lost');
			timer = setTimeout(() => void connect(), retryMs);
			retryMs = Math.min(retryMs * 2, lastRetryMs);
		};
		client.on('error', giveUp);
		client.on('end', () => giveUp());
		client.on('notification', message => {
			if (message.payload !== undefined && isTopic(message.payload)) options.onChange({topic: message.payload});
		});
		stopClient = async () => {
			isOver = true;
			await client.end();
		};
		try {
			await client.connect();
			await client.query('listen parley');
			retryMs = firstRetryMs;
			options.onState('live');
		} catch (error) {
			giveUp(error instanceof Error ? error : undefined);
		}
	};

	await connect();
	return async () => {
		isStopped = true;
		clearTimeout(timer);
		await stopClient().catch(() => {
			// Already closed by the server.
		});
	};
}
