import type {Finding} from '../core/finding.js';
import type {Health} from '../core/health.js';
import {describeLongTransaction} from '../core/long-transaction.js';
import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import {toCommand} from '../core/text/to-command.js';
import type {PushHold} from '../core/stores/push-hold-store.js';
import {AppError} from '../errors/app-error.js';
import type {SystemSummary} from '../operations/get-system.js';
import type {Operations} from '../operations/operations.js';
import type {Command, CommandInput} from './command.js';
import {examineItemLists} from './input/examine-item-lists.js';
import {isSet} from './input/read-flags.js';
import {wrapLine} from './print/wrap-line.js';

const failed = 1;

export const doctor: Command = {
	name: 'doctor',
	usage: '',
	summary: 'Look for what is wrong or unusual: the database, its schema, the external systems, the daemon.',
	flags: {offline: {type: 'boolean', help: 'Do not call the external systems.'}},
	run: async input => {
		const {flags, output, databaseTools} = input;
		const findings = [...(await (await databaseTools()).diagnose()), ...(await examineSystems(input))];
		if (isSet(flags, 'json')) output.json({findings});
		else for (const line of findings.flatMap(toLines).flatMap(text => wrapLine(text, output.width))) output.line(line);
		return findings.some(({severity}) => severity === 'problem') ? failed : 0;
	},
};

const signs: Readonly<Record<Finding['severity'], SafeText>> = {ok: ownText`●`, unusual: ownText`▲`, problem: ownText`✖`};

const toLines = ({severity, subject, message, nextStep}: Finding): readonly SafeText[] => [
	ownText`${signs[severity]} ${toSafeText(subject)}: ${toSafeText(message)}`,
	...(nextStep === undefined ? [] : [ownText`  Next: ${toSafeText(nextStep)}`]),
];

/** Without a database that is ready there are no systems to look at; what is wrong with it is a finding of its own. */
async function examineSystems({operations, flags, signal}: CommandInput): Promise<readonly Finding[]> {
	try {
		const bound = await operations();
		const systems = await bound.listSystems();
		const examined: Finding[] = [];
		for (const system of systems) examined.push(await examineSystem(bound, system, {isOffline: isSet(flags, 'offline'), signal}));
		const health = await bound.getHealth();
		return [...examined, ...examineItemLists(await bound.listPolicies()), ...await examineHistory(bound), ...examineTransactions(health), examineDaemon(health)];
	} catch (error) {
		if (error instanceof AppError) return [toFinding('database', error)];
		throw error;
	}
}

async function examineSystem(operations: Operations, {systemName, syncEnabled}: SystemSummary, {isOffline, signal}: {readonly isOffline: boolean; readonly signal: AbortSignal}): Promise<Finding> {
	if (!syncEnabled) return {severity: 'unusual', subject: systemName, message: 'Syncing is off.', nextStep: toCommand('systems enable', systemName)};
	if (isOffline) return {severity: 'ok', subject: systemName, message: 'Syncing is on; the system was not called.'};
	try {
		const {description, responseTimeMs} = await operations.testSystem(systemName, signal);
		return {severity: 'ok', subject: systemName, message: `${description} (${responseTimeMs} ms)`};
	} catch (error) {
		if (error instanceof AppError) return toFinding(systemName, error);
		throw error;
	}
}

/** Whether the database is the one that this host, and every other, has seen. */
async function examineHistory(operations: Operations): Promise<readonly Finding[]> {
	try {
		const hold = await operations.noticeRestore();
		return hold === undefined ? [] : [toHoldFinding(hold)];
	} catch (error) {
		if (error instanceof AppError) return [toFinding('database', error)];
		throw error;
	}
}

const toHoldFinding = (hold: PushHold): Finding => ({
	severity: 'problem', subject: 'database', message: `It was restored from an earlier state, as ${hold.noticedBy} found at ${hold.noticedAt.toISOString()}; nothing is sent. ${hold.evidence}`,
	nextStep: 'Read everything anew ("parley sync run --full"), look at what it asks, then: parley db release',
});

/** Whoever holds one open for too long is in everybody's way, and may not know of it. */
const examineTransactions = ({longTransactions = []}: Health): readonly Finding[] => longTransactions.map(long => ({
	severity: 'unusual', subject: 'database', message: describeLongTransaction(long),
	nextStep: `Ask who runs it, or end it: select pg_terminate_backend(${long.pid})`,
}));

function examineDaemon({isDaemonAlive}: Health): Finding {
	return isDaemonAlive
		? {severity: 'ok', subject: 'daemon', message: 'It runs.'}
		: {severity: 'unusual', subject: 'daemon', message: 'None runs, so nothing is synced by schedule.', nextStep: 'parley daemon'};
}

/** Nothing is wrong with what the one who looks may only not do. */
const toFinding = (subject: string, {code, message, nextStep}: AppError): Finding => ({severity: code === 'PERMISSION_DENIED' ? 'unusual' : 'problem', subject, message, nextStep});
