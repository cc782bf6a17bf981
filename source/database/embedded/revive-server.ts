import {ensureEmbeddedServer} from './ensure-embedded-server.js';
import {findLayout, type EmbeddedOptions} from './find-layout.js';
import {findServerPid, readPostmasterFile} from './postmaster-file.js';

/**
 * Starts the embedded server again when it ended without being stopped: killed, or out of memory. Its file is still there
 * then; one that is stopped takes it away, and stays stopped, because somebody wanted that. Gives whether it was started.
 */
export async function reviveServer(options: EmbeddedOptions): Promise<boolean> {
	const layout = await findLayout(options);
	if (await readPostmasterFile(layout.postmasterFile) === undefined || await findServerPid(layout) !== undefined) return false;
	const server = await ensureEmbeddedServer(options);
	await server.release();
	return true;
}
