// One Parley process, as far as the embedded server can tell: `node use-server.ts <data home> [umask]`. It says where the server
// is, and stays until it is told "release" (it leaves the server running) or "stop" (it stops it when nobody else is there).
import {createInterface} from 'node:readline';
import {AppError} from '../../../source/errors/app-error.js';
import {ensureEmbeddedServer} from '../../../source/database/embedded/ensure-embedded-server.js';

if (process.argv[3] !== undefined) process.umask(process.argv[3]);
try {
	const server = await ensureEmbeddedServer({dataHome: process.argv[2] ?? ''});
	console.log(JSON.stringify({url: server.url, pid: server.pid}));
	for await (const line of createInterface({input: process.stdin})) {
		await server.release({stopIfUnused: line === 'stop'});
		break;
	}
	process.stdin.destroy();
} catch (error) {
	if (!(error instanceof AppError)) throw error;
	console.log(JSON.stringify({code: error.code, message: error.message, nextStep: error.nextStep}));
}
