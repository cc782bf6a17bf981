import type {StateBefore} from '../../core/stores/conflict-store.js';
import type {JsonObject, JsonValue} from '../../core/json.js';

/** `sync_conflicts.resolution_before`: a key that is missing means absent. */
export type StoredState = {
	readonly internal?: JsonValue;
	readonly base?: JsonValue;
	readonly theirs?: JsonValue;
	readonly edit?: {readonly before: JsonValue; readonly changedAt: string; readonly changedBy: string; readonly isDecided?: boolean};
};

export const toStoredState = ({internal, base, theirs, edit}: StateBefore): JsonObject => ({
	...(internal === undefined ? {} : {internal}),
	...(base === undefined ? {} : {base}),
	...(theirs === undefined ? {} : {theirs}),
	...(edit === undefined ? {} : {edit: {...edit, changedAt: edit.changedAt.toISOString()}}),
});

export const fromStoredState = (stored: StoredState): StateBefore => ({
	internal: stored.internal,
	base: stored.base,
	theirs: stored.theirs,
	edit: stored.edit === undefined ? undefined : {isDecided: false, ...stored.edit, changedAt: new Date(stored.edit.changedAt)},
});
