import {embeddedDatabase, embeddedPort, embeddedUser, toUrl, type EmbeddedLayout} from './layout.js';
import {readPostmasterFile} from './postmaster-file.js';
import type {Presence} from './presence.js';
import {stopEmbeddedServer} from './stop-embedded-server.js';

/** PostgreSQL that Parley runs itself, reached by a unix socket in a folder that nobody else may enter. */
export type EmbeddedServer = {
	readonly socketFolder: string;
	readonly port: number;
	readonly user: string;
	readonly database: string;
	/** For pg and psql; holds no secret, because there is none. */
	readonly url: string;
	readonly dataFolder: string;
	/** The server's process. */
	readonly pid: number | undefined;
	/** PostgreSQL's own: "18.4". */
	readonly version: string;
	/** Says that this process needs the server no more; with `stopIfUnused`, the last one out stops it. */
	readonly release: (options?: {readonly stopIfUnused?: boolean}) => Promise<void>;
};

export async function toServer(layout: EmbeddedLayout, presence: Presence): Promise<EmbeddedServer> {
	const {socketFolder, dataFolder} = layout;
	presence.rest();
	return {
		socketFolder, dataFolder,
		port: embeddedPort, user: embeddedUser, database: embeddedDatabase,
		url: toUrl(socketFolder),
		pid: (await readPostmasterFile(layout.postmasterFile))?.pid,
		version: presence.version,
		release: async ({stopIfUnused = false} = {}) => {
			await presence.end();
			if (stopIfUnused) await stopEmbeddedServer({dataHome: layout.dataHome, onlyIfUnused: true});
		},
	};
}
