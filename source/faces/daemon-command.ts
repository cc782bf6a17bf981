import {hostname} from 'node:os';
import process from 'node:process';
import type {Command} from '../commands/command.js';
import {version} from '../composition/version.js';
import {logLevels, type Config} from '../config/schema.js';
import {engineActor} from '../core/engine-actor.js';
import {systemClock} from '../core/process/system-clock.js';
import {guardProcess} from '../daemon/guard-process.js';
import {listenForSignals} from '../daemon/listen-for-signals.js';
import {parseDatabaseUrl} from '../database/database-url.js';
import {AppError} from '../errors/app-error.js';
import {interruptedExitCode} from '../errors/exit-code.js';
import type {Face} from './face.js';

/** For what was put back and does not let go: the process ends without it. */
const lastWordsMs = 5000;

/** `parley daemon`: the scheduler and the workers, headless. */
export const daemonCommand = (face: Face): Command => ({
	name: 'daemon',
	usage: '',
	summary: 'Run the scheduler and the workers headless, until SIGTERM.',
	flags: {
		port: {type: 'number', help: 'Serve /healthz, /readyz and /metrics on this port of 127.0.0.1; 0 takes any free one.', placeholder: 'PORT'},
		'log-level': {type: 'string', help: 'The least important lines that go to stderr.', choices: logLevels},
	},
	examples: ['parley daemon', 'parley daemon --port 9464'],
	run: async ({flags}) => {
		const config = toDaemonConfig(face.config(), flags['log-level']);
		const port = parsePort(flags['port']);
		const composed = await face.compose(config, {name: 'daemon', logsTo: 'stderr', actor: engineActor});
		const signals = listenForSignals(process, face.signal);
		// Only now: where nobody listens for a moment, a signal that is on its way is lost.
		face.release();
		const unguard = guardProcess(process, console, composed.logger);
		try {
			const {runDaemon} = await import('../daemon/run-daemon.js');
			const {reviveServer} = await import('../database/embedded/revive-server.js');
			const isOurs = config.databaseUrl === undefined;
			const {putBack} = await runDaemon({
				operations: await composed.operations(), database: await composed.database(), jobsAddress: parseDatabaseUrl(await composed.databaseUrl()),
				actor: engineActor, clock: systemClock, logger: composed.logger, version, host: hostname(), port, systemd: config.systemd, signals,
				reviveServer: isOurs ? () => reviveServer({dataHome: config.dataHome, logger: composed.logger}) : undefined,
			});
			const exitCode = signals.abort.aborted ? interruptedExitCode : 0;
			if (putBack > 0) setTimeout(() => process.exit(exitCode), lastWordsMs).unref();
			return exitCode;
		} finally {
			await composed.close();
			signals.release();
			unguard();
		}
	},
});

function toDaemonConfig(config: Config, level: unknown): Config {
	if (config.isReadOnly) {
		throw new AppError({
			code: 'CONFIG_INVALID',
			message: 'The daemon was asked to be read-only, and all that it does is to write.',
			nextStep: 'Take back PARLEY_READ_ONLY, "readOnly" in the configuration file, or --read-only.',
		});
	}
	return {...config, logLevel: logLevels.find(known => known === level) ?? config.logLevel};
}

function parsePort(value: unknown): number | undefined {
	if (value === undefined) return undefined;
	if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
	throw new AppError({code: 'USAGE', message: `"${String(value)}" is not a port.`, nextStep: 'Give --port a number from 0 to 65535.'});
}
