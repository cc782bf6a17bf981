import type {AddressInfo} from 'node:net';
import type {Server} from 'node:http';
import {AppError} from '../../errors/app-error.js';

/** Opens the port, 0 for a free one, and gives its number. Throws PORT_IN_USE or PERMISSION_DENIED that names `who`. */
export async function listenOnLoopback(server: Server, port: number, who: string): Promise<number> {
	await new Promise<void>((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => { reject(portError(error, port, who)); });
		server.listen(port, '127.0.0.1', resolve);
	});
	return (server.address() as AddressInfo).port;
}

function portError(error: NodeJS.ErrnoException, port: number, who: string): Error {
	if (error.code === 'EACCES') {
		return new AppError({
			code: 'PERMISSION_DENIED',
			message: `Port ${port} on 127.0.0.1 may not be opened by this user.`,
			nextStep: 'Choose a port from 1024 with "--port", or take any free one with "--port 0".',
			cause: error,
		});
	}
	if (error.code !== 'EADDRINUSE') return error;
	return new AppError({
		code: 'PORT_IN_USE',
		message: `Port ${port} on 127.0.0.1 is in use, so ${who} cannot listen there.`,
		nextStep: 'Choose another with "--port", or take any free one with "--port 0".',
		cause: error,
	});
}

/** Closes the port and every open connection. */
export async function closeServer(server: Server): Promise<void> {
	const closed = new Promise<void>(resolve => { server.close(() => { resolve(); }); });
	server.closeAllConnections();
	await closed;
}
