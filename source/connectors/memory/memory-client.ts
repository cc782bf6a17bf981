import type {ConnectorContext} from '../../core/connector.js';
import type {EntityType} from '../../core/entity.js';
import {toCommand} from '../../core/text/to-command.js';
import {AppError} from '../../errors/app-error.js';
import type {ChangeQuestion, ListQuestion, MemoryService, ServiceRefusal} from './memory-service.js';
import type {WireList, WireThing} from './wire.js';

/** Speaks to the service: one token and one kept call for each request. That it does not answer us at all is an AppError; what it refuses of one thing is an answer. */
export type MemoryClient = {
	readonly list: (entityType: EntityType, question: ListQuestion, signal: AbortSignal) => Promise<WireList>;
	readonly one: (entityType: EntityType, id: string, signal: AbortSignal) => Promise<WireThing | ServiceRefusal>;
	readonly change: (entityType: EntityType, question: ChangeQuestion, signal: AbortSignal) => Promise<WireThing | ServiceRefusal>;
};

export function createMemoryClient(service: MemoryService, token: string, context: ConnectorContext): MemoryClient {
	const {clock, recordCall, takeToken, system} = context;
	const send = async <T extends object>(method: string, endpoint: string, signal: AbortSignal, ask: () => Promise<T | ServiceRefusal>): Promise<T | ServiceRefusal> => {
		await takeToken(signal);
		// Not after the answer: a change that took effect is told, whoever stopped waiting for it.
		signal.throwIfAborted();
		const calledAt = clock.now();
		const answer = await ask();
		const errorMessage = 'refusal' in answer ? {errorMessage: `${answer.refusal}: ${answer.text}`} : {};
		recordCall({method, endpoint, calledAt, responseTimeMs: clock.now().getTime() - calledAt.getTime(), ...errorMessage});
		if ('refusal' in answer && (answer.refusal === 'login' || answer.refusal === 'offline')) throw toAppError(system.systemName, answer);
		return answer;
	};
	return {
		list: async (entityType, question, signal) => {
			const answer = await send('GET', `/${entityType}`, signal, () => service.askList(token, entityType, question));
			if (!('refusal' in answer)) return answer;
			throw new AppError({code: 'EXTERNAL_FAILED', message: `${system.systemName} refused a list: ${answer.text}.`, nextStep: `Run: ${toCommand('systems test', system.systemName)}`});
		},
		one: (entityType, id, signal) => send('GET', `/${entityType}/${id}`, signal, () => service.askOne(token, entityType, id)),
		change: (entityType, question, signal) => send('PUT', `/${entityType}/${question.id}`, signal, () => service.askChange(token, entityType, question)),
	};
}

const toAppError = (systemName: string, {refusal, text}: ServiceRefusal): AppError => (refusal === 'login'
	? new AppError({
		code: 'EXTERNAL_AUTHENTICATION_FAILED',
		message: `${systemName} refused the token: ${text}.`,
		nextStep: `Correct token in its connection_config, then run: ${toCommand('systems test', systemName)}`,
	})
	: new AppError({
		code: 'EXTERNAL_UNREACHABLE', isRetryable: true,
		message: `${systemName} cannot be reached: ${text}.`,
		nextStep: `It is tried again; to try now, run: ${toCommand('systems test', systemName)}`,
	}));
