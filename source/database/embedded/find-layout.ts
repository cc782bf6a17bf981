import type {Logger} from '../../core/process/logger.js';
import {refuseForeignFolders} from './foreign-folders.js';
import {toLayout, type EmbeddedLayout} from './layout.js';
import {findServerHome} from './server-home.js';

export type EmbeddedOptions = {
	/** Parley's data folder, absolute; the server lives in `postgresql` below it. */
	readonly dataHome: string;
	readonly logger?: Logger;
};

/** Where the embedded server of this user is, or will be; refuses what belongs to another. */
export async function findLayout({dataHome}: EmbeddedOptions): Promise<EmbeddedLayout> {
	// Where there are no user ids there is no embedded PostgreSQL either, as findBinaries says.
	const uid = process.getuid?.() ?? -1;
	const layout = toLayout({dataHome, home: await findServerHome(dataHome, uid), uid});
	await refuseForeignFolders(layout);
	return layout;
}
