import {exclusively} from './exclusively.js';
import {findLayout, type EmbeddedOptions} from './find-layout.js';
import type {EmbeddedLayout} from './layout.js';
import {findServerPid} from './postmaster-file.js';
import {countOthers, knock} from './presence.js';
import {stopServer} from './server-process.js';

export type StopOutcome = {readonly wasRunning: boolean; readonly isRunning: boolean};

/** Stops the server; with `onlyIfUnused`, not while any other connection to it is open. */
export async function stopEmbeddedServer(options: EmbeddedOptions & {readonly onlyIfUnused?: boolean}): Promise<StopOutcome> {
	const layout = await findLayout(options);
	if (await findServerPid(layout) === undefined) return {wasRunning: false, isRunning: false};
	return exclusively(layout, async () => {
		const pid = await findServerPid(layout);
		if (pid === undefined) return {wasRunning: false, isRunning: false};
		if (options.onlyIfUnused === true && await isUsed(layout)) return {wasRunning: true, isRunning: true};
		await stopServer(layout, pid);
		options.logger?.info('The embedded PostgreSQL was stopped.', {dataFolder: layout.dataFolder});
		return {wasRunning: true, isRunning: false};
	});
}

async function isUsed(layout: EmbeddedLayout): Promise<boolean> {
	const answer = await knock(layout, 'postgres');
	if (answer.kind !== 'present') return answer.kind === 'busy';
	try {
		return await countOthers(answer.presence) > 0;
	} finally {
		await answer.presence.end();
	}
}
