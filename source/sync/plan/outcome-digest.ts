import {hash} from 'node:crypto';
import {toCanonicalJson, type JsonValue} from '../../core/json.js';
import type {ConflictWrite, Fields, LinkWrite} from '../../core/stores/page-store.js';
import type {RecordOutcome} from '../decide/page-plan.js';
import type {DecidedRecord} from '../decide/decided-record.js';

/** Whether anything would be written for a record. */
export const leavesTrace = (outcome: RecordOutcome): boolean => Object.entries(outcome).some(([name, part]) => name !== 'outcome' && part.length > 0);

/**
 * A digest over everything that many outcomes would write, whatever their order: each outcome's SHA-256 is added up
 * modulo 2^256. It names values of both sides, and none of the times and ids that writing itself makes.
 */
export class OutcomeDigest {
	#sum = 0n;

	/** Gives what it added, by which `takeBack` undoes it. */
	add({externalId, outcome}: DecidedRecord): bigint {
		return leavesTrace(outcome) ? this.#addFacts({externalId, ...toFacts(outcome)}) : 0n;
	}

	takeBack(share: bigint): void {
		this.#sum = BigInt.asUintN(256, this.#sum - share);
	}

	addMissing(linkId: string): void {
		this.#addFacts({missing: linkId});
	}

	addEnded(externalId: string): void {
		this.#addFacts({ended: externalId});
	}

	#addFacts(facts: JsonValue): bigint {
		const share = BigInt(`0x${hash('sha256', toCanonicalJson(facts), 'hex')}`);
		this.#sum = BigInt.asUintN(256, this.#sum + share);
		return share;
	}

	toString(): string {
		return this.#sum.toString(16).padStart(64, '0');
	}
}

const toFacts = (outcome: RecordOutcome) => ({
	outcome: outcome.outcome,
	creates: (outcome.creates ?? []).map(({hash, fields, status}) => ({hash, fields, status})),
	links: (outcome.links ?? []).map(link => ({...toLinkFacts(link), internalId: link.internalId})),
	recordUpdates: (outcome.recordUpdates ?? []).map(({internalId, set, status}) => ({internalId, set, status})),
	linkUpdates: (outcome.linkUpdates ?? []).map(link => ({...toLinkFacts(link), linkId: link.linkId})),
	opened: (outcome.opened ?? []).map(toConflictFacts),
	renewed: (outcome.renewed ?? []).map(conflict => ({...toConflictFacts(conflict), id: conflict.id})),
	closed: [...(outcome.converged ?? []), ...(outcome.superseded ?? [])],
	owed: (outcome.owed ?? []).map(({internalId, field, before}) => ({internalId, field, before})),
	owedElsewhere: (outcome.owedElsewhere ?? []).map(({externalSystemId, internalId, field, before}) => ({externalSystemId, internalId, field, before})),
	settledEdits: (outcome.settledEdits ?? []).map(({internalId, field}) => ({internalId, field})),
});

const toLinkFacts = ({base, theirs, hash}: LinkWrite): {readonly base: Fields; readonly theirs: Fields; readonly hash: string} => ({base, theirs, hash});

/** What is absent has no key. Which rows of ours a stranger resembles is left out: an earlier record of the same run may have made one. */
const toConflictFacts = ({type, reason, field, base, internal, external}: ConflictWrite) => ({
	type, reason,
	...(field === undefined ? {} : {field}),
	...(base === undefined ? {} : {base}),
	...(internal === undefined || type === 'duplicate' ? {} : {internal}),
	...(external === undefined ? {} : {external}),
});
