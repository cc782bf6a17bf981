import type {Circuit} from '../../core/connector.js';

export type CircuitPolicy = {
	/** Failed attempts in a row that open the circuit. */
	readonly threshold: number;
	/** How long it stays open the first time; doubled each time the probe fails too. */
	readonly openMs: number;
	readonly longestOpenMs: number;
	/** How long a probe may take before another is let go. */
	readonly probeMs: number;
};

export const defaultCircuitPolicy: CircuitPolicy = {threshold: 8, openMs: 30_000, longestOpenMs: 600_000, probeMs: 120_000};

export const closedCircuit: Circuit = {state: 'closed', failures: 0};

/** What a call is told: go, go once `claim` is stored (this call is then the only probe), or come back at `resumesAt`. */
export type Admission =
	| {readonly kind: 'go'}
	| {readonly kind: 'probe'; readonly claim: Circuit}
	| {readonly kind: 'refused'; readonly resumesAt: Date};

export function admit(circuit: Circuit, policy: CircuitPolicy, now: Date): Admission {
	if (circuit.state === 'closed') return {kind: 'go'};
	if (now < circuit.resumesAt) return {kind: 'refused', resumesAt: circuit.resumesAt};
	return {kind: 'probe', claim: {...circuit, state: 'half-open', resumesAt: later(now, policy.probeMs)}};
}

/** The circuit after an answer that shows the service at work, whatever it answered. */
export const afterSuccess = (circuit: Circuit): Circuit => (circuit.state === 'closed' && circuit.failures === 0 ? circuit : closedCircuit);

/** The circuit after an attempt that found the service down. */
export function afterFailure(circuit: Circuit, policy: CircuitPolicy, now: Date): Circuit {
	// Calls that were under way when it opened say nothing new.
	if (circuit.state === 'open') return circuit;
	const failures = circuit.failures + 1;
	if (circuit.state === 'closed' && failures < policy.threshold) return {state: 'closed', failures};
	const doublings = Math.min(Math.max(failures - policy.threshold, 0), 30);
	const openMs = Math.min(policy.openMs * 2 ** doublings, policy.longestOpenMs);
	return {state: 'open', failures, openedAt: circuit.state === 'closed' ? now : circuit.openedAt, resumesAt: later(now, openMs)};
}

const later = (time: Date, ms: number): Date => new Date(time.getTime() + ms);
