import {constants} from 'node:fs';
import {open} from 'node:fs/promises';
import {createServer} from 'node:net';
import {join} from 'node:path';
import {AppError} from '../../errors/app-error.js';
import {hasCode} from './has-code.js';
import type {EmbeddedLayout} from './layout.js';
import {poll} from './poll.js';

const timeoutMs = 180_000;

/**
 * Runs `work` while no other process starts or stops this server. The operating system holds the lock and drops it
 * with the process, however that ends, so there is no stale lock to tell from a live one.
 */
export async function exclusively<T>({id, folder}: EmbeddedLayout, work: () => Promise<T>): Promise<T> {
	const take = process.platform === 'linux' ? () => bindName(`\0parley-${id}`) : () => lockFile(join(folder, 'lock'));
	const release = await poll(take, {timeoutMs});
	if (release === undefined) {
		throw new AppError({
			code: 'EMBEDDED_POSTGRES_FAILED',
			message: `Another Parley process has been starting or stopping the embedded PostgreSQL for more than ${timeoutMs / 1000} s.`,
			nextStep: 'Run it again; if it stays so, look for a hanging "parley" process and end it.',
			isRetryable: true,
		});
	}
	try {
		return await work();
	} finally {
		await release();
	}
}

type Release = () => Promise<void>;

/** Linux: a socket name without a file; the kernel gives it to one process at a time. */
function bindName(name: string): Promise<Release | undefined> {
	return new Promise((resolve, reject) => {
		const server = createServer(socket => socket.destroy());
		server.once('error', error => {
			if (hasCode(error, 'EADDRINUSE')) resolve(undefined);
			else reject(error);
		});
		server.listen(name, () => {
			server.unref();
			resolve(() => new Promise(released => server.close(() => released())));
		});
	});
}

// Of BSD and macOS; Node has no name for it.
const openWithExclusiveLock = 0x20;

async function lockFile(file: string): Promise<Release | undefined> {
	try {
		const handle = await open(file, constants.O_RDWR | constants.O_CREAT | constants.O_NONBLOCK | openWithExclusiveLock, 0o600);
		return () => handle.close();
	} catch (error) {
		if (hasCode(error, 'EAGAIN', 'EWOULDBLOCK')) return undefined;
		throw error;
	}
}
