import {AppError} from '../../errors/app-error.js';
import type {ErrorCode} from '../../errors/codes.js';
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
};

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
	const test = `"parley systems test '${context.systemName}'"`;
	const show = `"parley systems show '${context.systemName}'"`;
	switch (failure.kind) {
		case 'status': return explainStatus(failure, context, test, show);
		case 'network': return explainNetwork(failure, context, test, show);
		case 'timeout': {
			const isUnknown = failure.wasSent && !context.isRepeatable;
			return {
				code: 'EXTERNAL_UNREACHABLE',
				what: `${context.origin} did not answer in time, ${failure.detail}${isUnknown ? '; whether it took effect is not known' : ''}`,
				nextStep: isUnknown ? 'Read the record back before trying again: "parley operations list" shows what was under way.' : `Run ${test}. What was read is kept; the next run goes on from there.`,
				isRetryable: !isUnknown,
			};
		}

		case 'payload': return {
			code: 'EXTERNAL_BAD_PAYLOAD',
			what: `${context.origin} answered, but ${failure.detail}${quote(failure.sample)}`,
			nextStep: failure.problem === 'content-type' ? `See whether a proxy or a login page stands in between: run ${test} and check the address with ${show}.` : `Nothing of the answer was used. Run ${test}; if it persists, tell the people who run ${context.systemName}.`,
			isRetryable: failure.problem === 'malformed' || failure.problem === 'empty',
		};
	}
}

function explainStatus(failure: Extract<HttpFailure, {kind: 'status'}>, context: FailureContext, test: string, show: string): Explanation {
	const {code, meaning, retry, isOutage} = toStatusKind(failure.status);
	const isUnknown = isOutage && !context.isRepeatable;
	const location = failure.location === undefined ? '' : ` (to ${failure.location})`;
	return {
		code: isUnknown ? 'EXTERNAL_UNREACHABLE' : code,
		what: `it answered ${failure.status}, ${meaning}${location}${quote(failure.sample)}${isUnknown ? '; whether it took effect is not known' : ''}`,
		nextStep: isUnknown ? 'Read the record back before trying again: "parley operations list" shows what was under way.' : toNextStep(code, failure, context, test, show),
		isRetryable: retry !== 'never' && !isUnknown,
	};
}

function toNextStep(code: ErrorCode, failure: Extract<HttpFailure, {kind: 'status'}>, {systemName}: FailureContext, test: string, show: string): string {
	if (failure.status >= 300 && failure.status < 400) return `Correct the address of ${systemName} (see ${show}): no key was sent to the other place.`;
	switch (code) {
		case 'EXTERNAL_AUTHENTICATION_FAILED': return `Give ${systemName} valid credentials, then run ${test}. Nothing more was sent, so that the account is not locked.`;
		case 'EXTERNAL_FORBIDDEN': return `Ask for the permission for the account that Parley uses, then run ${test}.`;
		case 'EXTERNAL_RATE_LIMITED': return `Wait: all syncs of ${systemName} pause and go on by themselves. "parley status" shows until when. If it persists, lower requests_per_minute.`;
		case 'EXTERNAL_NOT_FOUND': return `Check the address with ${show}; if it is right, the record is gone there.`;
		case 'EXTERNAL_UNREACHABLE': return `Check the proxy and the address with ${show}, then run ${test}.`;
		case 'EXTERNAL_REJECTED':
		case 'EXTERNAL_UNSUPPORTED': return `Correct what was sent: the call is in "parley operations show", with the answer.`;
		default: return `Run ${test}. What was read is kept; the next run goes on from there.`;
	}
}

const networkTexts: Readonly<Record<NetworkReason, string>> = {
	unresolved: 'its name does not resolve',
	refused: 'nothing listens there',
	unreachable: 'there is no way to it from here',
	broken: 'the connection broke',
	untrusted: 'its certificate is not trusted',
	tls: 'its TLS and ours do not come together',
	'refused-address': 'its name leads to an address that no such system may have',
	proxy: 'the proxy does not let us through',
};

function explainNetwork(failure: Extract<HttpFailure, {kind: 'network'}>, context: FailureContext, test: string, show: string): Explanation {
	const isUnknown = failure.wasSent && !context.isRepeatable;
	const what = `${context.origin}: ${networkTexts[failure.reason]} (${failure.code}: ${failure.detail})${isUnknown ? '; whether it took effect is not known' : ''}`;
	if (isForPerson(failure.reason)) return {code: 'CONNECTION_CONFIG_INVALID', what, nextStep: toTrustStep(failure.reason, context, test, show), isRetryable: false};
	const nextStep = isUnknown ? 'Read the record back before trying again: "parley operations list" shows what was under way.' : `Check the network and the address (${show}), then run ${test}.`;
	return {code: 'EXTERNAL_UNREACHABLE', what, nextStep, isRetryable: !isUnknown};
}

function toTrustStep(reason: NetworkReason, {systemName}: FailureContext, test: string, show: string): string {
	switch (reason) {
		case 'untrusted': return `Set "ca_file" of ${systemName} to the authority that signed its certificate, or have the certificate renewed; then run ${test}.`;
		case 'tls': return `See whether the address (${show}) is an https one, speaks TLS 1.2 or newer, and asks for a client certificate; then run ${test}.`;
		default: return `Check the address with ${show}, and the name service of this machine.`;
	}
}

const quote = (sample: string): string => (sample === '' ? '' : `: "${sample}"`);
