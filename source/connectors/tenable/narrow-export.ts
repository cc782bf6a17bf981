import type {ExternalFilter, FilterKind} from '../../core/external-filter.js';
import type {JsonObject, JsonValue} from '../../core/json.js';
import type {ListedEntity} from './export-plan.js';

/** Tenable's words for `severity_id`, in order. */
const severities = ['info', 'low', 'medium', 'high', 'critical'] as const;

const tagPrefix = 'tag.';

/** What an export can be narrowed by, by the field that the record shows it in. */
export function toFilterable(entity: ListedEntity, tagCategories: readonly string[]): Readonly<Record<string, readonly FilterKind[]>> {
	if (entity === 'vulnerability') return {severity_id: ['any_of', 'at_least', 'at_most'], state: ['any_of']};
	return {has_plugin_results: ['any_of'], ...Object.fromEntries(tagCategories.map(category => [`${tagPrefix}${category}`, ['any_of' as const]]))};
}

/** The filters in Tenable's own form; those that it would read more narrowly than they are meant are left out. */
export function narrowExport(entity: ListedEntity, filters: readonly ExternalFilter[]): JsonObject {
	const narrowed: Record<string, JsonValue> = {};
	if (entity === 'vulnerability') {
		const bySeverity = filters.filter(({field}) => field === 'severity_id');
		const asked = severities.filter((_, id) => bySeverity.every(filter => allows(filter, id)));
		if (bySeverity.length > 0 && asked.length > 0 && asked.length < severities.length) narrowed['severity'] = [...asked];
		const states = filters.flatMap(filter => (filter.kind === 'any_of' && filter.field === 'state' ? [toTexts(filter)] : [])).at(0);
		if (states !== undefined) narrowed['state'] = states.map(state => state.toUpperCase());
		return narrowed;
	}
	for (const filter of filters) {
		if (filter.kind !== 'any_of' || filter.match === 'loose') continue;
		const [only, ...others] = filter.values;
		if (filter.field === 'has_plugin_results' && typeof only === 'boolean' && others.length === 0) narrowed['has_plugin_results'] = only;
		// Several values of one category come as one text: what names more than one value cannot be asked for.
		const texts = filter.field.startsWith(tagPrefix) ? toTexts(filter) : undefined;
		if (texts !== undefined && texts.every(text => text !== '' && text === text.trim() && !text.includes(','))) narrowed[filter.field] = [...texts];
	}
	return narrowed;
}

function allows(filter: ExternalFilter, id: number): boolean {
	switch (filter.kind) {
		case 'any_of':
			return filter.values.includes(id);
		case 'at_least':
			return id >= filter.value;
		case 'at_most':
			return id <= filter.value;
	}
}

/** States that Tenable does not know would refuse the whole export. */
const knownStates: readonly string[] = ['OPEN', 'REOPENED', 'FIXED'];

function toTexts({field, values}: Extract<ExternalFilter, {kind: 'any_of'}>): readonly string[] | undefined {
	const texts = values.filter(value => typeof value === 'string');
	if (texts.length < values.length || texts.length === 0) return undefined;
	return field !== 'state' || texts.every(text => knownStates.includes(text.toUpperCase())) ? texts : undefined;
}
