import type {JsonValue} from '../../core/json.js';
import type {FieldPolicy} from '../../core/policy.js';
import type {RuleApplication} from '../../operations/apply-rule.js';
import type {Operations} from '../../operations/operations.js';
import type {BulkOptions, BulkProgress} from '../../operations/resolve-conflicts.js';
import type {BulkEnd, BulkJob, BulkPlan} from '../store/bulk.js';
import {type Failure, toFailure} from '../store/failure.js';
import {type BulkLedger, createBulkLedger} from './bulk-ledger.js';
import type {Effect, EffectContext} from './context.js';
import {previewRecords, settleRecords} from './settle-records.js';

/** The least time between two pictures of the progress, in ms. */
const progressEvery = 100;

/** Work over many conflicts: what it would do, then doing it, until it is done or stopped. */
export type BulkRunner = {
	readonly handle: Effect;
	/** Stops what runs after the page in hand, and waits for it. */
	readonly close: () => Promise<void>;
};

export function createBulkRunner({store, operations, now}: EffectContext): BulkRunner {
	let running: {readonly controller: AbortController; readonly end: Promise<void>} | undefined;

	const look = async (api: Operations, job: BulkJob): Promise<void> => {
		try {
			const plan = await makePlan(api, job);
			if (plan !== undefined) store.dispatch({type: 'bulk/previewed', job, plan});
		} catch (error) {
			store.dispatch({type: 'bulk/finished', job, end: nothingDone, failure: toFailure(error)});
		}
	};

	const run = async (api: Operations, job: BulkJob, plan: BulkPlan | undefined, signal: AbortSignal): Promise<void> => {
		const ledger = createBulkLedger(store.getState().bulk?.total ?? 0);
		let toldAt = 0;
		const tell = (): void => {
			if (now().getTime() - toldAt < progressEvery) return;
			toldAt = now().getTime();
			store.dispatch({type: 'bulk/progressed', ...ledger.counts()});
		};
		const onProgress = (progress: BulkProgress): void => {
			ledger.note(progress);
			tell();
		};
		let failure: Failure | undefined;
		try {
			await carryOut(api, {job, plan, ledger, tell}, {signal, onProgress});
		} catch (error) {
			failure = toFailure(error);
		}
		store.dispatch({type: 'bulk/finished', job, end: ledger.end(), failure});
	};

	const start = (api: Operations, job: BulkJob, plan: BulkPlan | undefined): void => {
		const controller = new AbortController();
		running = {controller, end: run(api, job, plan, controller.signal)};
	};

	return {
		handle: action => {
			const api = operations();
			const {bulk} = store.getState();
			if (action.type === 'bulk/cancel-requested') running?.controller.abort();
			if (api === undefined) return;
			if (action.type === 'bulk/requested') void (action.job.kind === 'undo' ? start(api, action.job, undefined) : look(api, action.job));
			if (action.type === 'bulk/confirmed' && bulk !== undefined) start(api, bulk.job, bulk.plan);
		},
		close: async () => {
			running?.controller.abort();
			await running?.end;
		},
	};
}

const nothingDone: BulkEnd = {done: [], skipped: [], left: 0, requestIds: []};

async function makePlan(api: Operations, job: BulkJob): Promise<BulkPlan | undefined> {
	switch (job.kind) {
		case 'verdict': {
			const {predicate, rows} = job.selection;
			return {kind: 'verdict', verdict: job.verdict, preview: await api.previewConflicts({predicate, verdict: job.verdict, ...(rows === undefined ? {} : {selection: rows})})};
		}
		case 'record': return {kind: 'record', verdict: job.verdict, preview: await previewRecords(api, job)};
		case 'rule': return {kind: 'rule', verdict: job.verdict, proposal: await api.proposeRule({of: job.of, verdict: job.verdict}), canApply: api.actor.role === 'admin' && !api.isReadOnly};
		case 'undo': return undefined;
	}
}

type Work = {readonly job: BulkJob; readonly plan: BulkPlan | undefined; readonly ledger: BulkLedger; readonly tell: () => void};

async function carryOut(api: Operations, {job, plan, ledger, tell}: Work, options: BulkOptions): Promise<void> {
	if (job.kind === 'undo') return undo(api, job, ledger, options);
	if (plan === undefined) return;
	switch (plan.kind) {
		case 'verdict': {
			if (job.kind !== 'verdict') return;
			const {predicate} = job.selection;
			ledger.finish(await api.resolveConflicts({predicate, verdict: job.verdict, selection: plan.preview.selection}, options));
			return;
		}
		case 'record': return settleRecords(api, plan, options.signal, (id, refusal) => {
			ledger.settle(id, refusal);
			tell();
		});
		case 'rule': {
			const {externalSystemId, entityType, fieldName, policyId, version, change} = plan.proposal;
			const application: RuleApplication = {externalSystemId, entityType, fieldName, policyId, version, change};
			const outcome = await api.applyRule(application, options);
			ledger.putRule(outcome.version);
			for (const settled of outcome.settled) ledger.finish(settled);
		}
	}
}

/** Verdicts first: a rule that is gone while its verdicts stand would have the next sync ask about nothing. */
async function undo(api: Operations, {undoable: {requestIds, rule}}: Extract<BulkJob, {readonly kind: 'undo'}>, ledger: BulkLedger, options: BulkOptions): Promise<void> {
	for (const requestId of requestIds.toReversed()) {
		if (options.signal?.aborted) return;
		ledger.finish(await api.undoConflicts({requestId}, options));
	}
	if (rule === undefined || options.signal?.aborted) return;
	const {systemName, entityType, fieldName, before} = rule;
	await api.setPolicy({systemName, entityType, isTrial: false, rules: {}, field: {name: fieldName, policy: Object.keys(before).length === 0 ? null : toJson(before)}});
}

/** A policy is plain JSON; what is undefined in it is not there. */
const toJson = (policy: FieldPolicy): JsonValue => JSON.parse(JSON.stringify(policy)) as JsonValue;
