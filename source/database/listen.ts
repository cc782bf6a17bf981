import type {DatabaseAddress} from '../core/database-address.js';
import type {ChangeEvent, ChangeTopic, ConnectionState} from '../core/database.js';
import type {Logger} from '../core/process/logger.js';
import {createClient} from './connection.js';

const topics: readonly string[] = ['conflicts', 'operations', 'systems', 'calls', 'rules', 'records', 'daemons'] satisfies readonly ChangeTopic[];
const isTopic = (text: string): text is ChangeTopic => topics.includes(text);

const firstRetryMs = 100;
const lastRetryMs = 5000;
/** Whoever only listens sends nothing, and would wait for ever for a host that fell silent. */
const usualProbe = {everyMs: 10_000, silenceMs: 25_000};

export type ListenOptions = {
	readonly address: DatabaseAddress;
	readonly applicationName: string;
	readonly logger: Logger;
	readonly onChange: (event: ChangeEvent) => void;
	readonly onState: (state: ConnectionState) => void;
	/** How often the server is asked whether it is still there, and after which silence it counts as gone; only tests shorten them. */
	readonly probe?: {readonly everyMs: number; readonly silenceMs: number};
};

/**
 * Hears the database's notifications on a connection of its own and reconnects for as long as it is not stopped.
 * Resolves when the first connection stands, or has failed and is being retried.
 */
export async function startListening(options: ListenOptions): Promise<() => Promise<void>> {
	const {logger, onState} = options;
	let isStopped = false;
	let retryMs = firstRetryMs;
	let timer: NodeJS.Timeout | undefined;
	let listener: Listener | undefined;
	const connect = async () => {
		listener = openListener(options, error => {
			if (isStopped) return;
			logger.warn('The connection for notifications was lost; reconnecting.', {error: error?.message, retryMs});
			onState('lost');
			timer = setTimeout(() => void connect(), retryMs);
			retryMs = Math.min(retryMs * 2, lastRetryMs);
		});
		if (!(await listener.stands)) return;
		retryMs = firstRetryMs;
		onState('live');
	};
	await connect();
	return async () => {
		isStopped = true;
		clearTimeout(timer);
		await listener?.close();
	};
}

/** One connection. `stands` resolves with false where it never came to stand; that it was lost is told by then. */
type Listener = {readonly stands: Promise<boolean>; readonly close: () => Promise<void>};

/** `onLost` is called once, also where it never stood, and not for one that was closed. */
function openListener({address, applicationName, onChange, probe: {everyMs, silenceMs} = usualProbe}: ListenOptions, onLost: (error: Error | undefined) => void): Listener {
	const client = createClient(address, applicationName, silenceMs);
	let isOver = false;
	let timer: NodeJS.Timeout | undefined;
	const giveUp = (error?: Error) => {
		if (isOver) return;
		isOver = true;
		clearTimeout(timer);
		client.removeAllListeners('notification');
		client.end().catch(() => {
			// It is gone already: that is why we are here.
		});
		onLost(error);
	};
	client.on('error', giveUp);
	client.on('end', () => giveUp());
	client.on('notification', message => {
		if (message.payload !== undefined && isTopic(message.payload)) onChange({topic: message.payload});
	});
	const probeLater = () => {
		if (!isOver) timer = setTimeout(() => void client.query('select').then(probeLater, giveUp), everyMs);
	};
	const open = async (): Promise<boolean> => {
		try {
			await client.connect();
			await client.query('listen parley');
			probeLater();
		} catch (error) {
			giveUp(error instanceof Error ? error : undefined);
		}
		return !isOver;
	};
	return {
		stands: open(),
		close: async () => {
			isOver = true;
			clearTimeout(timer);
			await client.end().catch(() => {
				// Already closed by the server.
			});
		},
	};
}
