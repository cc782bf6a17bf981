import {AppError} from '../errors/app-error.js';
import {offencesShown, type CheckOutcome, type InvariantCheck, type Offence} from '../core/invariant.js';
import type {Offences} from '../core/stores/verify-store.js';
import {findUndecided} from '../sync/decide/find-undecided.js';
import {loadPair} from '../sync/load-pair.js';
import type {Pair} from '../sync/pair.js';
import type {OperationContext} from './context.js';

export type VerifyRequest = {
	/** Also what reads whole tables. */
	readonly isDeep: boolean;
};

export type VerifyOptions = {
	readonly signal?: AbortSignal;
	/** Called after each check. */
	readonly onCheck?: (outcome: CheckOutcome) => void;
};

export type VerificationOutcome = {readonly isWhole: boolean; readonly checks: readonly CheckOutcome[]};

/** Links read at once; each page is let go before the next is read. */
const pageSize = 2000;

/** What no statement can say: it takes the rules of each pair. */
export const nothingIsUndecided: InvariantCheck = {
	name: 'nothing-is-undecided', invariants: ['I1', 'I6'], isDeep: true,
	meaning: 'By what is known of both sides, a run would take nothing, ask nothing and owe nothing that it has not taken, asked or noted.',
	remedy: 'The rules were changed, or something was overlooked: run the pair again in full ("parley sync run --full") before anything is sent.',
};

/**
 * Checks what must hold of the whole installation, while it works: everyone may look, and nothing is locked or written.
 * Each check sees one moment; a check that breaks does not stop the others.
 */
export async function verify({database, clock}: OperationContext, {isDeep}: VerifyRequest, {signal, onCheck = () => {}}: VerifyOptions = {}): Promise<VerificationOutcome> {
	const store = database.stores.verify;
	const checks: CheckOutcome[] = [];
	const judge = async (check: InvariantCheck, find: () => Promise<Offences>) => {
		signal?.throwIfAborted();
		const begunAt = clock.now().getTime();
		const offences = await find();
		const outcome = {...toCheck(check), ...offences, tookMs: clock.now().getTime() - begunAt};
		checks.push(outcome);
		onCheck(outcome);
	};
	for (const check of store.checks) {
		if (isDeep || !check.isDeep) await judge(check, () => store.run(check.name));
	}
	if (isDeep) await judge(nothingIsUndecided, () => findLeftOver({database}, signal));
	return {isWhole: checks.every(({broken}) => broken === 0), checks};
}

/** A store's check may carry more than it shows. */
const toCheck = ({name, invariants, meaning, remedy, isDeep}: InvariantCheck): InvariantCheck => ({name, invariants, meaning, remedy, isDeep});

async function findLeftOver({database}: Pick<OperationContext, 'database'>, signal: AbortSignal | undefined): Promise<Offences> {
	const sample: Offence[] = [];
	let broken = 0;
	const add = (offences: readonly Offence[]) => {
		broken += offences.length;
		sample.push(...offences.slice(0, offencesShown - sample.length));
	};
	const systems = await database.stores.systems.list();
	for (const policy of await database.stores.rules.listPolicies()) {
		const system = systems.find(({id}) => id === policy.externalSystemId);
		if (system === undefined || !policy.isActive) continue;
		try {
			const pair = await loadPair(database.stores, system, policy);
			for await (const offences of judgePair({database}, pair, signal)) add(offences);
		} catch (error) {
			if (!(error instanceof AppError) || error.code !== 'MAPPING_INVALID') throw error;
			add([{subject: `${system.systemName} ${policy.entityType}`, detail: error.message}]);
		}
	}
	return {broken, sample};
}

async function* judgePair({database}: Pick<OperationContext, 'database'>, pair: Pair, signal: AbortSignal | undefined): AsyncGenerator<readonly Offence[]> {
	let after = '0';
	for (;;) {
		signal?.throwIfAborted();
		const page = await database.stores.verify.listDiffering(pair.system.id, pair.definition, pair.fields, {after, limit: pageSize});
		yield page.flatMap(linked => findUndecided(pair, linked));
		const last = page.at(-1);
		if (last === undefined || page.length < pageSize) return;
		after = last.linkId;
	}
}
