import process from 'node:process';
import {toSafeText} from '../core/text/safe-text.js';
import {entityDefinitions} from '../core/entity.js';
import type {Logger} from '../core/process/logger.js';
import type {Command, CommandInput} from '../commands/command.js';
import type {Config} from '../config/schema.js';
import type {Composition} from '../compose.js';
import {version} from '../composition/version.js';
import {toPublicUrl} from '../database/public-url.js';
import {AppError} from '../errors/app-error.js';
import type {DemoSummary} from '../demo/demo-summary.js';
import type {Demo} from '../demo/run-demo.js';
import {openConsole} from './open-console.js';
import type {Face} from './face.js';

/** `parley demo`: what `npm run demo` starts. */
export const demoCommand = (face: Face): Command => ({
	name: 'demo',
	usage: '',
	summary: 'Try Parley on an invented organization, with simulated Tenable and Xacta servers.',
	flags: {
		fresh: {type: 'boolean', help: 'Forget what an earlier demo left and begin anew.'},
		headless: {type: 'boolean', help: 'Print a summary in place of opening the console; so it is without a terminal.'},
		seed: {type: 'number', help: 'Which organization is invented; for a fresh one.', default: 2026, placeholder: 'N'},
	},
	examples: ['parley demo', 'parley demo --fresh', 'parley demo --headless --json'],
	run: async input => {
		const config = face.config();
		if (config.isReadOnly) throw cannotOnlyLook();
		const server = await face.compose(config, {name: 'demo', logsTo: 'file'});
		try {
			const demo = await openDemo(input, config, server);
			try {
				return await show(input, face, demo, server.logger);
			} finally {
				await demo.close();
			}
		} finally {
			await server.close();
		}
	},
});

const cannotOnlyLook = (): AppError =>
	new AppError({
		code: 'CONFIG_INVALID',
		message: 'The demo was asked to be read-only, and it makes everything that it shows.',
		nextStep: 'Take back PARLEY_READ_ONLY, "readOnly" in the configuration file, or --read-only. "parley --read-only" then opens a console that only looks.',
	});

async function openDemo({flags, output, signal}: CommandInput, config: Config, server: Composition): Promise<Demo> {
	const {runDemo} = await import('../demo/run-demo.js');
	const {createProcessLogger} = await import('../composition/process-logger.js');
	const startedAt = performance.now();
	const isJson = flags['json'] === true;
	return runDemo({
		config, server, signal, seed: Number(flags['seed']), isFresh: flags['fresh'] === true,
		compose: {version, createLogger: createProcessLogger(config, {name: 'demo', logsTo: 'file'}).create},
		onStep: text => {
			const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(5);
			const line = toSafeText(`${seconds} s  ${text}`);
			if (isJson) output.progress(line);
			else output.line(line);
		},
		onProgress: ({systemName, entityType, counts, status}) =>
			output.progress(status === 'running' ? toSafeText(`         ${systemName} ${entityDefinitions[entityType ?? 'asset'].plural}: ${counts.read} read …`) : undefined),
	});
}

async function show({flags, output}: CommandInput, face: Face, demo: Demo, logger: Logger): Promise<number> {
	output.progress(undefined);
	const isEmbedded = face.config().databaseUrl === undefined;
	const hasTerminal = process.stdin.isTTY && process.stdout.isTTY;
	if (hasTerminal && flags['headless'] !== true && flags['json'] !== true) {
		face.release();
		const exitCode = await openConsole(demo.config, () => Promise.resolve({operations: demo.operations, logger}));
		for (const line of furtherSteps(toPublicUrl(demo.databaseUrl), isEmbedded)) output.line(toSafeText(line));
		return exitCode;
	}
	const {summarizeDemo} = await import('../demo/demo-summary.js');
	const summary = await summarizeDemo(demo.databaseUrl, demo.operations, demo.simulators);
	if (flags['json'] === true) output.json(summary);
	else for (const line of [...toLines(summary), ...furtherSteps(summary.databaseUrl, isEmbedded)]) output.line(toSafeText(line));
	return 0;
}

function toLines({records, operations, pendingConflicts, causes}: DemoSummary): readonly string[] {
	return [
		'',
		...Object.values(entityDefinitions).map(({entityType, plural}) => `${plural.padEnd(16)} ${String(records[entityType].rows).padStart(6)} rows, ${records[entityType].linked} linked`),
		`${operations.runs} runs read ${operations.read} records with ${operations.calls} calls.`,
		`${pendingConflicts} conflicts wait for a person:`,
		...causes.map(cause => `  ${String(cause.count).padStart(4)}  ${cause.systemName} ${cause.entityType} ${cause.fieldName ?? '(record)'}, ${cause.reason.replaceAll('_', ' ')}`),
		'',
	];
}

/** What a person may do after the demo; commands are told as they work in a checkout. */
const furtherSteps = (databaseUrl: string, isEmbedded: boolean): readonly string[] => [
	'The data stays: run the same again to go on with it. Commands work on it too:',
	`  DATABASE_URL='${databaseUrl}' npx parley conflicts list`,
	...(isEmbedded ? ['PostgreSQL goes on running, for the next start; "npx parley db stop" stops it.'] : []),
];
