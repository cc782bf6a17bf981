import {assertNever} from '../../errors/assert-never.js';
import type {Verdict} from '../../core/conflict.js';
import {isSameValue} from '../../core/is-same-value.js';
import type {JsonValue} from '../../core/json.js';
import type {ItemMerge} from '../../core/policy.js';
import {mergeItems} from '../../sync/decide/merge-items.js';

/** One field of a linked record while a conflict about it is open. `undefined` means absent. */
export type DisputedField = {
	readonly internal: JsonValue | undefined;
	readonly base: JsonValue | undefined;
	/** What the link remembers of the other side where it differs from the base. */
	readonly theirs: JsonValue | undefined;
	readonly external: JsonValue | undefined;
	/** Whether the field may be written to the other side at all, now or when pushing is turned on. */
	readonly canPush: boolean;
	/** Its value is a list whose items are merged. */
	readonly items?: ItemMerge | undefined;
};

/** The field after a verdict. */
export type SettledField = {
	readonly internal: JsonValue | undefined;
	readonly base: JsonValue | undefined;
	readonly theirs: JsonValue | undefined;
	/** Our value is owed to the other side. */
	readonly isOwed: boolean;
	/** `ignored` conflicts are remembered, and asked again when either side moves. */
	readonly status: 'resolved' | 'ignored';
};

/**
 * What a verdict does to one field. Whoever keeps or edits our value makes the external value the new base: what is left
 * is a change of ours alone, which the next run pushes and cannot mistake for a conflict. Where the field may never be
 * written, our value stays beside theirs, and the conflict stays known so that the same question is not asked again.
 */
export function settleField(verdict: Verdict, field: DisputedField): SettledField {
	const {internal, base, theirs, external} = field;
	const untouched: SettledField = {internal, base, theirs, isOwed: false, status: 'ignored'};
	const agreedOnTheirs = {base: external, theirs: undefined, status: 'resolved'} as const;
	switch (verdict.kind) {
		case 'keep_internal':
			return field.canPush ? {...agreedOnTheirs, internal: joinItems(field, 'ours') ?? internal, isOwed: true} : untouched;
		case 'keep_external': {
			const joined = joinItems(field, 'theirs') ?? external;
			return {...agreedOnTheirs, internal: joined, isOwed: !isSameValue(joined, external)};
		}
		case 'edit':
			return {...agreedOnTheirs, internal: verdict.value, isOwed: !isSameValue(verdict.value, external)};
		case 'ignore':
			return untouched;
		default:
			return assertNever(verdict);
	}
}

/**
 * A list of which both sides changed the same item: the verdict is about that item, and what only one side did to others
 * stays. Undefined where no item is disputed: then the verdict is about the whole value.
 */
export function joinItems({internal, base, external, canPush, items}: Omit<DisputedField, 'theirs'>, winner: 'ours' | 'theirs'): JsonValue | undefined {
	if (items === undefined || !canPush || base === undefined || internal === undefined || external === undefined) return undefined;
	const merged = mergeItems(items, {base, ours: internal, theirs: external}, winner);
	return merged === undefined || merged.clashes.length === 0 ? undefined : merged.value;
}
