import {createHash} from 'node:crypto';
import {readdir, readFile, rename, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {z} from 'zod';
import type {HostMemory, SeenDatabase} from '../core/host-memory.js';
import type {Logger} from '../core/process/logger.js';
import {makeFolder} from '../core/process/make-folder.js';

const seenSchema: z.ZodType<SeenDatabase> = z.strictObject({
	installationId: z.uuid(), witnessId: z.uuid(), number: z.int(), mark: z.uuid(), markedAt: z.string(),
});

export type HostMemoryOptions = {
	/** Parley's data folder on this host, for this user. */
	readonly dataHome: string;
	/** Of the database, without secrets. */
	readonly address: string;
	readonly logger: Logger;
};

/** A file for each address, in "databases" of the data folder. What cannot be read or written is told, and then nothing is known. */
export function createHostMemory({dataHome, address, logger}: HostMemoryOptions): HostMemory {
	const folder = join(dataHome, 'databases');
	const own = `${createHash('sha256').update(address).digest('hex').slice(0, 24)}.json`;
	const read = async (name: string): Promise<readonly SeenDatabase[]> => {
		try {
			return [seenSchema.parse(JSON.parse(await readFile(join(folder, name), 'utf8')))];
		} catch (error) {
			logger.warn('What this host has seen of a database cannot be read; a restore of it would not be noticed from here', {file: join(folder, name), error});
			return [];
		}
	};
	return {
		recall: async () => {
			const names = (await readdir(folder).catch(() => [])).filter(name => name.endsWith('.json'));
			const others = await Promise.all(names.filter(name => name !== own).map(read));
			return {here: names.includes(own) ? (await read(own))[0] : undefined, elsewhere: others.flat()};
		},
		keep: async seen => {
			const draft = join(folder, `${own}.${seen.mark}`);
			try {
				makeFolder(folder);
				await writeFile(draft, JSON.stringify(seen), {mode: 0o600});
				await rename(draft, join(folder, own));
			} catch (error) {
				logger.warn('What this host has seen of the database cannot be kept; a restore of it would not be noticed from here', {folder, error});
			}
		},
	};
}
