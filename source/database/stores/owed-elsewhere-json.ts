import type {OwedElsewhere} from '../../core/stores/page-store.js';

/** What `sql/owe-elsewhere.ts` takes for values; the caller makes it text. */
export const toOwedElsewhereJson = (values: readonly OwedElsewhere[]): readonly object[] => values.map(value => ({
	external_system_id: value.externalSystemId, internal_id: value.internalId, field: value.field, value: {before: value.before}, moved_at: value.movedAt ?? null, moved_by: value.movedBy,
}));
