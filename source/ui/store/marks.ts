import type {Conflict, ConflictFilter} from '../../core/conflict.js';
import {simplify, type ConflictPredicate} from '../../core/predicate/conflict-predicate.js';
import {toConflictSelection} from '../../core/conflict-selection.js';
import {isSameValue} from '../../core/is-same-value.js';
import {type BulkSelection} from './bulk.js';
import {causeKey, filterOfCause, toPredicate} from './filter-predicate.js';

/** Which conflicts of the list are like one of them: all, those of its cause, or those with its pair of values. */
export type Likeness = {readonly kind: 'all'} | {readonly kind: 'cause' | 'values'; readonly of: Conflict};

/** Marked rows: those that were marked one by one, and all that are like one, read or not, without those taken out again. */
export type Marks = {
	readonly rows: ReadonlyMap<number, Conflict>;
	readonly like: Likeness | undefined;
	readonly except: ReadonlySet<number>;
};

export const noMarks: Marks = {rows: new Map(), like: undefined, except: new Set()};

export const hasMarks = ({rows, like}: Marks): boolean => rows.size > 0 || like !== undefined;

export const isMarked = ({rows, like, except}: Marks, conflict: Conflict): boolean =>
	rows.has(conflict.id) || (like !== undefined && !except.has(conflict.id) && isLike(like, conflict));

function isLike(like: Likeness, conflict: Conflict): boolean {
	if (like.kind === 'all') return true;
	if (causeKey(like.of) !== causeKey(conflict)) return false;
	return like.kind === 'cause' || (isSameValue(like.of.internalValue, conflict.internalValue) && isSameValue(like.of.externalValue, conflict.externalValue));
}

export function toggleMark(marks: Marks, conflict: Conflict): Marks {
	const rows = new Map(marks.rows);
	const except = new Set(marks.except);
	if (!isMarked(marks, conflict)) {
		if (!except.delete(conflict.id)) rows.set(conflict.id, conflict);
		return {...marks, rows, except};
	}
	rows.delete(conflict.id);
	if (marks.like !== undefined && isLike(marks.like, conflict)) except.add(conflict.id);
	return {...marks, rows, except};
}

export const markRows = (marks: Marks, conflicts: readonly Conflict[]): Marks => {
	const ids = new Set(conflicts.map(conflict => conflict.id));
	return {...marks, rows: new Map([...marks.rows, ...conflicts.map(conflict => [conflict.id, conflict] as const)]), except: new Set([...marks.except].filter(id => !ids.has(id)))};
};

/** What is marked within a filter. Rows that were marked one by one count in the version that was seen. */
export function toSelection({rows, like, except}: Marks, filter: ConflictFilter): BulkSelection {
	const marked = [...rows.values()].toSorted((left, right) => left.id - right.id);
	const ids: ConflictPredicate = {kind: 'ids', ids: marked.map(({id}) => id)};
	if (like === undefined) return {predicate: ids, rows: toConflictSelection(marked)};
	const conditions: readonly ConflictPredicate[] = [
		toPredicate(filter), ...describeLikeness(like), ...(except.size === 0 ? [] : [{kind: 'not', of: {kind: 'ids', ids: [...except]}} as const]),
	];
	const all: ConflictPredicate = {kind: 'all', of: conditions};
	return {predicate: simplify(marked.length === 0 ? all : {kind: 'any', of: [all, ids]})};
}

function describeLikeness(like: Likeness): readonly ConflictPredicate[] {
	if (like.kind === 'all') return [];
	const cause = toPredicate(filterOfCause(like.of));
	if (like.kind === 'cause') return [cause];
	const sides = [['internal', like.of.internalValue], ['external', like.of.externalValue]] as const;
	return [cause, ...sides.map(([side, value]): ConflictPredicate => ({kind: 'value', side, is: value === undefined ? {match: 'absent'} : {match: 'is', value}}))];
}
