import type {EntityCapabilities} from '../../core/connector.js';
import type {ExternalFilter} from '../../core/external-filter.js';
import type {JsonValue} from '../../core/json.js';
import type {FieldMapping, Transformation} from '../../core/mapping.js';
import type {RecordFilter} from '../../core/policy.js';
import type {Pair} from '../pair.js';

/**
 * The filters of a policy as the other side can be asked for them: of those that it can check, the ones whose values
 * can be said in its words. None of them leaves out a record that the policy lets through. Pure.
 */
export function pushFilters({policy, mappings, definition}: Pick<Pair, 'policy' | 'mappings' | 'definition'>, {filters: able = {}}: Pick<EntityCapabilities, 'filters'>): readonly ExternalFilter[] {
	return policy.filters.flatMap(filter => {
		const mapping = mappings.find(({internalField}) => internalField === filter.field);
		// A field that they leave empty is filled by its default here, where they cannot see it.
		if (mapping === undefined || mapping.defaultValue !== null) return [];
		const kind = definition.fields[filter.field] ?? 'text';
		const pushed = kind === 'text' || kind === 'boolean' || kind === 'integer' || kind === 'number' ? toExternal(filter, mapping) : undefined;
		return pushed !== undefined && able[pushed.field]?.includes(pushed.kind) ? [pushed] : [];
	});
}

function toExternal({operator, value = null}: RecordFilter, {transformation, externalField: field}: FieldMapping): ExternalFilter | undefined {
	switch (operator) {
		case 'eq':
		case 'in': {
			const wanted = operator === 'in' ? value : [value];
			if (!Array.isArray(wanted) || wanted.length === 0 || wanted.some(item => item === null || typeof item === 'object')) return undefined;
			const before = toSources(transformation, {values: wanted as readonly JsonValue[], match: 'exact'});
			return before && {kind: 'any_of', field, ...before};
		}
		case 'gt':
		case 'gte':
			return transformation.type === 'none' && typeof value === 'number' ? {kind: 'at_least', field, value} : undefined;
		case 'lt':
		case 'lte':
			return transformation.type === 'none' && typeof value === 'number' ? {kind: 'at_most', field, value} : undefined;
		case 'ne':
		case 'not_in':
		case 'is_null':
		case 'not_null':
			// What they leave empty may be something here, and the other way round.
			return undefined;
	}
}

type Sources = Pick<Extract<ExternalFilter, {kind: 'any_of'}>, 'values' | 'match'>;

/** Everything that a rule may make one of these values of; undefined when that cannot be told. */
function toSources(rule: Transformation, found: Sources): Sources | undefined {
	switch (rule.type) {
		case 'none':
			return found;
		case 'trim':
		case 'lowercase':
		case 'uppercase':
		case 'title_case':
			return found.values.every(value => typeof value === 'string') ? {...found, match: 'loose'} : undefined;
		case 'map_values': {
			const spellings = Object.entries(rule.values).filter(([, mapped]) => found.values.includes(mapped)).map(([spelling]) => spelling);
			return {...found, values: [...new Set([...found.values, ...spellings])]};
		}
		case 'chain':
			return rule.steps.toReversed().reduce<Sources | undefined>((after, step) => after && toSources(step, after), found);
		default:
			return undefined;
	}
}
