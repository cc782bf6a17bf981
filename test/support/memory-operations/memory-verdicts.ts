import type {Conflict, ConflictCause, Verdict} from '../../../source/core/conflict.js';
import type {ConflictPredicate} from '../../../source/core/predicate/conflict-predicate.js';
import type {ConflictSelection} from '../../../source/core/conflict-selection.js';
import type {RecordChoice} from '../../../source/operations/verdicts/describe-record-verdicts.js';
import type {Operations} from '../../../source/operations/operations.js';
import type {BulkOptions, BulkOutcome} from '../../../source/operations/resolve-conflicts.js';
import type {Ask} from './ask.js';
import {matchesPredicate} from './matches-predicate.js';
import type {MemoryWorld} from './memory-world.js';

const pageSize = 5;
const sampleSize = 10;

/** What verdicts over many need of those over one. */
export type VerdictTools = {
	readonly get: (id: number) => Conflict;
	readonly settle: (conflict: Conflict, verdict: Verdict) => {readonly conflict: Conflict; readonly text: string};
	readonly reopen: (id: number) => void;
	readonly tell: (conflict: Conflict, verdict: Verdict) => string;
	readonly causesOf: (conflicts: readonly Conflict[]) => readonly ConflictCause[];
};

type VerdictOperations = Pick<Operations, 'previewConflicts' | 'resolveConflicts' | 'undoConflicts' | 'proposeRule' | 'applyRule' | 'setPolicy' | 'listRecordVerdicts' | 'settleRecord'>;

const whyRefused = (conflict: Conflict, {kind}: Verdict): string | undefined =>
	(kind !== 'ignore' && conflict.fieldName === undefined ? 'Parley deletes no record of ours.' : undefined);

/** What can be done with a record that is gone on the other side. */
export const recordChoices = (conflict: Conflict): readonly RecordChoice[] => (conflict.fieldName !== undefined || conflict.status !== 'pending' ? [] : [
	{verdict: {kind: 'unlink'}, text: `our record stays, and is linked to ${conflict.systemName} no more`},
	{verdict: {kind: 'mark_gone'}, refusal: 'The policy does not say what becomes of a record that is gone.'},
]);

export function memoryVerdicts(world: MemoryWorld, ask: Ask, {get, settle, reopen, tell, causesOf}: VerdictTools): VerdictOperations {
	const requests = new Map<string, number[]>();
	const find = (predicate: ConflictPredicate, selection: ConflictSelection | undefined): readonly Conflict[] => world.conflicts.filter(conflict =>
		conflict.status === 'pending' && (selection === undefined ? matchesPredicate(predicate, conflict, world.now()) : selection.ids.includes(conflict.id)));
	/** Page by page, until it is told to stop. */
	const run = async (requestId: string, ids: readonly number[], {signal, onProgress}: BulkOptions, one: (id: number) => string | undefined): Promise<BulkOutcome> => {
		const done: number[] = [];
		const skipped: {readonly reason: string; readonly ids: readonly number[]}[] = [];
		let index = 0;
		for (; index < ids.length && signal?.aborted !== true; index += pageSize) {
			for (const id of ids.slice(index, index + pageSize)) {
				const reason = one(id);
				if (reason === undefined) done.push(id);
				else skipped.push({reason, ids: [id]});
			}
			onProgress?.({requestId, total: ids.length, done: done.length, skipped: skipped.length});
			await world.betweenPages();
		}
		const left = ids.slice(index);
		return {requestId, state: left.length === 0 ? 'finished' : 'stopped', done, takenBack: [], skipped, left};
	};
	const resolve: Operations['resolveConflicts'] = async (request, options = {}) => {
		if (!('verdict' in request)) throw new Error('The console begins requests.');
		const {verdict, predicate, selection} = request;
		const seen = selection ?? {ids: find(predicate, undefined).map(({id}) => id), versions: []};
		const requestId = `${(requests.size + 1).toString().padStart(8, '0')}-0000-4000-8000-000000000000`;
		const outcome = await run(requestId, seen.ids, options, id => {
			const conflict = get(id);
			if (conflict.status !== 'pending' || conflict.version !== (seen.versions[seen.ids.indexOf(id)] ?? conflict.version)) return 'It moved since it was seen.';
			const refusal = whyRefused(conflict, verdict);
			if (refusal === undefined) settle(conflict, verdict);
			return refusal;
		});
		requests.set(requestId, [...outcome.done]);
		return outcome;
	};
	return {
		previewConflicts: ({predicate, verdict, selection}) => ask('previewConflicts', () => {
			const found = find(predicate, selection);
			const settled = found.filter(conflict => whyRefused(conflict, verdict) === undefined);
			const refused = found.filter(conflict => !settled.includes(conflict));
			return {
				count: found.length, causes: causesOf(found),
				refused: refused.length === 0 ? [] : [{reason: 'Parley deletes no record of ours.', count: refused.length}],
				sample: settled.slice(0, sampleSize).map(conflict => ({
					conflict, text: tell(conflict, verdict), before: conflict.internalValue, after: verdict.kind === 'edit' ? verdict.value : verdict.kind === 'keep_external' ? conflict.externalValue : conflict.internalValue,
					leaves: verdict.kind === 'keep_internal' ? {value: conflict.internalValue, when: 'with the next run' as const} : undefined,
				})),
				selection: {ids: found.map(({id}) => id), versions: selection?.versions ?? found.map(({version}) => version)},
			};
		}),
		resolveConflicts: async (request, options) => {
			await ask('resolveConflicts', () => undefined);
			return resolve(request, options);
		},
		undoConflicts: async ({requestId}, options = {}) => {
			await ask('undoConflicts', () => undefined);
			return run(requestId, requests.get(requestId)?.toReversed() ?? [], options, id => void reopen(id));
		},
		proposeRule: ({of, verdict}) => ask('proposeRule', () => {
			if ('conflictId' in of || verdict === 'edit') throw new Error('The console names the field and a verdict.');
			const waiting = world.conflicts.filter(conflict => conflict.status === 'pending' && conflict.entityType === of.entityType && conflict.fieldName === of.fieldName);
			const settles = {keep_internal: 0, keep_external: 0, ignore: 0, [verdict]: waiting.length};
			return {
				...of, systemName: 'Xacta 360', policyId: 7, version: 3, before: {}, change: verdict === 'ignore' ? {ignore: true} : {strategy: verdict === 'keep_internal' ? 'internal_wins' : 'external_wins'},
				text: `Where both sides changed ${of.fieldName}, one counts from now on.`,
				backTest: {pending: waiting.length, settles, nextSync: 0, asks: [], past: 4, agreed: 3, wouldAsk: 0, contradicted: 1, contradictions: waiting.slice(0, 1).map(conflict => ({
					id: conflict.id, conflict: {...conflict, resolvedBy: 'kim'}, rule: {internal: conflict.externalValue, external: conflict.externalValue}, person: {internal: conflict.internalValue, external: conflict.internalValue},
				}))},
			};
		}),
		applyRule: async ({entityType, fieldName, change, version}, options) => {
			await ask('applyRule', () => undefined);
			const kind = change.ignore === true ? 'ignore' : change.strategy === 'internal_wins' ? 'keep_internal' : 'keep_external';
			const predicate: ConflictPredicate = {kind: 'all', of: [{kind: 'entity', entityType}, {kind: 'field', field: fieldName}]};
			return {version: version + 1, settled: [{...await resolve({predicate, verdict: {kind}}, options), verdict: kind}]};
		},
		setPolicy: ({systemName, entityType, field}) => ask('setPolicy', () => ({
			systemName, entityType, isSaved: true, changes: field === undefined ? [] : [{subject: field.name, before: undefined, after: field.policy}],
		})),
		listRecordVerdicts: id => ask('listRecordVerdicts', () => recordChoices(get(id))),
		settleRecord: ({id, version, verdict}) => ask('settleRecord', () => {
			const conflict = get(id);
			if (conflict.status !== 'pending' || conflict.version !== version) return {kind: 'stale', conflict, text: 'It moved since it was seen.'};
			const choice = recordChoices(conflict).find(one => one.verdict.kind === verdict.kind);
			if (choice === undefined || 'refusal' in choice) throw new Error('The console offers only what is possible.');
			const settled: Conflict = {...conflict, status: 'resolved', resolutionAction: verdict.kind, resolvedBy: 'sam', resolvedAt: world.now(), version: version + 1};
			world.conflicts = world.conflicts.map(one => (one.id === id ? settled : one));
			world.tell('conflicts');
			return {kind: 'settled', conflict: settled, text: choice.text};
		}),
	};
}
