import {spawnSync} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {stopEmbeddedServer} from '../../source/database/embedded/stop-embedded-server.js';
import {waitFor} from './wait-for.js';

/** A file system of its own in memory. Disposing of it stops an embedded server whose data home is `parley` in it. */
export type SmallDisk = AsyncDisposable & {readonly folder: string; readonly grow: (megabytes: number) => void};

/** Only root may mount one, and not in every container: undefined where it is not possible. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk | undefined> {
	const folder = await mkdtemp(join(tmpdir(), 'parley-disk-'));
	const {status} = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'none', folder]);
	if (status !== 0) {
		await rm(folder, {recursive: true});
		return undefined;
	}
	return {
		folder,
		grow: size => void spawnSync('mount', ['-o', `remount,size=${size}m`, folder]),
		[Symbol.asyncDispose]: async () => {
			await stopEmbeddedServer({dataHome: join(folder, 'parley')});
			// The last process of the server may still be on its way out.
			await waitFor('the small disk to be free', () => spawnSync('umount', [folder]).status === 0);
			await rm(folder, {recursive: true});
		},
	};
}
