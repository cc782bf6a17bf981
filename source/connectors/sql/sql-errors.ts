import {quoteWord} from '../../core/text/quote-word.js';
import {AppError} from '../../errors/app-error.js';
import type {ErrorCode} from '../../errors/codes.js';
import {CommitLostError} from './sql-client.js';

/** What was being spoken to when it failed: the words of the message. */
export type SqlPlace = {
	readonly systemName: string;
	/** Without secrets: `"xacta" on db.example:5432 as parley`. */
	readonly address: string;
	readonly profileName: string;
	/** The table of the statement that failed, where one was sent. */
	readonly table?: string | undefined;
};

type Failure = {readonly code: string; readonly message: string; readonly constraint?: string; readonly column?: string; readonly detail?: string};

/** How one family of failures is told. `{place}`, `{table}`, `{profile}`, `{system}`, `{word}` (the system in a command) and `{reason}` are filled in. */
type Rule = {
	/** SQL states and system error codes; a state's first two characters stand for the whole class. */
	readonly states: readonly string[];
	/** For failures that the driver tells only in words. */
	readonly words?: RegExp;
	readonly code: ErrorCode;
	readonly isRetryable?: true;
	readonly message: string;
	readonly nextStep: string;
};

const edit = 'parley systems edit {word}';
const test = 'run: parley systems test {word}';

const rules: readonly Rule[] = [
	{
		states: ['28P01', '28000', '28'], words: /^SASL:|no pg_hba\.conf entry/,
		code: 'EXTERNAL_AUTHENTICATION_FAILED',
		message: '{system} refused the login to {place}: {reason}.',
		nextStep: `Correct the login: ${edit} --set username --set password; then ${test}`,
	},
	{
		states: ['42501'],
		code: 'EXTERNAL_FORBIDDEN',
		message: '{system} does not let this login use table "{table}" in {place}: {reason}.',
		nextStep: `Ask its database administrator for the grants listed in docs/connectors/xacta.md, then ${test}`,
	},
	{
		states: ['25006'],
		code: 'EXTERNAL_FORBIDDEN',
		message: '{place} of {system} is a read-only copy: {reason}.',
		nextStep: `Point it at the primary server: ${edit} --set connection_string; then ${test}`,
	},
	{
		states: ['3D000'],
		code: 'CONNECTION_CONFIG_INVALID',
		message: '{system} has no such database: {place}.',
		nextStep: `Correct the database's name: ${edit} --set connection_string; then ${test}`,
	},
	{
		states: ['42P01', '3F000', '42703', '42883', '42804', '42P18', '42846', '42601', '42702'],
		code: 'CONNECTION_CONFIG_INVALID',
		message: 'The profile "{profile}" of {system} does not fit table "{table}" in {place}: {reason}.',
		nextStep: `Correct schema or profile (docs/connectors/xacta.md): ${edit} --set schema=NAME; then ${test}`,
	},
	{
		states: ['SELF_SIGNED_CERT_IN_CHAIN', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'ERR_TLS_CERT_ALTNAME_INVALID', 'CERT_HAS_EXPIRED'],
		code: 'CONNECTION_CONFIG_INVALID',
		message: 'The certificate that {place} of {system} presented cannot be trusted: {reason}.',
		nextStep: `Give the site's certificate authority (PEM): ${edit} --set ssl_ca=…; then ${test}`,
	},
	{
		states: [], words: /does not support SSL/,
		code: 'CONNECTION_CONFIG_INVALID',
		message: '{place} of {system} does not offer TLS.',
		nextStep: `If the network between is trusted: ${edit} --set ssl=disable; then ${test}`,
	},
	{
		states: ['53300', '53400'],
		code: 'EXTERNAL_FAILED', isRetryable: true,
		message: '{place} of {system} has no free connection: {reason}.',
		nextStep: 'It is tried again. If it stays so, ask its database administrator for two connections for Parley.',
	},
	{
		states: ['57014'],
		code: 'EXTERNAL_FAILED', isRetryable: true,
		message: '{system} took too long over table "{table}" in {place}: {reason}.',
		nextStep: 'It is tried again. If it stays so, lower batch_size of the sync policy, or ask for an index on the columns that the profile names as key and changed.at.',
	},
	{
		states: ['40001', '40P01', '55P03'],
		code: 'EXTERNAL_FAILED', isRetryable: true,
		message: 'Somebody else kept table "{table}" of {system} busy: {reason}. Nothing was written.',
		nextStep: 'It is tried again. If it stays so, look for long transactions in pg_stat_activity of {place}.',
	},
	{
		states: ['08', '57P01', '57P02', '57P03', '57P05', 'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EPIPE', 'ENOENT', 'EACCES'],
		words: /Connection terminated|timeout expired|timeout exceeded|not queryable|connection error/,
		code: 'EXTERNAL_UNREACHABLE', isRetryable: true,
		message: '{system} cannot be reached at {place}: {reason}.',
		nextStep: `Check that the server runs and that nothing between blocks it, then ${test}`,
	},
	{
		states: ['22021', '22P05'],
		code: 'EXTERNAL_BAD_PAYLOAD',
		message: 'Table "{table}" of {system} holds text that cannot be read: {reason}.',
		nextStep: 'Have the text corrected there; the server log of {place} names it.',
	},
	{
		states: ['53', '58'],
		code: 'EXTERNAL_FAILED', isRetryable: true,
		message: '{place} of {system} has run out of something: {reason}.',
		nextStep: 'Tell its database administrator; it is tried again.',
	},
];

const fallback: Rule = {
	states: [],
	code: 'EXTERNAL_FAILED',
	message: '{system} failed on table "{table}" in {place}: {reason}.',
	nextStep: 'See the call (parley calls list --errors) and the server log of {place}.',
};

/** By class, because "EPIPE" has five characters too. */
const sqlState = /^(?:[0-5]\d|F0|HV|P0|XX)[0-9A-Z]{3}$/;

/** The SQL state of a failed statement ("23505"), when it has one. */
export function findSqlState(error: unknown): string | undefined {
	const {code} = toFailure(error);
	return sqlState.test(code) ? code : undefined;
}

/** Tells a failure of the driver or the server as an AppError; an AppError and the reason of an abort stay what they are. */
export function toSqlAppError(error: unknown, place: SqlPlace): unknown {
	if (error instanceof AppError || isAbort(error)) return error;
	if (error instanceof CommitLostError) {
		return new AppError({
			code: 'EXTERNAL_UNREACHABLE', cause: error,
			message: `The connection to ${place.systemName} was lost while it was committing: whether the write took effect is not known.`,
			nextStep: 'Nothing is sent again before the record has been read back; see the outbox of this system.',
		});
	}
	const failure = toFailure(error);
	// A bug of ours has neither a code nor words that a driver says: it keeps its stack.
	if (failure.code === '' && !rules.some(rule => rule.words?.test(failure.message))) return error;
	const rule = findRule(failure);
	return new AppError({
		code: rule.code, isRetryable: rule.isRetryable ?? false, cause: error,
		message: fill(rule.message, place, failure), nextStep: fill(rule.nextStep, place, failure),
	});
}

/**
 * Why the server refuses this write for good, in its own words: a constraint, a value that does not fit, or a rule of the
 * site's own triggers. Undefined when it failed for another reason.
 */
export function findRefusal(error: unknown): readonly string[] | undefined {
	const state = findSqlState(error);
	if (state === undefined || !/^(22|23|44|P0)/.test(state)) return undefined;
	const {message, constraint, column, detail} = toFailure(error);
	return [
		`${capitalize(message)} (${state}).`,
		...(constraint === undefined ? [] : [`It breaks the rule "${constraint}".`]),
		...(column === undefined ? [] : [`The column is "${column}".`]),
		...(detail === undefined ? [] : [detail]),
	];
}

/** Two transactions were in each other's way and the server gave up one: the same again may well work. */
export const isCollision = (error: unknown): boolean => /^40(001|P01)$/.test(findSqlState(error) ?? '');

/** The connection went, or somebody else was in the way: it has nothing to do with what was asked. */
export function isPassing(error: unknown): boolean {
	if (error instanceof AppError || error instanceof CommitLostError || isAbort(error)) return false;
	return isCollision(error) || findSqlState(error) === '55P03' || findRule(toFailure(error)).code === 'EXTERNAL_UNREACHABLE';
}

const findRule = ({code, message}: Failure): Rule =>
	rules.find(({states}) => states.includes(code))
	?? rules.find(({words}) => words?.test(message))
	?? rules.find(({states}) => sqlState.test(code) && states.includes(code.slice(0, 2)))
	?? fallback;

function fill(text: string, place: SqlPlace, {code, message}: Failure): string {
	const words: Readonly<Record<string, string>> = {
		system: place.systemName, word: quoteWord(place.systemName), place: place.address, profile: place.profileName, table: place.table ?? '(none)',
		reason: `${message.replace(/\.$/, '')}${code === '' || message.includes(code) ? '' : ` (${code})`}`,
	};
	return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole);
}

function toFailure(error: unknown): Failure {
	if (!(error instanceof Error)) return {code: '', message: String(error)};
	// A host with several addresses fails with one error for each of them.
	if (error instanceof AggregateError && error.errors.length > 0) return toFailure(error.errors[0]);
	const {code, constraint, column, detail} = error as {code?: unknown; constraint?: unknown; column?: unknown; detail?: unknown};
	return {
		code: typeof code === 'string' ? code : '',
		message: error.message,
		...(typeof constraint === 'string' ? {constraint} : {}),
		...(typeof column === 'string' ? {column} : {}),
		...(typeof detail === 'string' ? {detail} : {}),
	};
}

const isAbort = (error: unknown): boolean => error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError');

const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
