import {silentLogger} from '../../core/process/logger.js';
import {AppError} from '../../errors/app-error.js';
import {ensureCluster} from './cluster.js';
import {toServer, type EmbeddedServer} from './embedded-server.js';
import {exclusively} from './exclusively.js';
import {findLayout, type EmbeddedOptions} from './find-layout.js';
import {prepareFolders} from './folders.js';
import {embeddedDatabase, type EmbeddedLayout} from './layout.js';
import {poll} from './poll.js';
import {findServerPid, readPostmasterFile} from './postmaster-file.js';
import {knock, type Presence} from './presence.js';
import {findRunnableBinaries} from './runnable-binaries.js';
import {ensureServerAccount} from './server-account.js';
import {startServer, stopServer} from './server-process.js';

/**
 * The running server, started when there is none, with the database "parley" in it. Any number of processes may call
 * it at once: one starts the server, all share it, and it goes on when they end. A new cluster takes about a second.
 */
export async function ensureEmbeddedServer(options: EmbeddedOptions): Promise<EmbeddedServer> {
	const layout = await findLayout(options);
	const running = await knock(layout);
	if (running.kind === 'present') return toServer(layout, running.presence);
	const account = await ensureServerAccount();
	await prepareFolders(layout, account);
	return exclusively(layout, async () => {
		const settled = await settle(layout);
		if (settled.kind === 'present') return toServer(layout, settled.presence);
		if (settled.kind === 'silent') {
			const binaries = await findRunnableBinaries({account, copyTo: layout.programsFolder});
			const cluster = await ensureCluster({layout, binaries, account});
			await startServer({layout, binaries, account});
			(options.logger ?? silentLogger).info('The embedded PostgreSQL was started.', {dataFolder: layout.dataFolder, cluster});
		}
		return toServer(layout, await ensureDatabase(layout));
	});
}

/** Waits until a server that somebody starts or stops has come up or gone. */
async function settle(layout: EmbeddedLayout): Promise<{readonly kind: 'present'; readonly presence: Presence} | {readonly kind: 'no-database' | 'silent'}> {
	const settled = await poll(async () => {
		const answer = await knock(layout);
		if (answer.kind === 'busy') return undefined;
		if (answer.kind !== 'silent') return answer;
		const pid = await findServerPid(layout);
		if (pid === undefined) return answer;
		await restartWithoutSocket(layout, pid);
		return undefined;
	}, {timeoutMs: 120_000});
	if (settled !== undefined) return settled;
	throw new AppError({
		code: 'EMBEDDED_POSTGRES_FAILED',
		message: `The embedded PostgreSQL in ${layout.dataFolder} runs but lets nobody in: it is still recovering, or all its connections are taken.`,
		nextStep: `Read the newest file in ${layout.dataFolder}/log; run it again, or "parley db stop" first.`,
		isRetryable: true,
	});
}

/** Of a server that runs without its socket, because that was deleted: only a restart makes a new one. Who is connected connects again. */
async function restartWithoutSocket(layout: EmbeddedLayout, pid: number): Promise<void> {
	const file = await readPostmasterFile(layout.postmasterFile);
	if (file?.status !== 'ready') return;
	if (file.socketFolder === layout.socketFolder) return stopServer(layout, pid);
	throw new AppError({
		code: 'EMBEDDED_POSTGRES_FAILED',
		message: `Somebody runs a PostgreSQL (process ${pid}) on ${layout.dataFolder} by other means, with its socket in ${file.socketFolder || 'no folder'}.`,
		nextStep: 'Stop it ("parley db stop" does), then run this again; or name its address in DATABASE_URL.',
	});
}

async function ensureDatabase(layout: EmbeddedLayout): Promise<Presence> {
	const answer = await knock(layout);
	if (answer.kind === 'present') return answer.presence;
	const admin = await knock(layout, 'postgres');
	if (admin.kind === 'present') {
		await admin.presence.client.query(`create database ${embeddedDatabase}`);
		await admin.presence.end();
	}
	const created = await knock(layout);
	if (created.kind === 'present') return created.presence;
	throw new AppError({
		code: 'DATABASE_UNREACHABLE',
		message: `The embedded PostgreSQL in ${layout.dataFolder} was started but stopped answering.`,
		nextStep: `Read the newest file in ${layout.dataFolder}/log, then run it again.`,
		isRetryable: true,
	});
}
