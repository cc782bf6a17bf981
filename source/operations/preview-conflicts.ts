import type {Conflict, ConflictCause, Verdict} from '../core/conflict.js';
import type {ConflictPredicate} from '../core/predicate/conflict-predicate.js';
import type {ConflictSelection} from '../core/conflict-selection.js';
import type {JsonValue} from '../core/json.js';
import type {VerdictGroup} from '../core/stores/bulk-verdict-store.js';
import type {Stores} from '../core/stores/stores.js';
import {AppError} from '../errors/app-error.js';
import type {OperationContext} from './context.js';
import {describeVerdict} from './verdicts/describe-outcomes.js';
import {isAboutField} from './verdicts/is-about-field.js';
import {joinSelections} from './verdicts/join-selections.js';
import {loadJudge} from './verdicts/load-judge.js';
import type {Judge, Judged, Judgement} from './verdicts/plan-verdicts.js';
import {settleField} from './verdicts/settle-field.js';

const sampleSize = 10;

export type PreviewRequest = {
	readonly predicate: ConflictPredicate;
	readonly verdict: Verdict;
	/** Only these, in these versions: rows that a person marked. */
	readonly selection?: ConflictSelection;
};

/** One conflict before and after, as the verdict would leave it. */
export type PreviewedConflict = {
	readonly conflict: Conflict;
	/** The result in words: "Tenable becomes X". */
	readonly text: string;
	/** Our value now and then. */
	readonly before: JsonValue | undefined;
	readonly after: JsonValue | undefined;
	/** What the other side gets; undefined when nothing leaves. */
	readonly leaves: {readonly value: JsonValue | undefined; readonly when: 'with the next run' | 'once pushing is on'} | undefined;
};

/** What a verdict over many conflicts would do; nothing was written. */
export type BulkPreview = {
	/** Pending conflicts that the predicate finds, those for which the verdict is refused included. */
	readonly count: number;
	readonly refused: readonly {readonly reason: string; readonly count: number}[];
	readonly causes: readonly ConflictCause[];
	/** Of those that can be settled so, from every cause. */
	readonly sample: readonly PreviewedConflict[];
	/** What was seen; given along with the verdict, nothing else is settled. */
	readonly selection: ConflictSelection;
};

/** @throws VALUE_INVALID for a value that fits none of the fields */
export async function previewConflicts({database: {stores}}: OperationContext, {predicate, verdict, selection}: PreviewRequest): Promise<BulkPreview> {
	const groups = await stores.bulkVerdicts.selectPending(selection ?? predicate);
	const judge = await loadJudge(stores, verdict, groups.map(toSubject));
	const judged = groups.map(group => ({group, judgement: judge(toSubject(group), group.isLinked)}));
	const settleable = judged.flatMap(({group, judgement}) => ('refusal' in judgement ? [] : [group]));
	requireFittingValue(verdict, judged.map(({judgement}) => judgement));
	return {
		count: groups.reduce((sum, group) => sum + group.selection.ids.length, 0),
		refused: countRefusals(judged),
		causes: toCauses(groups),
		sample: await loadSample(stores, settleable, judge),
		selection: joinSelections(groups.map(group => group.selection)),
	};
}

/** A conflict of the group, as far as judging goes: what its values are does not matter, only whether there is an external one. */
const toSubject = (group: VerdictGroup) => ({
	...group, status: 'pending' as const, internalValue: null, externalValue: group.lacksExternal ? undefined : null,
});

/** A typed value that no field takes is a mistake to be told, not a preview of nothing. */
function requireFittingValue({kind}: Verdict, judgements: readonly Judgement[]): void {
	const [first] = judgements;
	if (kind !== 'edit' || first === undefined || !('refusal' in first) || judgements.some(judgement => !('refusal' in judgement))) return;
	throw new AppError({code: 'VALUE_INVALID', message: first.refusal, nextStep: 'Give a value that the field takes, or choose another verdict.'});
}

function countRefusals(judged: readonly {readonly group: VerdictGroup; readonly judgement: Judgement}[]): BulkPreview['refused'] {
	const counts = new Map<string, number>();
	for (const {group, judgement} of judged) {
		if ('refusal' in judgement) counts.set(judgement.refusal, (counts.get(judgement.refusal) ?? 0) + group.selection.ids.length);
	}
	return [...counts].map(([reason, count]) => ({reason, count})).sort((left, right) => right.count - left.count);
}

function toCauses(groups: readonly VerdictGroup[]): readonly ConflictCause[] {
	const causes = new Map<string, ConflictCause>();
	for (const {externalSystemId, systemName, entityType, fieldName, reason, oldestAt, selection} of groups) {
		const key = JSON.stringify([externalSystemId, entityType, fieldName, reason]);
		const known = causes.get(key);
		causes.set(key, {
			externalSystemId, systemName, entityType, fieldName, reason, count: (known?.count ?? 0) + selection.ids.length,
			oldestAt: known === undefined || oldestAt < known.oldestAt ? oldestAt : known.oldestAt,
		});
	}
	return [...causes.values()].sort((left, right) => right.count - left.count);
}

/** In turns from every group, and spread over each, so that its end is seen too. */
async function loadSample(stores: Stores, groups: readonly VerdictGroup[], judge: Judge): Promise<readonly PreviewedConflict[]> {
	const shown = groups.slice(0, sampleSize);
	const share = Math.ceil(sampleSize / Math.max(1, shown.length));
	const ids = shown.flatMap(({selection}) => spread(selection.ids, share)).slice(0, sampleSize);
	const {rows} = await stores.conflicts.page({status: 'pending', where: {kind: 'ids', ids}}, undefined, sampleSize);
	return rows.flatMap(conflict => {
		const judgement = judge({...conflict, status: 'pending'}, true);
		return 'refusal' in judgement ? [] : [toPreviewed(conflict, judgement)];
	});
}

function spread(ids: readonly number[], most: number): readonly number[] {
	const count = Math.min(most, ids.length);
	return Array.from({length: count}, (_, index) => ids[Math.floor((index * ids.length) / count)] ?? 0);
}

function toPreviewed(conflict: Conflict, judged: Judged): PreviewedConflict {
	const {verdict, push, items} = judged;
	const {internalValue: internal, externalValue: external, baseValue: base} = conflict;
	const text = describeVerdict(conflict, judged);
	if (!isAboutField(conflict)) return {conflict, text, before: internal, after: internal, leaves: undefined};
	const after = settleField(verdict, {internal, base, theirs: external, external, canPush: push !== 'never', items});
	return {
		conflict, text, before: internal, after: after.internal,
		leaves: after.isOwed ? {value: after.internal, when: push === 'on' ? 'with the next run' : 'once pushing is on'} : undefined,
	};
}
