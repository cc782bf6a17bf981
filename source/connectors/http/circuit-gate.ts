import {AppError} from '../../errors/app-error.js';
import type {Circuit, CircuitStore, ConnectorContext} from '../../core/connector.js';
import {toCommand} from '../../core/text/to-command.js';
import {admit, afterFailure, afterSuccess, closedCircuit, type CircuitPolicy} from './circuit-breaker.js';

/** Stands before each attempt, and is told how each one ended. */
export type CircuitGate = {
	/** Throws EXTERNAL_UNREACHABLE while the circuit is open. A person's own test of the connection may always go. */
	readonly enter: (options: {readonly isForced: boolean}) => Promise<void>;
	readonly report: (outcome: 'up' | 'down') => Promise<void>;
};

export function createCircuitGate(context: ConnectorContext, policy: CircuitPolicy): CircuitGate {
	const store = context.circuit ?? createOwnStore();
	/** As last seen: while all is well, a good answer costs no look at the store. */
	let seen: Circuit = closedCircuit;

	async function move(step: (circuit: Circuit) => Circuit): Promise<void> {
		// Losing the race means that another process moved it: its word and ours are put together again.
		for (let round = 0; round < 5; round++) {
			const stored = await store.load();
			const from = stored ?? closedCircuit;
			const to = step(from);
			seen = to;
			if (to === from) return;
			if (!await store.replace(stored, to)) continue;
			tell(from, to);
			return;
		}
	}

	function tell(from: Circuit, to: Circuit): void {
		if (to.state === from.state) return;
		const facts = {system: context.system.systemName, from: from.state, to: to.state, failures: to.failures};
		if (to.state === 'open') context.logger.warn('The circuit opened: no calls until it resumes', {...facts, resumesAt: to.resumesAt.toISOString()});
		else context.logger.info('The circuit moved', facts);
	}

	return {
		async enter({isForced}) {
			const stored = await store.load();
			seen = stored ?? closedCircuit;
			if (isForced) return;
			const now = context.clock.now();
			const admission = admit(seen, policy, now);
			if (admission.kind === 'go') return;
			if (admission.kind === 'refused') throw circuitOpen(context.system.systemName, admission.resumesAt);
			if (!await store.replace(stored, admission.claim)) throw circuitOpen(context.system.systemName, new Date(now.getTime() + policy.probeMs));
			tell(seen, admission.claim);
			seen = admission.claim;
		},
		async report(outcome) {
			if (outcome === 'up' && afterSuccess(seen) === seen) return;
			await move(circuit => (outcome === 'up' ? afterSuccess(circuit) : afterFailure(circuit, policy, context.clock.now())));
		},
	};
}

function circuitOpen(systemName: string, resumesAt: Date): AppError {
	return new AppError({
		code: 'EXTERNAL_UNREACHABLE',
		message: `${systemName} failed too often in a row: Parley sends it nothing until ${resumesAt.toISOString()}.`,
		nextStep: `One good answer resumes all syncs. To try it now: ${toCommand('systems test', systemName)}`,
		isRetryable: true,
	});
}

function createOwnStore(): CircuitStore {
	let kept: Circuit | undefined;
	return {
		load: async () => kept,
		async replace(from, to) {
			if (from !== kept) return false;
			kept = to;
			return true;
		},
	};
}
