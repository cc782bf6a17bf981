import {toCommand} from '../../core/text/to-command.js';
import {AppError} from '../../errors/app-error.js';
import type {ErrorCode} from '../../errors/codes.js';
import type {StatusFailure} from './http-call.js';
import {AttemptError, isForPerson, type HttpFailure, type NetworkReason} from './http-failure.js';
import {toStatusKind} from './status-kind.js';

export type FailureContext = {
	readonly systemName: string;
	/** Scheme, host and port: never a path or a query. */
	readonly origin: string;
	/** What the call was for, after "could not": "start the asset export". */
	readonly purpose: string;
	readonly isRepeatable: boolean;
	readonly attempts: number;
	/** By name, the connection options that the credentials come from. */
	readonly credentialOptions: readonly string[];
};

/** Why a call that failed waits before it is made again; says nothing that came from outside. */
export function toWaitReason(failure: HttpFailure): string {
	switch (failure.kind) {
		case 'status': return toStatusKind(failure.status).code === 'EXTERNAL_RATE_LIMITED' ? 'it asked to pause' : `it answered ${failure.status}, and is asked again`;
		case 'network': return `${networkTexts[failure.reason]}, and it is tried again`;
		case 'timeout': return 'it did not answer in time, and is asked again';
		case 'payload': return 'its answer was of no use, and it is asked again';
	}
}

type Explanation = {readonly code: ErrorCode; readonly what: string; readonly nextStep: string; readonly isRetryable: boolean};

/** The error that people see: what could not be done, where, why, and what to do now. */
export function toAppError(failure: HttpFailure, context: FailureContext, cause?: unknown): AppError {
	const {code, what, nextStep, isRetryable} = explain(failure, context);
	const times = context.attempts > 1 ? ` (${context.attempts} attempts)` : '';
	return new AppError({
		code,
		message: `${context.systemName} could not ${context.purpose}${times}: ${what}.`,
		nextStep,
		isRetryable,
		cause: cause ?? new AttemptError(failure),
	});
}

function explain(failure: HttpFailure, context: FailureContext): Explanation {
	switch (failure.kind) {
		case 'status': return explainStatus(failure, context);
		case 'network': return explainNetwork(failure, context);
		case 'timeout': {
			const isUnknown = failure.wasSent && !context.isRepeatable;
			return {
				code: 'EXTERNAL_UNREACHABLE',
				what: `${context.origin} did not answer in time, ${failure.detail}${isUnknown ? unknownEffect : ''}`,
				nextStep: isUnknown ? readBack : goOn(context),
				isRetryable: !isUnknown,
			};
		}

		case 'payload': return {
			code: 'EXTERNAL_BAD_PAYLOAD',
			what: `${context.origin} answered, but ${failure.detail}${quote(failure.sample)}`,
			nextStep: failure.problem === 'content-type'
				? `A proxy or a login page may stand in between. Check the address: ${toCommand('systems show', context.systemName)}`
				: `Nothing of the answer was used. If it happens again, show it to the people who run ${context.systemName}: parley calls list --errors`,
			isRetryable: failure.problem === 'malformed' || failure.problem === 'empty',
		};
	}
}

function explainStatus(failure: StatusFailure, context: FailureContext): Explanation {
	const {code, meaning, retry, isOutage} = toStatusKind(failure.status);
	const isUnknown = isOutage && !context.isRepeatable;
	const location = failure.location === undefined ? '' : ` (to ${failure.location})`;
	return {
		code: isUnknown ? 'EXTERNAL_UNREACHABLE' : code,
		what: `it answered ${failure.status}, ${meaning}${location}${quote(failure.sample)}${isUnknown ? unknownEffect : ''}`,
		nextStep: isUnknown ? readBack : toNextStep(code, failure.status, context),
		isRetryable: retry !== 'never' && !isUnknown,
	};
}

function toNextStep(code: ErrorCode, status: number, context: FailureContext): string {
	const {systemName, credentialOptions} = context;
	if (status >= 300 && status < 400) return `No key was sent to the other place. Correct the address: ${toCommand('systems edit', systemName, '--url URL')}`;
	switch (code) {
		case 'EXTERNAL_AUTHENTICATION_FAILED': return `Nothing more was sent, so that the account is not locked. Set what holds the credentials anew, each is asked for: ${toCommand('systems edit', systemName, credentialOptions.map(name => `--set ${name}`).join(' '))}; then: ${toCommand('systems test', systemName)}`;
		case 'EXTERNAL_FORBIDDEN': return `Have the permission given to the account that Parley uses, then: ${toCommand('systems test', systemName)}`;
		case 'EXTERNAL_RATE_LIMITED': return `Wait: all calls to ${systemName} pause and go on by themselves. "parley status" tells until when.`;
		case 'EXTERNAL_NOT_FOUND': return `Check the address: ${toCommand('systems show', systemName)}. If it is right, the record is gone there.`;
		case 'EXTERNAL_UNREACHABLE': return `Check the proxy and the address: ${toCommand('systems show', systemName)}`;
		case 'EXTERNAL_REJECTED':
		case 'EXTERNAL_UNSUPPORTED': return 'The call is kept, with the answer: parley calls list --errors';
		default: return goOn(context);
	}
}

const networkTexts: Readonly<Record<NetworkReason, string>> = {
	unresolved: 'its name does not resolve',
	refused: 'nothing listens there',
	unreachable: 'there is no way to it from here',
	broken: 'the connection broke',
	proxy: 'the proxy does not let us through',
	untrusted: 'its certificate is not trusted',
	tls: 'its TLS and ours do not come together',
	'refused-address': 'its name leads to an address that no such system may have',
};

function explainNetwork(failure: Extract<HttpFailure, {kind: 'network'}>, context: FailureContext): Explanation {
	const isUnknown = failure.wasSent && !context.isRepeatable;
	const cause = failure.detail.includes(failure.code) ? failure.detail : `${failure.code}: ${failure.detail}`;
	const what = `${context.origin}: ${networkTexts[failure.reason]} (${cause})${isUnknown ? unknownEffect : ''}`;
	if (isForPerson(failure.reason)) return {code: 'CONNECTION_CONFIG_INVALID', what, nextStep: toTrustStep(failure.reason, context), isRetryable: false};
	return {code: 'EXTERNAL_UNREACHABLE', what, nextStep: isUnknown ? readBack : toNetworkStep(failure.reason, context), isRetryable: !isUnknown};
}

/** Where nobody is at the address, trying it again is no help: it may be the wrong one. */
function toNetworkStep(reason: NetworkReason, context: FailureContext): string {
	const show = toCommand('systems show', context.systemName);
	switch (reason) {
		case 'refused': case 'unreachable': return `What was read is kept, and the next run goes on from there. See whether it runs, and whether the address is right: ${show}`;
		case 'unresolved': return `What was read is kept, and the next run goes on from there. See whether the address is right, and whether this machine can ask for names: ${show}`;
		default: return goOn(context);
	}
}

function toTrustStep(reason: NetworkReason, {systemName}: FailureContext): string {
	switch (reason) {
		case 'untrusted': return `Have the certificate renewed, or name the authority that signed it: ${toCommand('systems edit', systemName, '--set ca_file=FILE')}`;
		case 'tls': return `See whether the address is an https one, speaks TLS 1.2 or newer, and asks for a client certificate: ${toCommand('systems show', systemName)}`;
		default: return `Check the name service of this machine, and the address: ${toCommand('systems show', systemName)}`;
	}
}

const unknownEffect = '; whether it took effect is not known';
const readBack = 'The record must be read back before anything is sent again. What was under way: parley operations list';

const goOn = ({systemName}: FailureContext): string => `What was read is kept, and the next run goes on from there. Try the connection: ${toCommand('systems test', systemName)}`;

const quote = (sample: string): string => (sample === '' ? '' : `: "${sample}"`);
