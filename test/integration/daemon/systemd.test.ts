import {chmod, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {silentLogger, type Logger} from '../../../source/core/process/logger.js';
import {createSystemdNotifier} from '../../../source/daemon/create-systemd-notifier.js';

let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'parley-systemd-'));
});
afterEach(() => rm(folder, {recursive: true}));

/** Stands for systemd-notify: keeps what it was told, and to whom. */
async function installProgram(exitCode = 0): Promise<string> {
	const program = join(folder, 'systemd-notify');
	await writeFile(program, `#!/bin/sh\necho "$NOTIFY_SOCKET: $*" >> ${folder}/told\nexit ${exitCode}\n`);
	await chmod(program, 0o755);
	return program;
}

function createLog(): {readonly logger: Logger; readonly told: string[]} {
	const told: string[] = [];
	const tell = (message: string) => void told.push(message);
	return {told, logger: {...silentLogger, warn: tell, error: tell}};
}

test('systemd is told that we are ready, alive and stopping', async () => {
	const systemd = createSystemdNotifier({notifySocket: '/run/notify', logger: silentLogger, programs: [join(folder, 'missing'), await installProgram()]});
	await systemd.ready();
	await systemd.alive();
	await systemd.stopping();
	expect((await readFile(`${folder}/told`, 'utf8')).split('\n')).toEqual([
		`/run/notify: --pid=${process.pid} READY=1 STATUS=Working`, '/run/notify: WATCHDOG=1', '/run/notify: STOPPING=1 STATUS=Finishing what runs', '',
	]);
});

test('outside a service nothing is done', async () => {
	const systemd = createSystemdNotifier({notifySocket: undefined, logger: silentLogger, programs: [await installProgram()]});
	await systemd.ready();
	await expect(readFile(`${folder}/told`)).rejects.toThrow();
});

test('without systemd-notify it says what to do, and goes on', async () => {
	const {logger, told} = createLog();
	await createSystemdNotifier({notifySocket: '/run/notify', logger, programs: [join(folder, 'missing')]}).ready();
	expect(told).toEqual([expect.stringContaining('systemd-notify is not installed')]);
});

test('when systemd cannot be told, that is told in the log', async () => {
	const {logger, told} = createLog();
	await createSystemdNotifier({notifySocket: '/run/notify', logger, programs: [await installProgram(1)]}).alive();
	expect(told).toEqual(['systemd could not be told']);
});
