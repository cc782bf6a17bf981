import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {promisify} from 'node:util';
import type {Logger} from '../core/process/logger.js';

/** Tells systemd how we are. Nothing happens outside a service of type "notify". */
export type SystemdNotifier = {
	readonly ready: () => Promise<void>;
	readonly alive: () => Promise<void>;
	readonly stopping: () => Promise<void>;
};

export type SystemdNotifierOptions = {
	/** `$NOTIFY_SOCKET`. */
	readonly notifySocket: string | undefined;
	readonly logger: Logger;
	/** Where `systemd-notify` is looked for. */
	readonly programs?: readonly string[];
};

const run = promisify(execFile);
const silent: SystemdNotifier = {ready: () => Promise.resolve(), alive: () => Promise.resolve(), stopping: () => Promise.resolve()};

/**
 * Node has no datagram sockets for paths, which is how systemd listens, so its own `systemd-notify` speaks for us. The unit
 * needs `NotifyAccess=all`, because it is that program that writes.
 */
export function createSystemdNotifier({notifySocket, logger, programs = ['/usr/bin/systemd-notify', '/bin/systemd-notify']}: SystemdNotifierOptions): SystemdNotifier {
	if (notifySocket === undefined) return silent;
	const program = programs.find(path => existsSync(path));
	if (program === undefined) {
		logger.error('systemd waits to be told that Parley is ready, but systemd-notify is not installed', {nextStep: 'Install it, or use Type=exec in the unit'});
		return silent;
	}
	const tell = async (...states: readonly string[]): Promise<void> => {
		try {
			await run(program, [...states], {env: {NOTIFY_SOCKET: notifySocket}, timeout: 5000});
		} catch (error) {
			logger.warn('systemd could not be told', {states, error});
		}
	};
	return {
		// Our pid, or systemd would follow that of the program that speaks for us.
		ready: () => tell(`--pid=${process.pid}`, 'READY=1', 'STATUS=Working'),
		alive: () => tell('WATCHDOG=1'),
		stopping: () => tell('STOPPING=1', 'STATUS=Finishing what runs'),
	};
}
