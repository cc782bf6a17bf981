import process from 'node:process';
import {expect, test} from 'vitest';
import type {ComposedProcess} from '../../../source/composition/compose-process.js';
import {loadConfig} from '../../../source/config/load.js';
import {silentLogger} from '../../../source/core/process/logger.js';
import {AppError} from '../../../source/errors/app-error.js';
import {daemonCommand} from '../../../source/faces/daemon-command.js';

test('the daemon listens for signals before whoever listened lets go: none is lost between the two', async () => {
	const before = process.listenerCount('SIGTERM');
	const listening: number[] = [];
	const refused = new AppError({code: 'DATABASE_UNREACHABLE', message: 'Nobody answers.', nextStep: 'Wait.'});
	const composed = {logger: silentLogger, operations: () => Promise.reject(refused), close: () => Promise.resolve()} as unknown as ComposedProcess;
	const command = daemonCommand({
		config: () => loadConfig({env: {HOME: '/nonexistent'}, overrides: {}}), compose: () => Promise.resolve(composed),
		signal: new AbortController().signal, release: () => void listening.push(process.listenerCount('SIGTERM') - before),
	});
	await expect(command.run({flags: {}} as unknown as Parameters<typeof command.run>[0])).rejects.toBe(refused);
	expect(listening).toEqual([1]);
	expect(process.listenerCount('SIGTERM')).toBe(before);
});
