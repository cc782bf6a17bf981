import type {BulkOutcome, BulkProgress} from '../../operations/resolve-conflicts.js';
import type {Bulk, BulkEnd} from '../store/bulk.js';

/** What became of each conflict, over all requests of one piece of work, also while they are under way. */
export type BulkLedger = {
	/** How far a request is. */
	readonly note: (progress: BulkProgress) => void;
	/** What became of all of a request. */
	readonly finish: (outcome: BulkOutcome) => void;
	/** What became of one conflict; `refusal` says why it stays. */
	readonly settle: (id: number, refusal: string | undefined) => void;
	readonly putRule: (version: number) => void;
	readonly counts: () => Pick<Bulk, 'total' | 'done' | 'skipped'>;
	readonly end: () => BulkEnd;
};

/** `planned`: how many conflicts the work is about, as far as its plan says. */
export function createBulkLedger(planned: number): BulkLedger {
	const done: number[] = [];
	const skipped = new Map<string, number[]>();
	const totals = new Map<string, number>();
	const underWay = new Map<string, BulkProgress>();
	let ruleVersion: number | undefined;
	const skip = (reason: string, ids: readonly number[]): void => void skipped.set(reason, [...(skipped.get(reason) ?? []), ...ids]);
	const counts = (): Pick<Bulk, 'total' | 'done' | 'skipped'> => {
		const requests = [...underWay.values()];
		return {
			// A request also counts those that its plan knew to be refused.
			total: Math.max(planned, sum([...totals.values()])),
			done: done.length + sum(requests.map(request => request.done)),
			skipped: sum([...skipped.values()].map(ids => ids.length)) + sum(requests.map(request => request.skipped)),
		};
	};
	return {
		note: progress => {
			totals.set(progress.requestId, progress.total);
			underWay.set(progress.requestId, progress);
		},
		finish: outcome => {
			underWay.delete(outcome.requestId);
			for (const id of outcome.done) done.push(id);
			for (const {reason, ids} of outcome.skipped) skip(reason, ids);
		},
		settle: (id, refusal) => {
			if (refusal === undefined) done.push(id);
			else skip(refusal, [id]);
		},
		putRule: version => {
			ruleVersion = version;
		},
		counts,
		end: () => {
			const {total, done: finished, skipped: stayed} = counts();
			return {
				done, skipped: [...skipped].map(([reason, ids]) => ({reason, ids})), requestIds: [...totals.keys()], left: Math.max(0, total - finished - stayed),
				...(ruleVersion === undefined ? {} : {ruleVersion}),
			};
		},
	};
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);
