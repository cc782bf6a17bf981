import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Circuit} from '../../../../source/core/connector.js';
import {admit, afterFailure, afterSuccess, closedCircuit} from '../../../../source/connectors/http/circuit-breaker.js';

const policy = {threshold: 3, openMs: 1000, longestOpenMs: 8000, probeMs: 500};
const start = new Date('2026-03-01T12:00:00Z');
const at = (ms: number): Date => new Date(start.getTime() + ms);

const failed = (times: number, circuit: Circuit = closedCircuit): Circuit =>
	Array.from({length: times}).reduce<Circuit>(state => afterFailure(state, policy, start), circuit);

describe('the circuit', () => {
	test('lets calls go until the threshold of failures in a row', () => {
		expect(admit(failed(2), policy, start)).toEqual({kind: 'go'});
		expect(failed(3)).toEqual({state: 'open', failures: 3, openedAt: start, resumesAt: at(1000)});
	});

	test('counts failures in a row only', () => {
		expect(failed(2, afterSuccess(failed(2)))).toEqual({state: 'closed', failures: 2});
	});

	test('refuses while open, then lets one probe go and no second one', () => {
		const open = failed(3);
		expect(admit(open, policy, at(999))).toEqual({kind: 'refused', resumesAt: at(1000)});
		const admission = admit(open, policy, at(1000));
		expect(admission).toMatchObject({kind: 'probe', claim: {state: 'half-open', resumesAt: at(1500)}});
		if (admission.kind !== 'probe') return;
		expect(admit(admission.claim, policy, at(1001))).toMatchObject({kind: 'refused'});
		expect(admit(admission.claim, policy, at(1500)), 'a probe that never reported').toMatchObject({kind: 'probe'});
	});

	test('closes on the first good answer', () => {
		const admission = admit(failed(3), policy, at(1000));
		expect(admission.kind === 'probe' && afterSuccess(admission.claim)).toEqual(closedCircuit);
	});

	test('stays open twice as long after each failed probe, up to the longest', () => {
		let circuit = failed(3);
		const lengths: number[] = [];
		for (let round = 0; round < 5 && circuit.state === 'open'; round++) {
			lengths.push(circuit.resumesAt.getTime() - start.getTime());
			circuit = afterFailure({...circuit, state: 'half-open'}, policy, start);
		}

		expect(lengths).toEqual([1000, 2000, 4000, 8000, 8000]);
	});

	test('is not moved by calls that were under way when it opened', () => {
		const open = failed(3);
		expect(afterFailure(open, policy, at(500))).toBe(open);
	});

	test('whatever happens, it is open only for a bounded time and lets at most one probe go at once', () => {
		const events = fc.array(fc.record({kind: fc.constantFrom('call', 'up', 'down'), waitMs: fc.nat(3000)}), {maxLength: 60});
		fc.assert(fc.property(events, list => {
			let circuit: Circuit = closedCircuit;
			let nowMs = 0;
			let probeUntilMs = -1;
			for (const event of list) {
				nowMs += event.waitMs;
				if (event.kind === 'up') {
					circuit = afterSuccess(circuit);
					probeUntilMs = -1;
				} else if (event.kind === 'down') {
					circuit = afterFailure(circuit, policy, at(nowMs));
					probeUntilMs = -1;
				} else {
					const admission = admit(circuit, policy, at(nowMs));
					if (admission.kind === 'refused') expect(admission.resumesAt.getTime() - at(nowMs).getTime()).toBeLessThanOrEqual(policy.longestOpenMs);
					if (admission.kind === 'probe') {
						expect(nowMs).toBeGreaterThanOrEqual(probeUntilMs);
						probeUntilMs = nowMs + policy.probeMs;
						circuit = admission.claim;
					}
				}
			}
		}));
	});
});
