import type {JsonValue} from '../../core/json.js';
import type {RecordDetail} from '../../operations/get-record.js';

export type FieldExplanation = RecordDetail['links'][number]['fields'][number];

/** One field of a record: as one of its systems is asked about it, or ours alone. */
export type RecordRow = {
	readonly field: string;
	readonly value: JsonValue | undefined;
	/** Both undefined: no system is asked about this field. */
	readonly systemName: string | undefined;
	readonly explained: FieldExplanation | undefined;
};

/** Fields that systems are asked about, system by system; then ours alone, those that hold something first. */
export function recordRows(detail: RecordDetail | undefined): readonly RecordRow[] {
	if (detail === undefined) return [];
	const asked = detail.links.flatMap(({systemName, fields}) => fields.map((explained): RecordRow => ({field: explained.field, value: explained.internal, systemName, explained})));
	const known = new Set(asked.map(({field}) => field));
	const alone = detail.fields.filter(({field}) => !known.has(field)).map(({field, value}): RecordRow => ({field, value, systemName: undefined, explained: undefined}));
	return [...asked, ...alone.filter(({value}) => value !== null), ...alone.filter(({value}) => value === null)];
}
