import type {Freedom} from './field-rules.js';
import {watchedFields, type Happening, type Move, type Side, type Snapshot, type Value, type WatchedField} from './two-sides.js';

/** A verdict that was carried out. */
export type Given = {readonly poamId: string; readonly field: WatchedField; readonly external: Value; readonly kind: 'keep_internal' | 'keep_external' | 'edit' | 'ignore' | 'undo'};

type Key = `${string} ${WatchedField}`;
const keyOf = ({poamId, field}: {readonly poamId: string; readonly field: WatchedField}): Key => `${poamId} ${field}`;

/**
 * What people wrote on each side and Parley has not yet brought across or been told to drop. Parley may not write over
 * any of it; whatever it writes must be something that a person wrote. It is held against the journals of both tables.
 */
export type Ledger = {
	/** How both sides were when the watch began. */
	readonly begin: (side: Side, snapshot: Snapshot) => void;
	/** The field's rule decided by itself until now: whatever they hold of it may have been overruled already. */
	readonly release: (field: WatchedField) => void;
	/** Takes in what happened, oldest first, of a run or besides; gives sentences about what must not have happened. */
	readonly take: (happenings: readonly Happening[], given: readonly Given[], isRun: boolean) => readonly string[];
};

/** Both texts in one are no loss of either. */
const mergedFields: readonly WatchedField[] = ['deviation_rationale'];

export function createLedger({mayOverwrite, mayWrite}: Freedom): Ledger {
	const held: Record<Side, Map<Key, Value>> = {ours: new Map(), theirs: new Map()};
	const edits: Record<Side, Map<Key, Value>> = {ours: new Map(), theirs: new Map()};
	const written: Record<Side, Map<Key, Set<Value>>> = {ours: new Map(), theirs: new Map()};
	/** Their edits that our row has held since: what is written over them was written knowing them. */
	const known = new Set<Key>();
	/**
	 * What both sides last agreed on as a run or a verdict saw it, and what before that, because a run may have died and a verdict
	 * may be taken back: who goes back there takes a change of their own back, and overrules nobody.
	 */
	const agreed = new Map<Key, readonly Value[]>();
	/** What they held before a verdict that was taken back: it may be put there again. */
	const restored = new Map<Key, Set<Value>>();
	const other = (side: Side): Side => (side === 'ours' ? 'theirs' : 'ours');

	const agree = (key: Key, value: Value) => agreed.set(key, [value, ...(agreed.get(key) ?? []).filter(one => one !== value)].slice(0, 2));
	const note = (side: Side, key: Key, value: Value) => {
		held[side].set(key, value);
		const values = written[side].get(key) ?? new Set();
		written[side].set(key, values.add(value));
	};
	const judge = (move: Move, given: readonly Given[]): readonly string[] => {
		const {side, field, from, to} = move;
		const key = keyOf(move);
		const isVerdict = side === 'ours' && given.some(one => keyOf(one) === key);
		if (isVerdict) return [];
		const isMerge = mergedFields.includes(field) && String(to ?? '').includes(String(from ?? ''));
		const lost = edits[side].get(key) === from && edits[side].has(key) && held[other(side)].get(key) !== from && !(side === 'theirs' && known.has(key)) && !agreed.get(key)?.includes(from) && !isMerge && !mayOverwrite(side, field);
		const isSomebodys = written[other(side)].get(key)?.has(to) || (side === 'theirs' && restored.get(key)?.has(to)) || mergedFields.includes(field);
		return [
			...(lost ? [`${key}: Parley wrote ${String(to)} over ${String(from)} on ${side === 'ours' ? 'our' : 'their'} side, which was somebody's edit that nobody had seen`] : []),
			...(isSomebodys ? [] : [`${key}: Parley wrote ${String(to)} on ${side === 'ours' ? 'our' : 'their'} side, which the other side never held`]),
			...(mayWrite(side, field) ? [] : [`${key}: Parley wrote ${String(to)} on ${side === 'ours' ? 'our' : 'their'} side, which its rule does not allow`]),
			...(side === 'theirs' && from === to ? [`${key}: Parley wrote ${String(to)} a second time`] : []),
		];
	};
	const takeMove = (move: Move, given: readonly Given[]): readonly string[] => {
		const {side, by, to} = move;
		const key = keyOf(move);
		const isFirst = !held[side].has(key);
		const faults = by === 'parley' && !isFirst ? judge(move, given) : [];
		note(side, key, to);
		if (by === 'people') {
			edits[side].set(key, to);
			if (side === 'theirs') known.delete(key);
		} else {
			edits[side].delete(key);
			if (edits[other(side)].get(key) === to) edits[other(side)].delete(key);
		}
		if (side === 'ours' && edits.theirs.get(key) === to) known.add(key);
		if (by === 'parley' && held[other(side)].has(key) && held[other(side)].get(key) === to) agree(key, to);
		return faults;
	};
	const settleGiven = ({kind, external, ...about}: Given) => {
		const key = keyOf(about);
		if (kind === 'ignore') return;
		if (kind !== 'undo') agree(key, external);
		if (edits.theirs.get(key) === external) edits.theirs.delete(key);
		known.add(key);
		const value = held.ours.get(key) ?? null;
		if (kind === 'keep_external') edits.ours.delete(key);
		else if (value !== external) edits.ours.set(key, value);
	};
	return {
		begin: (side, snapshot) => {
			for (const [poamId, row] of snapshot) for (const field of watchedFields) note(side, keyOf({poamId, field}), row[field] ?? null);
		},
		release: field => {
			for (const key of edits.theirs.keys()) if (key.endsWith(` ${field}`)) known.add(key);
		},
		take: (happenings, given, isRun) => {
			// Somebody who decides while a run is at work has seen what they hold; the run may go by it at once.
			for (const one of given) {
				const key = keyOf(one);
				if (one.kind === 'undo') restored.set(key, (restored.get(key) ?? new Set()).add(one.external));
				if (one.kind !== 'ignore' && edits.theirs.get(key) === one.external) known.add(key);
			}
			const faults = happenings.flatMap(happening => {
				if (!('isRemoval' in happening)) return takeMove(happening, given);
				for (const map of [edits[happening.side], held[happening.side]]) for (const key of map.keys()) if (key.startsWith(`${happening.poamId} `)) map.delete(key);
				return happening.by === 'parley' ? [`${happening.poamId}: Parley deleted it`] : [];
			});
			for (const one of given) settleGiven(one);
			for (const [key, value] of held.ours) {
				if (!held.theirs.has(key) || held.theirs.get(key) !== value) continue;
				edits.ours.delete(key);
				edits.theirs.delete(key);
				if (isRun) agree(key, value);
			}
			const dropped = [...edits.ours].filter(([key, value]) => held.ours.get(key) !== value);
			return [...faults, ...dropped.map(([key, value]) => `${key}: our edit ${String(value)} is gone; ours is ${String(held.ours.get(key))}`)];
		},
	};
}
